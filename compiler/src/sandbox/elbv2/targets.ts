import { Agent } from 'node:http';
import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { SandboxContext } from '../context.ts';
import { numberAttribute } from './attributes.ts';
import type { Prober } from './prober.ts';
import type { LoadBalancingTables, TargetRecord } from './records.ts';
import { TargetMonitor } from './target-monitor.ts';

const NOT_REGISTERED: TargetHealth = {
  State: 'unused',
  Reason: 'Target.NotRegistered',
  Description: 'Target is not registered to the target group',
};
const NOT_IN_USE: TargetHealth = {
  State: 'unused',
  Reason: 'Target.NotInUse',
  Description: 'Target group is not configured to receive traffic from the load balancer',
};
const DRAINING: TargetHealth = {
  State: 'draining',
  Reason: 'Target.DeregistrationInProgress',
  Description: 'Target deregistration is in progress',
};

/** A registered target while the sandbox runs: its checks, its connections, its open requests. */
export class LiveTarget {
  readonly record: TargetRecord;
  /** Connections that are kept for the next request are closed after the default idle timeout. */
  readonly agent = new Agent({ keepAlive: true, timeout: 60_000 });
  /** Each open request with the function that ends it. */
  readonly requests = new Set<() => void>();
  monitor: TargetMonitor | undefined;
  cancelDrain: (() => void) | undefined;

  constructor(record: TargetRecord) {
    this.record = record;
  }

  get health(): TargetHealth {
    if (this.cancelDrain) return DRAINING;
    return this.monitor?.health ?? NOT_IN_USE;
  }
}

/** Which target it is, in which group. */
export interface TargetAddress {
  readonly targetGroupArn: string;
  readonly id: string;
  readonly port: number;
}

/**
 * The targets of all target groups: registration, health, draining.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 */
export class Targets {
  readonly #context: SandboxContext;
  readonly #tables: LoadBalancingTables;
  readonly #prober: Prober;
  readonly #live = new Map<string, LiveTarget>();
  readonly #listeners = new Set<(target: TargetAddress) => void>();

  constructor(context: SandboxContext, tables: LoadBalancingTables, prober: Prober) {
    this.#context = context;
    this.#tables = tables;
    this.#prober = prober;
  }

  /** Calls `listener` whenever the health of a target has changed. */
  onChange(listener: (target: TargetAddress) => void): void {
    this.#listeners.add(listener);
  }

  /** Registering what is registered already changes nothing; what drains is taken back. */
  register(address: TargetAddress, zone?: string): void {
    const existing = this.#live.get(key(address));
    if (existing && !existing.cancelDrain) return;
    if (existing) this.#end(existing);
    const { targetGroupArn, id, port } = address;
    const record = { targetGroupArn, id, port, ...(zone === undefined ? {} : { zone }) };
    this.#tables.targets.put(key(address), record);
    this.#add(record);
    this.#effect('target-registered', record);
  }

  /**
   * Takes a target out: no new requests from now on; open ones have the deregistration delay to finish. It is
   * `draining` for the whole delay even where no request is open, then `unused`.
   */
  deregister(address: TargetAddress): void {
    const live = this.#live.get(key(address));
    if (!live || live.cancelDrain) return;
    const delay = this.#delay(address.targetGroupArn);
    if (!live.monitor || delay === 0) {
      this.#remove(live);
      return;
    }
    live.monitor.stop();
    this.#tables.targets.put(key(address), { ...live.record, drainingSince: this.#context.clock.now() });
    this.#drain(live, delay);
    this.#effect('target-draining', live.record);
    this.#changed(live.record);
  }

  /** Takes a target out at once, its process being gone. */
  forget(address: TargetAddress): void {
    const live = this.#live.get(key(address));
    if (live) this.#remove(live);
    else this.#tables.targets.delete(key(address));
  }

  health(address: TargetAddress): TargetHealth {
    return this.#live.get(key(address))?.health ?? NOT_REGISTERED;
  }

  of(targetGroupArn: string): readonly LiveTarget[] {
    return [...this.#live.values()].filter(({ record }) => record.targetGroupArn === targetGroupArn);
  }

  /** Call after listeners or rules have changed: a target is checked while something forwards to its group. */
  refresh(): void {
    for (const live of this.#live.values()) {
      const used = this.#tables.usersOf(live.record.targetGroupArn).length > 0;
      if (used === (live.monitor !== undefined)) continue;
      if (used) this.#monitor(live);
      else {
        live.monitor?.stop();
        live.monitor = undefined;
      }
      this.#changed(live.record);
    }
  }

  /** Call after the health check of a target group has changed: its targets are checked anew. */
  recheck(targetGroupArn: string): void {
    for (const live of this.of(targetGroupArn)) {
      if (!live.monitor || live.cancelDrain) continue;
      live.monitor.stop();
      this.#monitor(live);
    }
  }

  /** Takes up the recorded targets after a restart; a drain goes on where it was. */
  start(): void {
    for (const record of this.#tables.targets.all()) {
      if (this.#live.has(key(record))) continue;
      const live = this.#add(record);
      if (record.drainingSince === undefined) continue;
      live.monitor?.stop();
      const passed = this.#context.clock.now() - record.drainingSince;
      this.#drain(live, Math.max(0, this.#delay(record.targetGroupArn) - passed));
    }
  }

  stop(): void {
    for (const live of this.#live.values()) this.#end(live);
    this.#live.clear();
  }

  #add(record: TargetRecord): LiveTarget {
    const live = new LiveTarget(record);
    this.#live.set(key(record), live);
    if (this.#tables.usersOf(record.targetGroupArn).length > 0) this.#monitor(live);
    return live;
  }

  #monitor(live: LiveTarget): void {
    const { targetGroupArn, id, port } = live.record;
    const check = this.#tables.targetGroups.get(targetGroupArn)?.healthCheck;
    if (!check) return;
    const { clock } = this.#context;
    live.monitor = new TargetMonitor(clock, this.#prober, { host: id, port, check }, (health) => {
      this.#effect(`target-${health.State}`, live.record, health.Description);
      this.#changed(live.record);
    });
  }

  #drain(live: LiveTarget, ms: number): void {
    live.cancelDrain = this.#context.clock.after(ms, () => this.#remove(live));
  }

  #remove(live: LiveTarget): void {
    this.#live.delete(key(live.record));
    this.#tables.targets.delete(key(live.record));
    this.#end(live);
    this.#effect('target-deregistered', live.record);
    this.#changed(live.record);
  }

  #end(live: LiveTarget): void {
    live.monitor?.stop();
    live.cancelDrain?.();
    for (const abort of live.requests) abort();
    live.agent.destroy();
  }

  #delay(targetGroupArn: string): number {
    const attributes = this.#tables.targetGroups.get(targetGroupArn)?.attributes ?? {};
    return numberAttribute(attributes, 'deregistration_delay.timeout_seconds') * 1000;
  }

  #effect(kind: string, target: TargetAddress, description?: string): void {
    const { targetGroupArn, id, port } = target;
    this.#context.effect(kind, {
      targetGroupArn,
      target: `${id}:${port}`,
      ...(description ? { description } : {}),
    });
  }

  #changed(target: TargetAddress): void {
    for (const listener of this.#listeners) listener(target);
  }
}

function key({ targetGroupArn, id, port }: TargetAddress): string {
  return `${targetGroupArn} ${id}:${port}`;
}
