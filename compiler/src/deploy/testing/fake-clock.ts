import type { Clock } from '../clock.ts';

/** Time that passes only while somebody sleeps. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  /** Called before each sleep; may throw, as an interruption does. */
  beforeSleep: () => void = () => undefined;

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(ms: number): Promise<void> {
    this.beforeSleep();
    this.#now += ms;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
