import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { freePort, logged, start, startListening } from '../running.ts';

const SERVER = '../src/server.ts';
const WORKERS = './fixtures/slow-workers.ts';
const announce = new URL('../fixtures/announced-signals.mjs', import.meta.url).href;

// What happens so many milliseconds after an event depends on the machine, and how it ends must not. Where a worker
// misses what it is told, the service waits for it until the time to stop is over, and the test with it.
describe('a service that is told to stop while it starts', () => {
  it.each([0, 300])('ends with 0 from the first moment that it can, and %i ms later', async (later) => {
    const env = { HOST: '127.0.0.1', PORT: await freePort(), WORKERS: '1' };
    const server = start(SERVER, { ...env, NODE_OPTIONS: `--import=${announce}` });
    expect(await logged(server, 'listens for SIGTERM')).toMatchObject({ loaded: false });
    await sleep(later);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.stderr()).toBe('');
  });

  it.each([
    ['starting workers', 0],
    ['starting workers', 300],
    ['Server listening', 0],
    ['Server listening', 200],
  ])('ends with 0 after "%s" and %i ms', async (line, later) => {
    const env = { HOST: '127.0.0.1', PORT: await freePort(), WORKERS: '3' };
    const server = start(SERVER, env);
    await logged(server, line);
    await sleep(later);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.lines.at(-1)).toMatchObject({ worker: 'primary', msg: 'stopped' });
  });

  it('ends with 0 while it replaces a worker', async () => {
    const server = await startListening(WORKERS, { WORKERS: '2' });
    const { pid }: { pid: number } = JSON.parse(await (await fetch(`${server.url}/pid`)).text());
    process.kill(pid, 'SIGKILL');
    await logged(server, 'worker crashed');
    await sleep(200);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});
