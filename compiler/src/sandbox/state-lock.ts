import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTime } from './runner/process-record.ts';

interface Holder {
  readonly pid: number;
  /** Tells the process from a later one with the same id. */
  readonly started: string | null;
}

/** Another sandbox uses the state folder. */
export class StateLockedError extends Error {
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(`${folder} is used by another sandbox, process ${pid}`);
    this.name = 'StateLockedError';
    this.pid = pid;
  }
}

/**
 * Makes this process the only one that uses a state folder, and returns how to let go of it. A lock whose process
 * is gone is taken over. Throws `StateLockedError`.
 *
 * Locks are files with growing numbers of which the highest counts, and a release leaves the file: so two processes
 * that take over the same stale lock at once cannot both succeed, whatever the order of their steps.
 */
export async function lockState(folder: string): Promise<() => Promise<void>> {
  const locks = join(folder, 'lock');
  await mkdir(locks, { recursive: true });
  const mine = join(locks, `${randomUUID()}.new`);
  await writeFile(mine, JSON.stringify({ pid: process.pid, started: startTime(process.pid) ?? null }));
  try {
    for (;;) {
      const highest = Math.max(0, ...(await numbers(locks)));
      const holder = highest === 0 ? undefined : await readHolder(join(locks, String(highest)));
      if (holder && isAlive(holder)) throw new StateLockedError(folder, holder.pid);
      const path = join(locks, String(highest + 1));
      if (!(await linked(mine, path))) continue;
      const present = await numbers(locks);
      if (present.some((number) => number > highest + 1)) {
        await rm(path, { force: true });
        continue;
      }
      const older = present.filter((number) => number <= highest);
      await Promise.all(older.map((number) => rm(join(locks, String(number)), { force: true })));
      return () => writeFile(path, '');
    }
  } finally {
    await rm(mine, { force: true });
  }
}

async function numbers(locks: string): Promise<number[]> {
  return (await readdir(locks)).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Undefined for a lock that was released, or removed in the meantime. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: there is such a process, of another user
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return started === null || (startTime(pid) ?? null) === started;
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
