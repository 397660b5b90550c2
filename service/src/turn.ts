/** One turn may be long because somebody else had the CPU. Two, with less than this between them, are no accident. */
const REMEMBERED = 1_000;
/** For a tenth of the time that it took, nothing is taken after a turn that was cut short. */
const REST = 0.1;
/** Where a turn has had so many, more of them wait, and for connections as well: it has a fifth of its time. */
const MANY = 10;
const FOR_MANY = 0.2;

/**
 * How long one turn of the event loop takes requests. Node reads in one turn what has come on all connections, and
 * accepts one more connection. With more requests than can be answered, turns get longer and longer; who waits for a
 * connection waits for many of them, and gives up on an answer that is then worked out for nobody. So what comes late
 * in a turn is turned away, which takes no time, and after such a turn so is everything for a moment, in which those
 * who wait are heard. What is left is about as much as can be done.
 *
 * The first request of a turn has waited for nobody: where each has a turn of its own, however slow, all are taken.
 */
export class Turn {
  readonly #longest: number;
  readonly #end = () => this.#ended(performance.now());
  #began: number | undefined;
  #taken = 0;
  #refused = false;
  #strainedUntil = 0;
  #restsUntil = 0;
  #calm = true;

  /** @param longest in milliseconds, how long a request may wait for those before it in its turn */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Looks at the clock once a turn, and for each request only when the turns before it were long. */
  isOver(): boolean {
    if (this.#began === undefined) {
      this.#began = performance.now();
      // Comes when everything that had arrived has been read.
      setImmediate(this.#end);
    }
    if (!this.#calm && this.#refuses(performance.now(), this.#began)) return true;
    this.#taken += 1;
    return false;
  }

  #refuses(now: number, began: number): boolean {
    if (now < this.#restsUntil) return true;
    if (now >= this.#strainedUntil || now - began <= this.#allowed()) return false;
    this.#refused = true;
    return true;
  }

  #allowed(): number {
    return this.#taken < MANY ? this.#longest : this.#longest * FOR_MANY;
  }

  #ended(now: number): void {
    const took = now - (this.#began ?? now);
    if (this.#refused) this.#restsUntil = now + took * REST;
    // The next one is seen to be long only when it has been.
    if (took > this.#allowed()) this.#strainedUntil = now + REMEMBERED + this.#longest;
    this.#calm = now >= this.#strainedUntil && now >= this.#restsUntil;
    this.#began = undefined;
    this.#taken = 0;
    this.#refused = false;
  }
}
