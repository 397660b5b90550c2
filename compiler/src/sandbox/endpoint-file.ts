import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { replaceFile } from './durable-store.ts';

export interface RunningSandbox {
  readonly endpoint: string;
  readonly pid: number;
  readonly version: string;
  /** What its tasks are: `process` or `docker`. */
  readonly runner: string;
}

const patience = 2_000;

const pathOf = (stateDir: string): string => join(stateDir, 'endpoint.json');

/** Writes where the sandbox of a state folder is reached. Returns how to take that back. */
export async function announce(stateDir: string, endpoint: string): Promise<() => Promise<void>> {
  await replaceFile(pathOf(stateDir), JSON.stringify({ endpoint, pid: process.pid }));
  return () => rm(pathOf(stateDir), { force: true });
}

/**
 * The sandbox that runs on a state folder, in whatever process; undefined where none answers. Asks it, since the file
 * of one that was killed stays behind and its port may be another program's by now.
 */
export async function findRunningSandbox(stateDir: string): Promise<RunningSandbox | undefined> {
  const endpoint = await announcedEndpoint(stateDir);
  if (endpoint === undefined) return undefined;
  try {
    const response = await fetch(`${endpoint}/_sandbox/health`, { signal: AbortSignal.timeout(patience) });
    const health: unknown = await response.json();
    if (typeof health !== 'object' || health === null) return undefined;
    const { status, stateDir: theirs, pid, version, runner }: Record<string, unknown> = { ...health };
    return status === 'healthy' && theirs === resolve(stateDir) && typeof pid === 'number'
      ? { endpoint, pid, version: String(version), runner: String(runner) }
      : undefined;
  } catch {
    return undefined;
  }
}

async function announcedEndpoint(stateDir: string): Promise<string | undefined> {
  try {
    const { endpoint }: { endpoint?: unknown } = JSON.parse(await readFile(pathOf(stateDir), 'utf8'));
    return typeof endpoint === 'string' ? endpoint : undefined;
  } catch {
    return undefined;
  }
}
