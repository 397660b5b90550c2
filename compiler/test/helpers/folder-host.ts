import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host } from '../../src/host/host.ts';
import { nodeHost } from '../../src/host/node-host.ts';
import { plainStyle } from './memory-host.ts';

/** A host on a real folder of its own, whose output, time and interruption belong to the test. */
export interface FolderHost {
  readonly host: Host;
  readonly folder: string;
  /** A file below the folder; what is no text is written as JSON. */
  write(path: string, content: string | object): void;
  out(): string;
  err(): string;
  /** As Ctrl-C would. */
  interrupt(reason: unknown): void;
  remove(): void;
}

export interface FolderHostOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether stdout is a terminal. */
  readonly interactive?: boolean;
  readonly columns?: number;
  /** What is answered to a question; undefined where there is no terminal. */
  readonly answer?: string;
  /** Called instead of waiting. */
  readonly onSleep?: (ms: number) => void | Promise<void>;
}

export function folderHost(options: FolderHostOptions = {}): FolderHost {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'platc-test-')));
  const real = nodeHost({ cwd: folder });
  const interruption = new AbortController();
  const written = { out: '', err: '' };
  const host: Host = {
    cwd: folder,
    runtime: real.runtime,
    env: options.env ?? { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    readFile: real.readFile,
    writeFile: real.writeFile,
    listFolder: real.listFolder,
    exists: real.exists,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    terminal: {
      interactive: options.interactive ?? false,
      columns: options.columns ?? 80,
      style: plainStyle,
      errStyle: plainStyle,
      ask: () => Promise.resolve(options.answer),
    },
    now: () => new Date(),
    async sleep(ms) {
      interruption.signal.throwIfAborted();
      await options.onSleep?.(ms);
      interruption.signal.throwIfAborted();
    },
    interrupted: interruption.signal,
  };
  return {
    host,
    folder,
    write(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
    },
    out: () => written.out,
    err: () => written.err,
    interrupt: (reason) => interruption.abort(reason),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
