import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { eventually } from './build.ts';
import type { LogLine } from './build.ts';

export interface Running {
  child: ChildProcess;
  lines: LogLine[];
  /** What is no JSON object, with its line. */
  broken: string[];
  stderr: () => string;
  /** The exit code, or the signal that ended the process. */
  ended: Promise<unknown>;
  /** To the process and its workers, as a terminal does it. */
  signalAll: (signal: NodeJS.Signals) => void;
}

/** Starts a script of src or test as a process group of its own, and reads its lines. */
export function start(script: string, env: Record<string, string> = {}): Running {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', path], { env: { PATH, ...env }, detached: true });
  const { pid = 0 } = child;
  const signalAll = (signal: NodeJS.Signals) => {
    try {
      process.kill(-pid, signal);
    } catch {
      // All have ended.
    }
  };
  onTestFinished(() => signalAll('SIGKILL'));
  const lines: LogLine[] = [];
  const broken: string[] = [];
  let rest = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      try {
        lines.push(JSON.parse(line));
      } catch {
        broken.push(line);
      }
    }
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  return { child, lines, broken, stderr: () => stderr, ended, signalAll };
}

export async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? String(address.port) : '';
}

/** Waits for the first line whose message begins like this, after as many as are skipped. */
export function logged({ lines }: Running, msg: string, skip = 0): Promise<LogLine> {
  return eventually(
    `the log says "${msg}"`,
    () => lines.filter((line) => String(line['msg']).startsWith(msg))[skip],
  );
}

/** Waits until as many processes listen as there are workers. */
export async function startListening(script: string, env: Record<string, string> = {}) {
  const PORT = await freePort();
  const running = start(script, { HOST: '127.0.0.1', PORT, ...env });
  await logged(running, 'Server listening', Number(env['WORKERS'] ?? 1) - 1);
  return { ...running, PORT, url: `http://127.0.0.1:${PORT}` };
}
