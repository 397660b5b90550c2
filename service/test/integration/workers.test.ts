import { describe, expect, it } from 'vitest';
import { eventually } from '../build.ts';
import type { LogLine } from '../build.ts';
import { logged, start, startListening } from '../running.ts';

const WORKERS = './fixtures/slow-workers.ts';

const hello = (url: string) => fetch(`${url}/api/hello`, { headers: { connection: 'close' } });
const pidOf = async (url: string): Promise<number> => {
  const response = await fetch(`${url}/pid`, { headers: { connection: 'close' } });
  const { pid }: { pid: number } = JSON.parse(await response.text());
  return pid;
};

async function metric(url: string, series: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
}

const GREETINGS = 'hello_greetings_total{named="false"}';

describe('workers', () => {
  it('are added up in /metrics, also those that were killed, and write whole lines', async () => {
    const server = await startListening(WORKERS, { WORKERS: '2' });
    await Promise.all(Array.from({ length: 40 }, () => hello(server.url)));
    expect(await metric(server.url, GREETINGS)).toBe(40);
    expect(await metric(server.url, 'app_workers{state="ready"}')).toBe(2);
    expect(
      await metric(server.url, 'http_requests_total{method="GET",route="/api/hello",status="200"}'),
    ).toBe(40);
    const workers = new Set(server.lines.map(({ worker }) => worker));
    expect(workers).toEqual(new Set(['primary', 1, 2]));

    process.kill(await pidOf(server.url), 'SIGKILL');
    await logged(server, 'worker crashed');
    await logged(server, 'Server listening', 2);
    expect(await metric(server.url, GREETINGS)).toBe(40);
    expect(await metric(server.url, 'app_worker_exits_total{reason="crashed"}')).toBe(1);
    await Promise.all(Array.from({ length: 10 }, () => hello(server.url)));
    expect(await metric(server.url, GREETINGS)).toBe(50);

    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.broken).toEqual([]);
    expect(server.lines.at(-1)).toMatchObject({ worker: 'primary', msg: 'stopped' });
  });

  it('finish what is in flight when one of them is told to end, and are replaced', async () => {
    const server = await startListening(WORKERS, { WORKERS: '2' });
    const slow = fetch(`${server.url}/slow?milliseconds=1500`);
    const { worker } = await logged(server, 'slow request came');
    const pids = new Map<unknown, number>();
    await eventually('both are known', async () => {
      const pid = await pidOf(server.url);
      pids.set(server.lines.findLast(({ route }) => route === '/pid')?.['worker'], pid);
      return pids.get(worker);
    });
    process.kill(pids.get(worker) ?? 0, 'SIGTERM');
    expect(await (await slow).text()).toBe('done');
    await logged(server, 'worker ended');
    await logged(server, 'Server listening', 2);
    expect((await hello(server.url)).status).toBe(200);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'end once when a terminal sends %s to all of them',
    async (signal) => {
      const server = await startListening(WORKERS, { WORKERS: '2' });
      const slow = fetch(`${server.url}/slow?milliseconds=500`);
      await logged(server, 'slow request came');
      server.signalAll(signal);
      expect(await (await slow).text()).toBe('done');
      expect(await server.ended).toBe(0);
      expect(server.lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
      expect(server.lines.filter(({ msg }) => msg === 'starting workers')).toHaveLength(1);
      expect(server.lines.filter(({ msg }) => String(msg).startsWith('Server listening'))).toHaveLength(2);
    },
  );

  it('end at once at the second signal', async () => {
    const server = await startListening(WORKERS, { WORKERS: '2' });
    const slow = fetch(`${server.url}/slow?milliseconds=60000`);
    slow.catch(() => {});
    await logged(server, 'slow request came');
    server.child.kill('SIGINT');
    await logged(server, 'draining');
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(1);
    await expect(slow).rejects.toThrow('fetch failed');
  });

  it('are replaced when one hangs, and the others answer meanwhile', async () => {
    const server = await startListening(WORKERS, { WORKERS: '2', WORKER_TIMEOUT: '3s' });
    const blocked = fetch(`${server.url}/block?milliseconds=60000`);
    blocked.catch(() => {});
    await logged(server, 'worker blocked: replacing it');
    expect(await metric(server.url, GREETINGS)).toBe(0);
    await logged(server, 'Server listening', 2);
    expect((await hello(server.url)).status).toBe(200);
    await expect(blocked).rejects.toThrow('fetch failed');
    await logged(server, 'worker blocked', 1);
    expect(await metric(server.url, 'app_worker_exits_total{reason="blocked"}')).toBe(1);
  }, 40_000);

  it('finish what is in flight after an unhandled error in one of them, which is replaced', async () => {
    const server = await startListening(WORKERS, { WORKERS: '2' });
    await (await fetch(`${server.url}/crash`, { headers: { connection: 'close' } })).text();
    const fatal = await logged(server, 'unhandled error');
    expect(fatal).toMatchObject({ level: 'fatal', worker: expect.any(Number) });
    expect(await logged(server, 'worker crashed')).toMatchObject({ code: 1 });
    await logged(server, 'Server listening', 2);
    expect((await hello(server.url)).status).toBe(200);
  });

  it('that cannot start make the primary give up', async () => {
    const server = start('./fixtures/broken-workers.ts', { WORKERS: '4' });
    expect(await server.ended).toBe(1);
    expect(server.lines.filter(({ msg }) => msg === 'worker crashed')).toHaveLength(5);
    expect(server.lines.at(-1)).toMatchObject({ level: 'fatal', msg: 'no worker can be started' });
  });

  it('change their log level together at SIGUSR2, there and back', async () => {
    const server = await startListening(WORKERS, { WORKERS: '2' });
    const level = () => server.lines.findLast(({ msg }) => msg === 'log level changed')?.['logLevel'];
    server.signalAll('SIGUSR2');
    await logged(server, 'log level changed');
    expect(level()).toBe('debug');
    server.signalAll('SIGUSR2');
    await logged(server, 'log level changed', 1);
    expect(level()).toBe('info');
    expect((await hello(server.url)).status).toBe(200);
  });

  it('share one limit for each client', async () => {
    const server = await startListening(WORKERS, { WORKERS: '2', RATE_LIMIT: '5' });
    const responses = await Promise.all(Array.from({ length: 12 }, () => hello(server.url)));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(5);
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(7);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('have their metrics sent to CloudWatch once for all of them, the last ones when they stop', async () => {
    const server = await startListening(WORKERS, {
      WORKERS: '2',
      ENABLE_CLOUDWATCH: 'true',
      APP_NAME: 'shop',
      ENVIRONMENT: 'test',
    });
    await Promise.all(Array.from({ length: 20 }, () => hello(server.url)));
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    const sent = server.lines.filter((line: LogLine) => '_aws' in line);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ Requests: 20, Greetings: 20, ServerErrors: 0, Service: 'shop' });
  });
});
