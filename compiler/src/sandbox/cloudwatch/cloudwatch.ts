import type { SandboxContext } from '../context.ts';
import { Table } from '../table.ts';
import { Alarms } from './alarms.ts';
import { Metrics, MINUTE } from './metrics.ts';
import type { DashboardRecord } from './records.ts';

/**
 * Looks at something that has a value at any time, and records it for the minute that ended.
 * @param at when that minute began. Milliseconds since the epoch
 * @returns whether there was anything to look at
 */
export type Sampler = (at: number) => boolean;

/** Amazon CloudWatch while the sandbox runs. Nothing happens in it as long as nothing is measured or watched. */
export class CloudWatch {
  readonly context: SandboxContext;
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  /** By name: dashboards belong to no region. */
  readonly dashboards: Table<DashboardRecord>;
  readonly #samplers: Sampler[] = [];
  #cancel: (() => void) | undefined;
  #running = false;
  /** The last minute that was noticed. */
  #ended = 0;

  constructor(context: SandboxContext) {
    this.context = context;
    this.metrics = new Metrics(context.clock);
    this.alarms = new Alarms(context, this.metrics);
    this.dashboards = new Table(context.store, 'cloudwatch/dashboards');
  }

  sampleBy(sampler: Sampler): void {
    this.#samplers.push(sampler);
  }

  start(): void {
    this.#running = true;
    this.touch();
  }

  stop(): void {
    this.#running = false;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Call when there is something new to measure or to watch: from now on the end of each minute is noticed. */
  touch(): void {
    if (!this.#running || this.#cancel) return;
    const { clock } = this.context;
    const now = clock.now();
    const next = (Math.floor(now / MINUTE) + 1) * MINUTE;
    // A timer of the system may come a moment early: no minute ends twice.
    const end = next === this.#ended ? next + MINUTE : next;
    this.#cancel = clock.after(end - now, () => {
      this.#cancel = undefined;
      this.#ended = Math.max(end, Math.floor(clock.now() / MINUTE) * MINUTE);
      if (this.#minuteEnded(this.#ended)) this.touch();
    });
  }

  /** Returns whether the next minute matters as well. */
  #minuteEnded(end: number): boolean {
    const sampled = this.#samplers.map((sample) => sample(end - MINUTE));
    this.alarms.evaluateAll(end);
    void this.context.store.commit();
    return sampled.includes(true) || this.alarms.all().length > 0;
  }
}
