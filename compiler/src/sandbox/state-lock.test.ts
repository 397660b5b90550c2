import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockState, StateLockedError } from './state-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platc-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('lockState', () => {
  it('lets one in at a time', async () => {
    const release = await lockState(folder);
    const refused = await lockState(folder).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StateLockedError);
    expect(refused).toMatchObject({ pid: process.pid });
    await release();
    await (
      await lockState(folder)
    )();
  });

  it('lets exactly one of many in that come at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockState(folder)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('takes over the lock of a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await (
      await lockState(folder)
    )();
    await writeFile(join(folder, 'lock', '1'), JSON.stringify({ pid: child.pid, started: '1' }));
    await lockState(folder);
    expect(await readdir(join(folder, 'lock'))).toEqual(['2']);
  });

  it('takes over the lock of an earlier process whose id another one has now', async () => {
    await (
      await lockState(folder)
    )();
    await writeFile(join(folder, 'lock', '1'), JSON.stringify({ pid: process.pid, started: 'long ago' }));
    await lockState(folder);
    await expect(lockState(folder)).rejects.toThrow(StateLockedError);
  });
});
