import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A pipe as a container engine gives one to a process; what Node gives to a child is a pair of sockets. */
export function openFifo() {
  const folder = mkdtempSync(join(tmpdir(), 'service-fifo-'));
  const path = join(folder, 'stdout');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  const filler = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  rmSync(folder, { recursive: true });
  const open = new Set([reader, writer, filler]);
  const close = (fd: number) => {
    if (open.delete(fd)) closeSync(fd);
  };
  onTestFinished(() => open.forEach(close));
  return {
    /** For the child's stdout. */
    writer,
    /** Until nobody can write any more. */
    fill: () => attempt(() => writeSync(filler, Buffer.alloc(4_096))),
    /** What has been written since. */
    read: () => {
      const parts: Buffer[] = [];
      attempt(() => {
        const part = Buffer.alloc(65_536);
        const length = readSync(reader, part);
        parts.push(part.subarray(0, length));
        return length;
      });
      return Buffer.concat(parts).toString().replaceAll('\0', '');
    },
    /** Leaves the pipe without a reader. */
    abandon: () => close(reader),
  };
}

function attempt(once: () => number): void {
  try {
    while (once() > 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
  }
}
