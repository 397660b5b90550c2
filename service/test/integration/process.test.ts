import { describe, expect, it } from 'vitest';
import { logged, start, startListening } from '../running.ts';

const SERVER = '../src/server.ts';
const SLOW_SERVER = './fixtures/slow-server.ts';
const HEALTH_CHECK = '../src/healthcheck.ts';

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'finishes the request in flight on %s and exits 0',
    async (signal) => {
      const server = await startListening(SLOW_SERVER);
      const slow = fetch(`${server.url}/slow?milliseconds=500`);
      await logged(server, 'slow request came');
      server.child.kill(signal);
      const draining = await logged(server, 'draining');
      expect(draining).toMatchObject({ inFlight: 1 });

      const response = await slow;
      expect([response.status, response.headers.get('connection'), await response.text()]).toEqual([
        200,
        'close',
        'done',
      ]);
      expect(await server.ended).toBe(0);
      expect(server.lines.at(-1)).toMatchObject({ msg: 'stopped' });
    },
  );

  it('ends at once on a second signal', async () => {
    const server = await startListening(SLOW_SERVER);
    const slow = fetch(`${server.url}/slow?milliseconds=60000`);
    slow.catch(() => {});
    await logged(server, 'slow request came');
    server.child.kill('SIGTERM');
    await logged(server, 'draining');
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(1);
    await expect(slow).rejects.toThrow('fetch failed');
  });

  it('logs an unhandled error, finishes what is in flight, and exits 1', async () => {
    const server = await startListening(SLOW_SERVER);
    const slow = fetch(`${server.url}/slow?milliseconds=500`);
    await logged(server, 'slow request came');
    await fetch(`${server.url}/crash`);
    expect(await (await slow).text()).toBe('done');
    expect(await server.ended).toBe(1);
    expect(server.lines).toContainEqual(
      expect.objectContaining({
        level: 'fatal',
        msg: 'unhandled error',
        err: expect.objectContaining({ message: 'outside any request' }),
      }),
    );
  });

  it('exits 78 with every wrong setting on stderr, and nothing on stdout', async () => {
    const server = start(SERVER, {
      PORT: 'http',
      WORKERS: 'many',
      ENABLE_CLOUDWATCH: 'perhaps',
      LOG_LEVEL: 'loud',
    });
    expect(await server.ended).toBe(78);
    expect(server.lines).toEqual([]);
    expect(server.stderr()).toMatch(/^Cannot start: 4 settings are wrong\.\n/);
    for (const name of ['PORT', 'WORKERS', 'ENABLE_CLOUDWATCH', 'LOG_LEVEL']) {
      expect(server.stderr()).toContain(`  ${name} is `);
    }
  });

  it('exits 1 where the port is taken', async () => {
    const { PORT } = await startListening(SERVER, { WORKERS: '1' });
    const second = start(SERVER, { HOST: '127.0.0.1', PORT, WORKERS: '1' });
    expect(await second.ended).toBe(1);
    expect(second.lines.at(-1)).toMatchObject({
      level: 'fatal',
      msg: 'cannot listen',
      err: { code: 'EADDRINUSE' },
    });
  });

  it('has a health check that sees it', async () => {
    const { PORT, ...server } = await startListening(SERVER, { WORKERS: '1' });
    expect(await start(HEALTH_CHECK, { PORT }).ended).toBe(0);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(await start(HEALTH_CHECK, { PORT }).ended).toBe(1);
    expect(await start(HEALTH_CHECK, { PORT: 'http' }).ended).toBe(1);
  });
});
