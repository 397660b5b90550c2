import type { Clock } from './clock.ts';

interface Task {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * A clock that only tests move. Tasks run in the order of their times, those of one time in the order in which they
 * were set. After each the promises that it started settle before time goes on, as far as they need no more
 * than `settle` gives them.
 */
export class TestClock implements Clock {
  #now: number;
  #order = 0;
  #tasks: Task[] = [];
  readonly #settle: () => Promise<void>;

  constructor(start = Date.UTC(2026, 0, 1), settle: () => Promise<void> = settleImmediates) {
    this.#now = start;
    this.#settle = settle;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const task: Task = { at: this.#now + Math.max(0, ms), order: (this.#order += 1), run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task);
    };
  }

  /** How many tasks wait. */
  get pending(): number {
    return this.#tasks.length;
  }

  /** Moves time on by `ms` milliseconds and runs what falls due on the way, also what such tasks set anew. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.#settle();
    while (await this.#runNext(end));
    this.#now = end;
    await this.#settle();
  }

  /**
   * Moves time from task to task until `done`. Fails when that took more than `limit` milliseconds of this clock, or
   * when nothing is left that could bring it about.
   */
  async runUntil(done: () => boolean | Promise<boolean>, limit = 3_600_000): Promise<void> {
    const end = this.#now + limit;
    await this.#settle();
    while (!(await done())) {
      if (await this.#runNext(end)) continue;
      const reason = this.#tasks.length === 0 ? 'no task is left' : `${limit} ms passed`;
      throw new Error(`What the test waits for did not come: ${reason}`);
    }
  }

  async #runNext(end: number): Promise<boolean> {
    const next = this.#tasks.toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
    if (!next || next.at > end) return false;
    this.#tasks = this.#tasks.filter((task) => task !== next);
    this.#now = Math.max(this.#now, next.at);
    next.run();
    await this.#settle();
    return true;
  }
}

/** Lets promises and a few rounds of the event loop pass, which covers in-process work without files or sockets. */
async function settleImmediates(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
