import { isTransient } from '../aws/aws-error.ts';

/** Time, as everything that waits here sees it: `Host` is one. */
export interface Clock {
  now(): Date;
  /** Rejects when the user interrupts. */
  sleep(ms: number): Promise<void>;
}

/** Milliseconds; see `Pace`. */
const first = 100;
const longest = 5_000;

/**
 * How long to wait between two looks at something that changes by itself: a tenth of a second and a tenth of the time waited so
 * far, five seconds at most. So the looking adds little to what is waited for, however short, and what takes minutes is not
 * asked for every second, at which AWS throttles: about 25 looks in the first ten seconds, 40 in the first fifty, then twelve a minute.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html, Throttling
 */
export class Pace {
  readonly #clock: Clock;
  readonly #start: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = clock.now().getTime();
  }

  async wait(): Promise<void> {
    const passed = Math.max(0, this.#clock.now().getTime() - this.#start);
    await this.#clock.sleep(Math.min(first + passed / 10, longest));
  }
}

/**
 * Makes a call again for as long as throttling, a lost connection or a fault of AWS keeps it from being answered, for
 * five minutes at most. Only for calls that read, or that carry a token by which AWS knows a repetition.
 */
export async function patiently<T>(clock: Clock, call: () => Promise<T>): Promise<T> {
  const until = clock.now().getTime() + 5 * 60_000;
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      return await call();
    } catch (error) {
      if (!isTransient(error) || clock.now().getTime() + wait > until) throw error;
    }
    await clock.sleep(wait);
  }
}
