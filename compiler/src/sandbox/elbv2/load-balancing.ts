import type { SandboxContext } from '../context.ts';
import { numberAttribute } from './attributes.ts';
import { Balancer } from './balancer.ts';
import type { PortFinder } from './find-port.ts';
import { findPort } from './find-port.ts';
import { Frontend } from './frontend.ts';
import { listenerHandler } from './listener-handler.ts';
import type { Prober } from './prober.ts';
import { httpProber } from './prober.ts';
import { LoadBalancingTables } from './records.ts';
import { type RequestMeter, unmetered } from './request-meter.ts';
import { Targets } from './targets.ts';

export interface LoadBalancingOptions {
  /** Default: a real HTTP request. */
  readonly prober?: Prober;
  /** Default: looks on this machine. */
  readonly findPort?: PortFinder;
  /** Whether ports are really opened. Default: true. */
  readonly listen?: boolean;
}

/** The port that every load balancer holds from its creation on, since its DNS name carries it. */
const HTTP_PORT = 80;

/**
 * Elastic Load Balancing while the sandbox runs: records, targets, and the ports of this machine at which
 * listeners are reached.
 */
export class LoadBalancing {
  readonly tables: LoadBalancingTables;
  readonly targets: Targets;
  readonly #context: SandboxContext;
  readonly #balancer: Balancer;
  readonly #meter: RequestMeter;
  readonly #findPort: PortFinder;
  readonly #listens: boolean;
  /** By load balancer and listener port; a promise while it is being opened. */
  readonly #frontends = new Map<string, Frontend | Promise<void>>();

  constructor(context: SandboxContext, options: LoadBalancingOptions = {}, meter: RequestMeter = unmetered) {
    this.#context = context;
    this.#meter = meter;
    this.tables = new LoadBalancingTables(context.store);
    this.targets = new Targets(context, this.tables, options.prober ?? httpProber);
    this.#balancer = new Balancer(this.tables, this.targets);
    this.#findPort = options.findPort ?? findPort;
    this.#listens = options.listen ?? true;
  }

  /**
   * The port of this machine for a listener port: 80 is reached at the first free port from 8080 on, 443 from 8443
   * on; ports above 1023 from themselves on.
   */
  pickPort(listenerPort: number): number {
    const from = listenerPort < 1024 ? 8000 + listenerPort : listenerPort;
    const taken = [
      ...this.tables.loadBalancers.all().map((loadBalancer) => loadBalancer.httpPort),
      ...this.tables.listeners.all().map((listener) => listener.localPort),
    ];
    return this.#findPort(from, new Set(taken));
  }

  /** Whether the port of a listener takes connections. */
  isOpen(loadBalancerArn: string, listenerPort: number): boolean {
    return !this.#listens || this.#frontends.get(key(loadBalancerArn, listenerPort)) instanceof Frontend;
  }

  /** Call after any change of a load balancer, a listener, a rule or a target group. */
  refresh(): void {
    if (this.#listens) this.#refreshFrontends();
    this.targets.refresh();
  }

  #refreshFrontends(): void {
    const wanted = new Set<string>();
    for (const loadBalancer of this.tables.loadBalancers.all()) {
      const ports = this.tables.listenersOf(loadBalancer.arn).map((listener) => listener.port);
      for (const port of new Set([HTTP_PORT, ...ports])) {
        wanted.add(key(loadBalancer.arn, port));
        this.#refreshFrontend(loadBalancer.arn, port);
      }
    }
    for (const [name, frontend] of this.#frontends) {
      if (wanted.has(name)) continue;
      this.#frontends.delete(name);
      if (frontend instanceof Frontend) void frontend.close();
    }
  }

  /** Opens every recorded port again. Resolves when all take connections. */
  async start(): Promise<void> {
    this.targets.start();
    this.refresh();
    await Promise.all([...this.#frontends.values()].filter((opening) => opening instanceof Promise));
  }

  async stop(): Promise<void> {
    const frontends = [...this.#frontends.values()];
    this.#frontends.clear();
    this.targets.stop();
    await Promise.all(
      frontends.map((frontend) => (frontend instanceof Frontend ? frontend.close() : frontend)),
    );
  }

  #refreshFrontend(loadBalancerArn: string, port: number): void {
    const name = key(loadBalancerArn, port);
    const frontend = this.#frontends.get(name);
    const loadBalancer = this.tables.loadBalancers.get(loadBalancerArn);
    if (!loadBalancer || frontend instanceof Promise) return;
    if (!frontend) {
      const opening = this.#open(loadBalancerArn, port);
      this.#frontends.set(name, opening);
      return;
    }
    const listener = this.tables.listenersOf(loadBalancerArn).find((candidate) => candidate.port === port);
    const parts = {
      context: this.#context,
      tables: this.tables,
      balancer: this.#balancer,
      meter: this.#meter,
    };
    frontend.handler = listener && listenerHandler(parts, listener, loadBalancer);
  }

  async #open(loadBalancerArn: string, port: number): Promise<void> {
    const name = key(loadBalancerArn, port);
    for (;;) {
      const local = this.#localPort(loadBalancerArn, port);
      if (local === undefined) return;
      const attributes = this.tables.loadBalancers.get(loadBalancerArn)?.attributes ?? {};
      const idleMs = numberAttribute(attributes, 'idle_timeout.timeout_seconds') * 1000;
      try {
        // oxlint-disable-next-line no-await-in-loop -- one port after the other until one is free
        const frontend = await Frontend.open(local, idleMs);
        if (!this.#frontends.has(name)) return void frontend.close();
        this.#frontends.set(name, frontend);
        this.#refreshFrontend(loadBalancerArn, port);
        return;
      } catch {
        this.#moveTo(loadBalancerArn, port, local);
      }
    }
  }

  #localPort(loadBalancerArn: string, port: number): number | undefined {
    if (port === HTTP_PORT) return this.tables.loadBalancers.get(loadBalancerArn)?.httpPort;
    return this.tables.listenersOf(loadBalancerArn).find((listener) => listener.port === port)?.localPort;
  }

  /** Somebody else has the port: another one is taken, and an effect says so. */
  #moveTo(loadBalancerArn: string, port: number, taken: number): void {
    const local = this.pickPort(port);
    const loadBalancer = this.tables.loadBalancers.get(loadBalancerArn);
    if (loadBalancer && port === HTTP_PORT) {
      this.tables.loadBalancers.put(loadBalancerArn, { ...loadBalancer, httpPort: local });
    }
    for (const listener of this.tables.listenersOf(loadBalancerArn)) {
      if (listener.port === port) this.tables.listeners.put(listener.arn, { ...listener, localPort: local });
    }
    this.#context.effect('listener-port-changed', {
      loadBalancerArn,
      listenerPort: port,
      from: taken,
      to: local,
    });
    void this.#context.store.commit();
  }
}

function key(loadBalancerArn: string, listenerPort: number): string {
  return `${loadBalancerArn} ${listenerPort}`;
}
