import type { DestinationStream } from 'pino';

/** What a pipe takes in one piece, whoever else writes to it: PIPE_BUF, https://man7.org/linux/man-pages/man7/pipe.7.html */
export const SHARED_PIECE = 4_096;
/** Where nobody else writes. */
export const OWN_PIECE = 16_384;
/** How long a line may wait for others, in milliseconds. */
const PATIENCE = 20;
const NEWLINE = 10;

/**
 * Collects lines and writes them together: a system call for each line costs more than the line, and so does each look
 * at how long it is in bytes. Each piece holds whole lines, and none but a line that is longer by itself is longer than
 * what a pipe takes whole, so that the lines of several processes do not mix. What is written last may be lost where
 * the process is killed.
 */
export class LineBuffer implements DestinationStream {
  readonly #out: { write: (piece: Buffer) => void };
  readonly #piece: number;
  #lines = '';
  #waiting = false;

  /** @param piece the most bytes to write at once */
  constructor(out: { write: (piece: Buffer) => void }, piece: number) {
    this.#out = out;
    this.#piece = piece;
  }

  write(line: string): void {
    if (this.#lines.length + line.length > this.#piece) this.flushSync();
    this.#lines += line;
    if (this.#waiting) return;
    this.#waiting = true;
    setTimeout(this.#patienceEnds, PATIENCE).unref();
  }

  /** pino calls this after a fatal line, and the process before it exits. */
  flushSync(): void {
    let rest = Buffer.from(this.#lines);
    this.#lines = '';
    // Only what is not ASCII has more bytes than characters.
    while (rest.length > this.#piece) {
      const end = this.#endOfPiece(rest);
      this.#out.write(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    if (rest.length > 0) this.#out.write(rest);
  }

  #endOfPiece(lines: Buffer): number {
    const fits = lines.lastIndexOf(NEWLINE, this.#piece - 1);
    return (fits === -1 ? lines.indexOf(NEWLINE) : fits) + 1;
  }

  readonly #patienceEnds = (): void => {
    this.#waiting = false;
    this.flushSync();
  };
}
