import type { DestinationStream } from 'pino';

/** What a pipe takes in one piece, whoever else writes to it: PIPE_BUF, https://man7.org/linux/man-pages/man7/pipe.7.html */
export const SHARED_PIECE = 4_096;
/** Where nobody else writes. */
export const OWN_PIECE = 16_384;
/** How long a line may wait for others, in milliseconds. */
const PATIENCE = 20;

/**
 * Collects lines and writes them together: a system call for each line costs more than the line. Each piece holds
 * whole lines, and none but a line that is longer by itself is longer than what a pipe takes whole, so that the lines
 * of several processes do not mix. What is written last may be lost where the process is killed.
 */
export class LineBuffer implements DestinationStream {
  readonly #out: DestinationStream;
  readonly #piece: number;
  #lines = '';
  #bytes = 0;
  #waiting = false;

  /** @param piece the most bytes to write at once */
  constructor(out: DestinationStream, piece: number) {
    this.#out = out;
    this.#piece = piece;
  }

  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#bytes + bytes > this.#piece) this.flushSync();
    this.#lines += line;
    this.#bytes += bytes;
    if (this.#waiting) return;
    this.#waiting = true;
    setTimeout(this.#patienceEnds, PATIENCE).unref();
  }

  /** pino calls this after a fatal line, and the process before it exits. */
  flushSync(): void {
    const lines = this.#lines;
    if (lines === '') return;
    this.#lines = '';
    this.#bytes = 0;
    this.#out.write(lines);
  }

  readonly #patienceEnds = (): void => {
    this.#waiting = false;
    this.flushSync();
  };
}
