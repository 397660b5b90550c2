import cluster from 'node:cluster';
import type { ClusterSettings } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { forkWorker } from '../../src/cluster/fork.ts';
import { freePort } from '../running.ts';

// Real workers, whose primary is this process.

const exec = fileURLToPath(new URL('../fixtures/forked.ts', import.meta.url));

function setUp(settings: ClusterSettings = {}): void {
  const execArgv = ['--import', 'tsx'];
  // What was set up before stays unless it is replaced.
  cluster.setupPrimary({
    exec,
    execArgv,
    silent: true,
    serialization: 'advanced',
    cwd: process.cwd(),
    ...settings,
  });
}

beforeEach(async () => {
  vi.stubEnv('HOST', '127.0.0.1');
  vi.stubEnv('PORT', await freePort());
  setUp();
});
afterEach(() => void vi.unstubAllEnvs());

/** With whether it is ready, and the level that it started with. */
function fork(level: string) {
  const worker = forkWorker(level);
  onTestFinished(() => worker.kill());
  const ready = new Promise<void>((resolve) => worker.channel.hear('ready', () => resolve()));
  let text = '';
  cluster.workers?.[worker.id]?.process.stdout
    ?.setEncoding('utf8')
    .on('data', (part: string) => (text += part));
  return { ...worker, ready, text: () => text };
}

describe('a forked worker', () => {
  it('hears and answers when it is ready, has the level it was given, and ends when it is told', async () => {
    const worker = fork('warn');
    const last = new Promise((resolve) => worker.channel.hear('last', resolve));
    await worker.ready;
    expect(worker.pid).toBeGreaterThan(0);
    const snapshot = await worker.channel.ask('snapshot', null, 5_000);
    expect(snapshot.map(({ name }) => name)).toContain('http_requests_total');
    await worker.channel.tell('stop', null);
    expect(await last).toContainEqual(expect.objectContaining({ name: 'http_requests_total' }));
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    await worker.closed;
    expect(worker.text()).toBe('');
    await expect(worker.channel.ask('snapshot', null, 5_000)).rejects.toThrow('has ended');
  });

  it('ends by a signal before it listens to its channel, where what it is told goes nowhere', async () => {
    const worker = fork('info');
    await worker.channel.tell('stop', null);
    worker.terminate();
    const { code, signal } = await worker.exited;
    expect(signal ?? code).toBe('SIGTERM');
    expect(worker.text()).toBe('');
  });

  it('says which signal ended it', async () => {
    const worker = fork('info');
    worker.kill();
    expect(await worker.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await worker.closed;
  });

  it('that cannot be started at all has ended, and that is no unhandled error', async () => {
    setUp({ cwd: '/nowhere' });
    const worker = fork('info');
    expect(worker.pid).toBeUndefined();
    expect(await worker.exited).toEqual({ code: null, signal: null });
    await worker.closed;
    worker.terminate();
  });
});
