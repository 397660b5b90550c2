import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Supervisor } from '../../src/cluster/supervisor.ts';
import type { Reason } from '../../src/cluster/supervisor.ts';
import type { WorkerProcess } from '../../src/cluster/worker-process.ts';
import { channelPair } from '../channels.ts';

/** A worker that does what it is told. */
function fakeWorker(id: number) {
  const { here, there, close } = channelPair();
  const told: string[] = [];
  there.hear('stop', () => told.push('stop'));
  let end: (how: { code: number | null; signal: string | null }) => void = () => {};
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => (end = resolve));
  const worker: WorkerProcess = {
    id,
    pid: 1000 + id,
    channel: here,
    exited,
    kill: () => exit(null, 'SIGKILL'),
    terminate: () => void told.push('SIGTERM'),
  };
  let breathing: NodeJS.Timeout | undefined;
  function exit(code: number | null, signal: string | null = null) {
    clearInterval(breathing);
    told.push(signal ?? `exit ${code}`);
    close();
    end({ code, signal });
  }
  return {
    worker,
    told,
    exit,
    ready: () => {
      breathing = setInterval(() => void there.tell('alive', null), 1_000);
      return there.tell('ready', null);
    },
    hang: () => clearInterval(breathing),
    wake: () => void there.tell('alive', null),
  };
}

