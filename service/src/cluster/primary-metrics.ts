import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { snapshotOf } from '../metrics/snapshot.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import type { Reason } from './supervisor.ts';

const REASONS: readonly Reason[] = ['crashed', 'blocked', 'ended'];

/** What only the primary knows, and its own share of the CPU and the memory. */
export class PrimaryMetrics {
  readonly #registry = new Registry();
  readonly #ends: Counter<'reason'>;

  constructor(workers: () => { ready: number; configured: number }) {
    const registers = [this.#registry];
    // It serves nothing, so how late its event loop is tells nothing.
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: 1_000 });
    for (const { name } of this.#registry.getMetricsAsArray()) {
      if (!name.startsWith('process_')) this.#registry.removeSingleMetric(name);
    }
    const running: Gauge<'state'> = new Gauge({
      name: 'app_workers',
      help: 'Workers that serve, and how many there should be',
      labelNames: ['state'],
      registers,
      collect: () => {
        const { ready, configured } = workers();
        running.set({ state: 'ready' }, ready);
        running.set({ state: 'configured' }, configured);
      },
    });
    this.#ends = new Counter({
      name: 'app_worker_exits_total',
      help: 'Workers that ended and were replaced, by why',
      labelNames: ['reason'],
      registers,
    });
    for (const reason of REASONS) this.#ends.labels(reason).inc(0);
  }

  gone(reason: Reason): void {
    this.#ends.labels(reason).inc();
  }

  snapshot(): Promise<Snapshot> {
    return snapshotOf(this.#registry);
  }
}
