import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));
export const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sees the output as it comes; may send a signal. */
  readonly watch?: (output: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs a program to its end, with nothing of our environment that could colour or redirect what it does. */
export function run(
  program: string,
  args: readonly string[],
  { cwd = repository, env = {}, watch }: RunOptions = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH, HOME, TMPDIR, ...env },
    });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
        watch?.(output.stdout + output.stderr, (signal) => child.kill(signal));
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
  });
}

/** The built command line, as a user starts it. */
export function platc(args: readonly string[], options?: RunOptions): Promise<Finished> {
  return run(process.execPath, [cli, ...args], options);
}
