import { aggregate, aggregateText } from '../metrics/aggregate.ts';
import { countsOf } from '../metrics/snapshot.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import type { WorkerProcess } from './worker-process.ts';

// A worker that is busy for longer, or is not asked at all, is counted as it was when it last answered.
const ANSWER_WITHIN = 1_000;
const MOST_GONE = 8;

/**
 * Adds up what all workers have counted. What workers that are gone had counted stays in the sum, so that no counter
 * goes backwards when one is replaced; what a killed one counted since it was last asked is lost.
 */
export class Totals {
  readonly #workers: () => readonly WorkerProcess[];
  readonly #own: () => Promise<Snapshot>;
  readonly #latest = new Map<number, Snapshot>();
  #gone: Snapshot[] = [];
  #compacting = false;

  /** @param workers those that are likely to answer: the totals wait for them */
  constructor(workers: () => readonly WorkerProcess[], own: () => Promise<Snapshot>) {
    this.#workers = workers;
    this.#own = own;
  }

  keep(worker: number, snapshot: Snapshot): void {
    this.#latest.set(worker, snapshot);
  }

  /** Once nothing more can come from the worker. */
  bury(worker: number): void {
    const last = this.#latest.get(worker);
    this.#latest.delete(worker);
    if (!last) return;
    this.#gone.push(countsOf(last));
    if (this.#gone.length > MOST_GONE) void this.#compact();
  }

  async snapshot(): Promise<Snapshot> {
    return aggregate(await this.#all());
  }

  async text(): Promise<string> {
    return aggregateText(await this.#all());
  }

  async #all(): Promise<Snapshot[]> {
    const answers = this.#workers().map(async ({ id, channel }) => {
      const snapshot = await channel.ask('snapshot', null, ANSWER_WITHIN).catch(() => undefined);
      if (snapshot) this.keep(id, snapshot);
    });
    const [own] = await Promise.all([this.#own(), ...answers]);
    return [own, ...this.#latest.values(), ...this.#gone];
  }

  async #compact(): Promise<void> {
    if (this.#compacting) return;
    this.#compacting = true;
    const several = [...this.#gone];
    const one = await aggregate(several);
    // More may have come meanwhile.
    this.#gone = [one, ...this.#gone.slice(several.length)];
    this.#compacting = false;
  }
}
