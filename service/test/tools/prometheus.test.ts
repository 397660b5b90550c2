/* A real Prometheus scrapes the service as it runs in production, with several workers, and is asked what it has seen. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../build.ts';
import { type RunningService, freePort, startService } from '../load/running-service.ts';
import { prometheusTool } from './judges.ts';

const prometheus = prometheusTool('prometheus');
const promtool = prometheusTool('promtool');

/** What is sent, how often, and what Prometheus must say of it. */
const SENT = [
  { times: 300, method: 'GET', path: '/api/hello?name=You', route: '/api/hello', status: 200 },
  { times: 100, method: 'GET', path: '/api/hello', route: '/api/hello', status: 200 },
  { times: 40, method: 'GET', path: '/api/info', route: '/api/info', status: 200 },
  { times: 30, method: 'POST', path: '/api/hello', route: '/api/hello', status: 405 },
  { times: 20, method: 'GET', path: '/api/hello?name=a&name=b', route: '/api/hello', status: 400 },
  { times: 50, method: 'GET', path: '/nowhere/', route: 'unmatched', status: 404 },
];
const AT_ONCE = 20;

describe.skipIf(prometheus === undefined || promtool === undefined)('Prometheus', () => {
  let service: RunningService;
  let folder: string;
  let scraper: ReturnType<typeof spawn>;
  let api: string;

  beforeAll(async () => {
    service = await startService({ WORKERS: '3', LOG_LEVEL: 'warn' });
    folder = mkdtempSync(join(tmpdir(), 'service-prometheus-'));
    const scrape = { job_name: 'service', static_configs: [{ targets: [`127.0.0.1:${service.port}`] }] };
    // YAML takes JSON.
    writeFileSync(
      join(folder, 'prometheus.yml'),
      JSON.stringify({
        global: { scrape_interval: '500ms', scrape_timeout: '500ms' },
        scrape_configs: [scrape],
      }),
    );
    const address = `127.0.0.1:${await freePort()}`;
    api = `http://${address}/api/v1/query?query=`;
    scraper = spawn(
      prometheus ?? '',
      [
        `--config.file=${folder}/prometheus.yml`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=${address}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
    await eventually('Prometheus has scraped', async () => ((await query('up')) === 1 ? true : undefined));
  });
  afterAll(async () => {
    const ended = once(scraper, 'close');
    scraper.kill('SIGTERM');
    await Promise.all([ended, service.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** The value of an expression that gives one; undefined where it gives none. */
  async function query(expression: string): Promise<number | undefined> {
    const answer = await fetch(api + encodeURIComponent(expression)).catch(() => undefined);
    if (!answer?.ok) return undefined;
    const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
    return data.result[0] && Number(data.result[0].value[1]);
  }

  /** Sends all of it, on many connections, so that every worker gets some. */
  async function send(): Promise<void> {
    const requests = SENT.flatMap(({ times, ...request }) => Array.from({ length: times }, () => request));
    while (requests.length > 0) {
      const some = requests.splice(0, AT_ONCE).map(async ({ method, path, status }) => {
        const headers = { connection: 'close' };
        const answer = await fetch(service.url + path, { method, headers });
        expect(answer.status).toBe(status);
        await answer.arrayBuffer();
      });
      await Promise.all(some);
    }
  }

  it('counts what was sent, over all workers, by route and not by path', async () => {
    await send();
    const expected = [
      ['GET', '/api/hello', 200, 400],
      ['GET', '/api/info', 200, 40],
      ['POST', '/api/hello', 405, 30],
      ['GET', '/api/hello', 400, 20],
      ['GET', 'unmatched', 404, 50],
    ] as const;
    for (const [method, route, status, count] of expected) {
      const labels = `{method="${method}",route="${route}",status="${status}"}`;
      const seen = (name: string) => query(`sum(${name}${labels})`);
      const what = `${count} requests of ${labels} are scraped`;
      await eventually(what, async () => ((await seen('http_requests_total')) === count ? true : undefined));
      expect(await seen('http_request_duration_seconds_count')).toBe(count);
    }
    expect(await query('sum(hello_greetings_total{named="true"})')).toBe(300);
    expect(await query('sum(hello_greetings_total{named="false"})')).toBe(100);
    expect(await query('sum(http_requests_total{route=~".*nowhere.*"}) or vector(0)')).toBe(0);
    const quantile = await query(
      'histogram_quantile(0.5, sum by (le) (http_request_duration_seconds_bucket{route="/api/hello"}))',
    );
    expect(quantile).toBeGreaterThan(0);
    expect(quantile).toBeLessThan(1);
  });

  it('has nothing against the metrics', async () => {
    const input = await (await fetch(`${service.url}/metrics`)).text();
    const { status, stdout, stderr } = spawnSync(promtool ?? '', ['check', 'metrics'], {
      input,
      encoding: 'utf8',
    });
    expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: '' });
  });

  it.skipIf(process.platform !== 'linux')('sees no counter go down when a worker is replaced', async () => {
    const total = () => service.metric('http_requests_total', 'route="/api/hello"');
    const before = await total();
    const [victim, ...others] = service.children();
    if (victim === undefined) throw new Error('there is no worker');
    process.kill(victim, 'SIGKILL');
    await eventually('the worker is replaced', () => {
      const now = service.children();
      return (!now.includes(victim) && now.length === others.length + 1) || undefined;
    });
    await send();
    // An answer is counted when it has been sent, which may be after it was read.
    await eventually('all is counted', async () => ((await total()) === before + 450 ? true : undefined));
  });
});
