import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Arguments } from '../../src/commands/command.ts';
import type { Host } from '../../src/host/host.ts';
import { nodeHost } from '../../src/host/node-host.ts';
import { plainStyle } from './memory-host.ts';

/** A host on a real folder of its own, whose output, time and interruption belong to the test. */
export interface FolderHost {
  readonly host: Host;
  readonly folder: string;
  /** A file below the folder; what is no text is written as JSON. */
  write(path: string, content: string | object): void;
  /** What has been printed since the last call. */
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
  /** Default: the clock on the wall. */
  readonly now?: () => Date;
  /** Called instead of waiting. */
  readonly onSleep?: (ms: number) => void | Promise<void>;
}

export function folderHost(options: FolderHostOptions = {}): FolderHost {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'platc-test-')));
  const real = nodeHost({ cwd: folder });
  const interruption = new AbortController();
  const written = { out: '', err: '' };
  const take = (stream: 'out' | 'err') => {
    const text = written[stream];
    written[stream] = '';
    return text;
  };
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
    now: options.now ?? (() => new Date()),
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
    out: () => take('out'),
    err: () => take('err'),
    interrupt: (reason) => interruption.abort(reason),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A command line as `cli.ts` hands it to a command. */
export function argumentsOf(
  given: Readonly<Record<string, string | true | readonly string[]>> = {},
  positionals: readonly string[] = [],
): Arguments {
  const value = (option: string) => given[option];
  return {
    positionals,
    string(option) {
      const found = value(option);
      return typeof found === 'string' ? found : undefined;
    },
    strings: (option) => [value(option) ?? []].flat().map(String),
    flag: (option) => value(option) === true,
  };
}
