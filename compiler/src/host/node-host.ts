import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FileError, fileReason, type Host, type Style } from './host.ts';

/** The real host. Only `cli.ts` makes one. */
export function nodeHost(options: {
  readonly cwd?: string | undefined;
  readonly noColor?: boolean;
  readonly json?: boolean;
}): Host {
  const cwd = resolve(options.cwd ?? '.');
  const at = (path: string) => resolve(cwd, path);
  const interruption = interruptible();
  const colour = (stream: NodeJS.WriteStream) => !options.noColor && wantsColour(stream);
  return {
    cwd,
    runtime: `Node ${process.version}, ${process.platform}`,
    env: process.env,
    readFile(path) {
      try {
        return readFileSync(at(path));
      } catch (cause) {
        throw fileError(cause, `cannot read ${path}`);
      }
    },
    writeFile(path, content) {
      const target = at(path);
      const temporary = `${target}.${process.pid}.tmp`;
      try {
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(temporary, content);
        renameSync(temporary, target);
      } catch (cause) {
        // Where a part of the path is no folder, there is nothing to take away, and Node says so.
        if (existsSync(temporary)) rmSync(temporary, { force: true });
        throw fileError(cause, `cannot write ${path}`);
      }
    },
    listFolder(path) {
      try {
        return readdirSync(at(path)).sort();
      } catch (cause) {
        const error = fileError(cause, `cannot read ${path}`);
        if (error.code === 'ENOENT') return [];
        throw error;
      }
    },
    exists: (path) => existsSync(at(path)),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    terminal: {
      interactive: process.stdout.isTTY && process.stdin.isTTY && !options.json,
      // A terminal that does not know its size says 0.
      columns: process.stdout.columns || 80,
      style: colour(process.stdout) ? colours : plain,
      errStyle: colour(process.stderr) ? colours : plain,
      async ask(question) {
        if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
        const { ask } = await import('./ask.ts');
        return ask(question, {
          input: process.stdin,
          output: process.stdout,
          signal: interruption(),
          onInterrupt: () => process.kill(process.pid, 'SIGINT'),
        });
      },
    },
    now: () => new Date(),
    async sleep(ms) {
      const { setTimeout } = await import('node:timers/promises');
      const signal = interruption();
      await setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
        throw signal.aborted ? signal.reason : error;
      });
    },
    get interrupted() {
      return interruption();
    },
  };
}

/** Signals are caught only once somebody asks for them: a command that changes nothing simply ends. */
function interruptible(): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (controller) return controller.signal;
    controller = new AbortController();
    const { signal, abort } = { signal: controller.signal, abort: controller.abort.bind(controller) };
    for (const [name, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      process.on(name, () => {
        if (signal.aborted) process.exit(code);
        abort(new Interruption(name, code));
      });
    }
    return signal;
  };
}

/** Thrown through whatever waits when the user interrupts; the command line turns it into its exit code. */
export class Interruption extends Error {
  readonly signal: 'SIGINT' | 'SIGTERM';
  readonly exitCode: 130 | 143;
  constructor(signal: 'SIGINT' | 'SIGTERM', exitCode: 130 | 143) {
    super(signal === 'SIGINT' ? 'interrupted' : 'terminated');
    this.name = 'Interruption';
    this.signal = signal;
    this.exitCode = exitCode;
  }
}

function fileError(cause: unknown, what: string): FileError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'UNKNOWN';
  return new FileError(code, `${what}: ${fileReason(code)}`);
}

/** https://no-color.org and the FORCE_COLOR convention of Node itself. */
function wantsColour(stream: NodeJS.WriteStream): boolean {
  if (process.env['NO_COLOR']) return false;
  if (process.env['FORCE_COLOR'] !== undefined) return process.env['FORCE_COLOR'] !== '0';
  return stream.isTTY && process.env['TERM'] !== 'dumb';
}

const ansi = (open: number, close: number) => (text: string) =>
  text === '' ? '' : `\u001B[${open}m${text}\u001B[${close}m`;
const same = (text: string) => text;
const colours: Style = {
  red: ansi(31, 39),
  green: ansi(32, 39),
  yellow: ansi(33, 39),
  cyan: ansi(36, 39),
  bold: ansi(1, 22),
  dim: ansi(2, 22),
};
const plain: Style = { red: same, green: same, yellow: same, cyan: same, bold: same, dim: same };
