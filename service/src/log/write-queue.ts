/** The most that waits for a reader, in bytes: what four thousand requests a second leave in some four seconds. */
const MOST = 4 * 1024 * 1024;
/** How long to leave a reader that is late alone, in milliseconds. */
const RETRY = 10;

export interface WriteQueueOptions {
  /** Takes as many bytes as it can without waiting, and says how many; throws EAGAIN where that is none. */
  put: (bytes: Buffer) => number;
  /** The most bytes to keep. */
  most?: number;
  /** There is room again, and so many lines did not fit meanwhile. */
  lost: (lines: number) => void;
}

/**
 * Writes without ever waiting: whoever reads stdout may stall, or be gone, and that must not be an outage. What is not
 * taken at once is kept up to a bound, and tried again; what does not fit is dropped, whole pieces at a time, and
 * counted.
 */
export class WriteQueue {
  readonly #options: WriteQueueOptions;
  readonly #most: number;
  #waiting: Buffer[] = [];
  #bytes = 0;
  #lost = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
    this.#most = options.most ?? MOST;
  }

  write(piece: Buffer): void {
    if (this.#bytes + piece.length > this.#most) {
      this.#lost += linesIn(piece);
      return;
    }
    this.#waiting.push(piece);
    this.#bytes += piece.length;
    if (!this.#retry) this.#send();
  }

  /** Waits for the reader, which only a process that ends may do, but no longer than so many milliseconds. */
  drain(within: number): void {
    const until = performance.now() + within;
    const cell = new Int32Array(new SharedArrayBuffer(4));
    this.#send();
    while (this.#bytes > 0 && performance.now() < until) {
      Atomics.wait(cell, 0, 0, RETRY);
      this.#send();
    }
  }

  readonly #send = (): void => {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    try {
      for (let piece = this.#waiting[0]; piece; piece = this.#waiting[0]) {
        const taken = this.#options.put(piece);
        this.#bytes -= taken;
        if (taken < piece.length) this.#waiting[0] = piece.subarray(taken);
        else this.#waiting.shift();
      }
    } catch (error) {
      if (isLater(error)) this.#retry = setTimeout(this.#send, RETRY).unref();
      else this.#giveUp();
      return;
    }
    if (this.#lost === 0) return;
    const lines = this.#lost;
    this.#lost = 0;
    this.#options.lost(lines);
  };

  // The reader is gone, or the disk is full: that may pass, but what waits does not get better.
  #giveUp(): void {
    for (const piece of this.#waiting) this.#lost += linesIn(piece);
    this.#waiting = [];
    this.#bytes = 0;
  }
}

function isLater(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

function linesIn(piece: Buffer): number {
  let lines = 0;
  for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines += 1;
  return lines;
}