function supervise(count: number) {
  const forked: ReturnType<typeof fakeWorker>[] = [];
  const lines: unknown[][] = [];
  const gone: Reason[] = [];
  const served: number[] = [];
  const giveUp = vi.fn<() => void>();
  const note =
    (level: string) =>
    (...parts: unknown[]) =>
      void lines.push([level, parts.at(-1)]);
  const log = { warn: note('warn'), error: note('error'), fatal: note('fatal') };
  const supervisor = new Supervisor({
    count,
    fork: () => {
      const fake = fakeWorker(forked.length + 1);
      forked.push(fake);
      return fake.worker;
    },
    log,
    workerTimeout: 10_000,
    ready: ({ id }) => served.push(id),
    gone: (reason) => gone.push(reason),
    giveUp,
  });
  supervisor.start();
  const at = (index: number) => {
    const fake = forked[index];
    if (!fake) throw new Error(`worker ${index + 1} was never forked`);
    return fake;
  };
  return { supervisor, forked, at, lines, gone, served, giveUp };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('the supervisor', () => {
  it('lets one worker serve before it starts the others', async () => {
    const { supervisor, forked, at } = supervise(4);
    await pass(5_000);
    expect(forked).toHaveLength(1);
    await at(0).ready();
    expect(forked).toHaveLength(4);
    expect([supervisor.ready, supervisor.workers.length]).toEqual([1, 4]);
    for (const fake of forked.slice(1)) await fake.ready();
    expect(supervisor.ready).toBe(4);
    expect(forked).toHaveLength(4);
  });

  it('replaces a crashed worker, each time later, and starts afresh after a quiet time', async () => {
    const { forked, at, gone } = supervise(2);
    await at(0).ready();
    await at(1).ready();
    for (const delay of [50, 100, 200, 400]) {
      const latest = at(forked.length - 1);
      const before = forked.length;
      latest.exit(1);
      await pass(delay - 1);
      expect(forked).toHaveLength(before);
      await pass(1);
      expect(forked).toHaveLength(before + 1);
      await at(before).ready();
    }
    await pass(31_000);
    const before = forked.length;
    at(before - 1).exit(null, 'SIGKILL');
    await pass(50);
    expect(forked).toHaveLength(before + 1);
    expect(gone).toEqual(Array(5).fill('crashed'));
  });

  it('never waits longer than half a minute', async () => {
    const { forked, at } = supervise(2);
    await at(0).ready();
    for (let crash = 0; crash < 12; crash += 1) {
      at(forked.length - 1).exit(1);
      await pass(30_000);
    }
    expect(forked).toHaveLength(14);
  });

  it('replaces at once a worker that was told to end', async () => {
    const { forked, at, gone } = supervise(1);
    await at(0).ready();
    at(0).exit(0);
    await pass(0);
    expect(forked).toHaveLength(2);
    expect(gone).toEqual(['ended']);
  });

  it('gives up where no worker can be started', async () => {
    const { forked, at, giveUp, lines } = supervise(4);
    for (let start = 0; start < 5; start += 1) {
      expect(giveUp).not.toHaveBeenCalled();
      at(start).exit(1);
      await pass(30_000);
    }
    expect(giveUp).toHaveBeenCalledTimes(1);
    expect(lines.at(-1)).toEqual(['fatal', 'no worker can be started']);
    await pass(60_000);
    expect(forked).toHaveLength(5);
  });

  it('goes on trying where others serve', async () => {
    const { forked, at, giveUp } = supervise(2);
    await at(0).ready();
    for (let start = 1; start < 10; start += 1) {
      at(start).exit(1);
      await pass(30_000);
    }
    expect(giveUp).not.toHaveBeenCalled();
    expect(forked).toHaveLength(11);
  });

  it('replaces a worker that hangs, and kills it where it does not wake up', async () => {
    const { forked, at, gone, supervisor } = supervise(2);
    await at(0).ready();
    await at(1).ready();
    await pass(20_000);
    expect(forked).toHaveLength(2);
    at(1).hang();
    await pass(9_000);
    expect(forked).toHaveLength(2);
    await pass(3_000);
    expect(forked).toHaveLength(3);
    await at(2).ready();
    expect(at(1).told).toEqual(['stop']);
    expect(supervisor.ready).toBe(2);
    await pass(5_000);
    expect(at(1).told).toEqual(['stop', 'SIGKILL']);
    expect(gone).toEqual(['blocked']);
    await pass(60_000);
    expect(forked).toHaveLength(3);
  });

  it('lets a worker that wakes up finish what it has', async () => {
    const { at, gone } = supervise(1);
    await at(0).ready();
    at(0).hang();
    await pass(12_000);
    at(0).wake();
    await pass(6_000);
    expect(at(0).told).toEqual(['stop']);
    at(0).exit(0);
    await pass(0);
    expect(gone).toEqual(['blocked']);
  });

  it('gives a worker more time to start', async () => {
    const { forked, at } = supervise(1);
    await pass(29_000);
    expect(forked).toHaveLength(1);
    await pass(3_000);
    expect(forked).toHaveLength(2);
    expect(at(0).told).toEqual(['stop']);
  });

  it('blames nobody for a time in which the whole machine stood still', async () => {
    const { forked, at } = supervise(1);
    await at(0).ready();
    await pass(5_000);
    at(0).hang();
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3_600_000);
    await pass(1_500);
    expect(forked).toHaveLength(1);
    vi.restoreAllMocks();
  });

  it('stops all of them, and starts none meanwhile', async () => {
    const { supervisor, forked, at, gone } = supervise(2);
    await at(0).ready();
    await at(1).ready();
    const stopped = supervisor.stop(20_000);
    expect(at(0).told).toEqual(['stop']);
    at(0).exit(0);
    await pass(1_000);
    at(1).exit(1);
    expect(await stopped).toBe(true);
    await pass(60_000);
    expect(forked).toHaveLength(2);
    expect(gone).toEqual([]);
  });

  it('ends by a signal what does not serve yet, since nothing else is sure to reach it', async () => {
    const { supervisor, forked, at } = supervise(3);
    await at(0).ready();
    await at(1).ready();
    const stopped = supervisor.stop(20_000);
    expect(at(1).told).toEqual(['stop']);
    expect(at(2).told).toEqual(['SIGTERM']);
    for (const fake of forked) fake.exit(0);
    expect(await stopped).toBe(true);
  });

  it('says which worker hears from now on what it is told', async () => {
    const { at, served } = supervise(2);
    await at(0).ready();
    expect(served).toEqual([1]);
    await at(1).ready();
    expect(served).toEqual([1, 2]);
  });

  it('stops a worker that was given up while it started, and starts after all', async () => {
    const { supervisor, forked, at } = supervise(1);
    await pass(32_000);
    expect(forked).toHaveLength(2);
    at(0).told.splice(0);
    await at(0).ready();
    expect(at(0).told).toEqual(['stop']);
    expect([forked.length, supervisor.ready]).toEqual([2, 0]);
  });

  it('knows who can answer: not those that start, nor those that have been silent', async () => {
    const { supervisor, at } = supervise(2);
    const lively = () => supervisor.lively.map(({ id }) => id);
    expect(lively()).toEqual([]);
    await at(0).ready();
    expect(lively()).toEqual([1]);
    await at(1).ready();
    at(1).hang();
    expect(lively()).toEqual([1, 2]);
    await pass(2_500);
    expect(lively()).toEqual([1]);
    at(1).wake();
    expect(lively()).toEqual([1, 2]);
  });

  it('stops while a worker is to be replaced, and where there is none', async () => {
    const { supervisor, forked, at } = supervise(1);
    await at(0).ready();
    at(0).exit(1);
    expect(await supervisor.stop(20_000)).toBe(true);
    await pass(60_000);
    expect(forked).toHaveLength(1);
  });

  it('kills what does not stop in time', async () => {
    const { supervisor, at } = supervise(1);
    await at(0).ready();
    const stopped = supervisor.stop(20_000);
    await pass(20_000);
    expect(await stopped).toBe(false);
    expect(at(0).told).toEqual(['stop', 'SIGKILL']);
  });
});
