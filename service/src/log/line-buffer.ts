import type { DestinationStream } from 'pino';

/** What a pipe takes in one piece, whoever else writes to it: PIPE_BUF, https://man7.org/linux/man-pages/man7/pipe.7.html */
const WHOLE = 4_096;

/**
 * Collects the lines of one turn of the event loop and writes them at once: a system call for each line would cost
 * more than the line. Each piece holds whole lines, and none but a line that is longer by itself is longer than what
 * a pipe takes whole, so that the lines of several processes do not mix.
 */
export class LineBuffer implements DestinationStream {
  readonly #out: DestinationStream;
  #lines = '';
  #bytes = 0;
  #scheduled = false;

  constructor(out: DestinationStream) {
    this.#out = out;
  }

  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#bytes + bytes > WHOLE) this.flushSync();
    this.#lines += line;
    this.#bytes += bytes;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(this.#endOfTurn);
  }

  /** pino calls this after a fatal line, and the process before it exits. */
  flushSync(): void {
    const lines = this.#lines;
    if (lines === '') return;
    this.#lines = '';
    this.#bytes = 0;
    this.#out.write(lines);
  }

  readonly #endOfTurn = (): void => {
    this.#scheduled = false;
    this.flushSync();
  };
}
