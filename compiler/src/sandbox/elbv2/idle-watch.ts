import type { Clock } from '../clock.ts';

/** Calls `idle` once when nothing was reported for as long as the limit says. Cheap to report to. */
export class IdleWatch {
  readonly #clock: Clock;
  readonly #idle: () => void;
  #limit: number;
  #last: number;
  #cancel: () => void;

  constructor(clock: Clock, limitMs: number, idle: () => void) {
    this.#clock = clock;
    this.#idle = idle;
    this.#limit = limitMs;
    this.#last = clock.now();
    this.#cancel = clock.after(limitMs, () => this.#look());
  }

  /** Something moved. A new limit in milliseconds holds from now on. */
  touch(limitMs?: number): void {
    this.#last = this.#clock.now();
    if (limitMs === undefined || limitMs === this.#limit) return;
    this.#limit = limitMs;
    this.#cancel();
    this.#cancel = this.#clock.after(limitMs, () => this.#look());
  }

  stop(): void {
    this.#cancel();
  }

  #look(): void {
    const left = this.#last + this.#limit - this.#clock.now();
    if (left <= 0) this.#idle();
    else this.#cancel = this.#clock.after(left, () => this.#look());
  }
}
