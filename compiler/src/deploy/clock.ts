import { isTransient } from '../aws/aws-error.ts';

/** Time, as everything that waits here sees it: `Host` is one. */
export interface Clock {
  now(): Date;
  /** Rejects when the user interrupts. */
  sleep(ms: number): Promise<void>;
}

/**
 * How long to wait between two looks at something that changes by itself. The pace slows down while nothing happens:
 * AWS throttles those who ask every second (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html, Throttling).
 */
export class Pace {
  readonly #clock: Clock;
  readonly #first: number;
  readonly #longest: number;
  #next: number;

  constructor(clock: Clock, first = 500, longest = 3_000) {
    this.#clock = clock;
    this.#first = first;
    this.#longest = longest;
    this.#next = first;
  }

  /** @param news whether the last look showed something new */
  async wait(news: boolean): Promise<void> {
    if (news) this.#next = this.#first;
    await this.#clock.sleep(this.#next);
    this.#next = Math.min(this.#next * 1.5, this.#longest);
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
