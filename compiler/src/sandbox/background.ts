import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningSandbox } from './endpoint-file.ts';
import { findRunningSandbox } from './endpoint-file.ts';
import { startTime } from './runner/process-record.ts';

/** Milliseconds between two looks, and until one gives up. */
const interval = 50;
const patience = 30_000;

/** The sandbox did not come up; the message ends with what it wrote last. */
export class SandboxStartError extends Error {
  constructor(reason: string, log: string) {
    super(log.trim() === '' ? reason : `${reason}:\n${log.trim()}`);
    this.name = 'SandboxStartError';
  }
}

export interface BackgroundOptions {
  readonly stateDir: string;
  /** Program and arguments that run the sandbox in the foreground on `stateDir`. */
  readonly command: readonly [string, ...string[]];
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Starts a sandbox that outlives this process, or finds the one that runs. Its output goes to
 * `<stateDir>/sandbox.log`. Returns when it answers; throws `SandboxStartError` where it does not.
 */
export async function startInBackground(options: BackgroundOptions): Promise<RunningSandbox> {
  const { stateDir, command, env = process.env } = options;
  const running = await findRunningSandbox(stateDir);
  if (running) return running;
  await mkdir(stateDir, { recursive: true });
  const logPath = join(stateDir, 'sandbox.log');
  const log = await open(logPath, 'w');
  const [program, ...args] = command;
  const child = spawn(program, args, { detached: true, env, stdio: ['ignore', log.fd, log.fd] });
  let ended: string | undefined;
  child.once('error', (error) => (ended = `the sandbox cannot be started (${error.message})`));
  child.once('exit', (code, signal) => (ended ??= `the sandbox ended with ${signal ?? `code ${code}`}`));
  try {
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      const found = await findRunningSandbox(stateDir);
      if (found) return found;
      if (ended !== undefined) break;
      await delay(interval);
    }
    if (ended === undefined) child.kill('SIGKILL');
    throw new SandboxStartError(
      ended ?? `the sandbox did not answer within ${patience / 1000} s`,
      await lastLines(logPath),
    );
  } finally {
    child.unref();
    await log.close();
  }
}

/** Ends the sandbox of a state folder and waits until it is gone. Returns whether one ran. */
export async function stopInBackground(stateDir: string): Promise<boolean> {
  const running = await findRunningSandbox(stateDir);
  if (!running) return false;
  process.kill(running.pid, 'SIGTERM');
  const deadline = Date.now() + patience;
  while (startTime(running.pid) !== undefined) {
    if (Date.now() > deadline) process.kill(running.pid, 'SIGKILL');
    await delay(interval);
  }
  return true;
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text.trimEnd().split('\n').slice(-20).join('\n');
}
