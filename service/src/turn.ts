/** In milliseconds: more than what a process with a quarter of a CPU waits for the rest of its time. */
const LONGEST = 200;
/** One turn may be long because somebody else had the CPU. Two within this time are no accident. */
const REMEMBERED = 1_000;
/** For a tenth of the time that it took, nothing is taken after a turn that was cut short. */
const REST = 0.1;

/**
 * How long one turn of the event loop takes requests. Node reads in one turn what has come on all connections, and
 * accepts one more connection. With more requests than can be answered, turns get longer and longer; who waits for a
 * connection waits for many of them, and gives up on an answer that is then worked out for nobody. So what comes late
 * in a turn is turned away, which takes no time, and after such a turn so is everything for a moment, in which those
 * who wait are heard. What is left is about as much as can be done.
 */
export class Turn {
  readonly #end = () => this.#ended(performance.now());
  #began: number | undefined;
  #strainedUntil = 0;
  #restsUntil = 0;

  /** @param now `performance.now()` */
  isOver(now: number): boolean {
    if (this.#began === undefined) {
      this.#began = now;
      // Comes when everything that had arrived has been read.
      setImmediate(this.#end);
    }
    return now < this.#restsUntil || (now < this.#strainedUntil && now - this.#began > LONGEST);
  }

  #ended(now: number): void {
    const took = now - (this.#began ?? now);
    this.#began = undefined;
    if (took <= LONGEST) return;
    if (now < this.#strainedUntil) this.#restsUntil = now + took * REST;
    this.#strainedUntil = now + REMEMBERED;
  }
}
