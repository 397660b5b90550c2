import { Counter, Histogram, Registry } from 'prom-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aggregate, aggregateText } from '../../src/metrics/aggregate.ts';
import { TAKEN, embeddedMetrics } from '../../src/metrics/embedded-metrics.ts';
import { sampleOf } from '../../src/metrics/quantiles.ts';
import { RequestMetrics } from '../../src/metrics/request-metrics.ts';
import { Sampler } from '../../src/metrics/sampler.ts';
import { countsOf, snapshotOf, sumOf } from '../../src/metrics/snapshot.ts';
import type { Snapshot } from '../../src/metrics/snapshot.ts';
import { build } from '../build.ts';
import { settingsFrom } from '../env.ts';

afterEach(() => void vi.useRealTimers());

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A registry with requests of these durations in seconds. */
function requestsOf(durations: number[], status = 200): Registry {
  const registry = new Registry();
  const series = new RequestMetrics(registry).route('/x').of('GET', status);
  for (const seconds of durations) series.observe(seconds);
  return registry;
}

describe('requests', () => {
  it('are written as prom-client itself would write them', async () => {
    const durations = [0, 0.001, 0.0011, 0.2, 0.25, 9.99, 10, 10.1, 3_600];
    const theirs = new Registry();
    const labelNames = ['method', 'route', 'status'] as const;
    const registers = [theirs];
    const help = 'Time from the arrival of a request to the end of its answer';
    const seconds = new Histogram({
      name: 'http_request_duration_seconds',
      help,
      labelNames,
      buckets: BUCKETS,
      registers,
    });
    const count = new Counter({
      name: 'http_requests_total',
      help: 'Requests answered',
      labelNames,
      registers,
    });
    for (const duration of durations) {
      seconds.labels('GET', '/x', '200').observe(duration);
      count.labels('GET', '/x', '200').inc();
    }
    expect(await requestsOf(durations).metrics()).toBe(await theirs.metrics());
  });

  it('of rare methods are one label, those of one path one series', async () => {
    const registry = new Registry();
    const metrics = new RequestMetrics(registry);
    for (const method of ['PROPFIND', 'LOCK', 'BIND']) metrics.route('/x').of(method, 405).observe(1);
    metrics.route('/x').of('GET', 200).observe(1);
    metrics.route('/x').of('GET', 200).observe(2);
    const text = await registry.metrics();
    expect(text).toContain('http_requests_total{method="other",route="/x",status="405"} 3\n');
    expect(text).toContain('http_requests_total{method="GET",route="/x",status="200"} 2\n');
    expect(text).toContain('http_request_duration_seconds_sum{method="GET",route="/x",status="200"} 3\n');
  });
});

describe('a sum over processes', () => {
  it('adds counts up and takes the worst or the first where a sum would be nonsense', async () => {
    const { app } = await build();
    const one = await snapshotOf(app.metrics.registry);
    const value = (name: string, to: number): Snapshot =>
      one.map((metric) =>
        metric.name === name
          ? { ...metric, values: metric.values.map((v) => ({ ...v, value: to })) }
          : metric,
      );
    const of = async (name: string, values: number[]) =>
      sumOf(await aggregate(values.map((to) => value(name, to))), name);
    expect(await of('process_start_time_seconds', [30, 10, 20])).toBe(10);
    expect(await of('process_max_fds', [1024, 1024])).toBe(1024);
    expect(await of('nodejs_eventloop_lag_p99_seconds', [1, 3, 2])).toBe(3);
    expect(await of('process_resident_memory_bytes', [1, 3, 2])).toBe(6);
    expect(await of('http_requests_in_flight', [1, 3])).toBe(4);
    expect(await of('app_build_info', [1, 1, 1])).toBe(1);
    const text = await aggregateText([one, one]);
    expect(text.match(/^nodejs_version_info\{.* 1$/m)).not.toBeNull();
  });

  it('has no gauge that calls itself a total', async () => {
    const { app } = await build();
    const snapshot = await snapshotOf(app.metrics.registry);
    const misnamed = snapshot.filter(({ name, type }) => type !== 'counter' && name.endsWith('_total'));
    expect(misnamed).toEqual([]);
    for (const { help } of snapshot) expect(help).not.toBe('');
    expect(countsOf(snapshot).map(({ type }) => type)).not.toContain('gauge');
  });
});

describe('a sample of a histogram', () => {
  const bucket = (le: number, count: number) => ({ le, count });

  it('lies within its buckets, at even ranks', () => {
    const buckets = [bucket(1, 2), bucket(2, 2), bucket(4, 4), bucket(Infinity, 4)];
    expect(sampleOf(buckets, 100)).toEqual([0.25, 0.75, 2.5, 3.5]);
  });

  it('takes what is above the last bound to be the last bound', () => {
    expect(sampleOf([bucket(1, 0), bucket(Infinity, 2)], 100)).toEqual([1, 1]);
  });

  it('is never longer than it may be, and empty for nothing', () => {
    const sample = sampleOf([bucket(1, 500), bucket(2, 1_000), bucket(Infinity, 1_000)], 100);
    expect(sample).toHaveLength(100);
    expect(sample).toEqual(sample.toSorted((a, b) => a - b));
    expect(sample.filter((value) => value > 1)).toHaveLength(50);
    expect(sampleOf([bucket(Infinity, 0)], 100)).toEqual([]);
    expect(sampleOf([], 100)).toEqual([]);
  });
});

interface EmbeddedLine {
  _aws: {
    Timestamp: number;
    CloudWatchMetrics: {
      Namespace: string;
      Dimensions: string[][];
      Metrics: { Name: string; Unit: string }[];
    }[];
  };
  [member: string]: unknown;
}

/** What the specification asks of a line, member by member. */
function expectValid(line: string): EmbeddedLine {
  expect(line.endsWith('}\n')).toBe(true);
  expect(line.trimEnd()).not.toContain('\n');
  expect(Buffer.byteLength(line)).toBeLessThan(256 * 1024);
  const root: EmbeddedLine = JSON.parse(line);
  expect(Number.isInteger(root._aws.Timestamp)).toBe(true);
  for (const { Namespace, Dimensions, Metrics } of root._aws.CloudWatchMetrics) {
    expect(Namespace).toMatch(/^.{1,1024}$/);
    expect(Dimensions.length).toBeGreaterThan(0);
    for (const set of Dimensions) {
      expect(set.length).toBeLessThanOrEqual(30);
      for (const name of set) expect(root[name]).toEqual(expect.stringMatching(/^.{1,1024}$/));
    }
    expect(Metrics.length).toBeLessThanOrEqual(100);
    for (const { Name, Unit } of Metrics) {
      expect(['Count', 'Milliseconds', 'Bytes']).toContain(Unit);
      const target = root[Name];
      const values: unknown[] = Array.isArray(target) ? target : [target];
      expect(values.length).toBeGreaterThan(0);
      expect(values.length).toBeLessThanOrEqual(100);
      for (const value of values) expect(Number.isFinite(value)).toBe(true);
    }
  }
  return root;
}

describe('a line in the embedded metric format', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const target = settingsFrom({
    APP_NAME: 'shop',
    ENVIRONMENT: 'prod',
    CLOUDWATCH_DIMENSIONS: 'Service=api,Team=web',
  });

  it('says what was counted between two snapshots', async () => {
    const before = await snapshotOf(requestsOf([0.1]));
    const after = [
      ...(await snapshotOf(requestsOf([0.1, 0.002, 0.002]))),
      ...(await snapshotOf(requestsOf([0.3], 503))),
    ];
    const [durations, requests, failedDurations, failed] = after;
    if (!durations || !requests || !failedDurations || !failed) throw new Error('a metric is missing');
    durations.values.push(...failedDurations.values);
    requests.values.push(...failed.values);
    const line = expectValid(embeddedMetrics(before, [durations, requests], now, target));
    expect(line).toMatchObject({
      level: 'info',
      time: '2026-11-23T12:00:00.000Z',
      environment: 'prod',
      msg: 'metrics',
      Service: 'api',
      Team: 'web',
      Requests: 3,
      ClientErrors: 0,
      ServerErrors: 1,
      Greetings: 0,
    });
    expect(line._aws.Timestamp).toBe(now.getTime());
    expect(line._aws.CloudWatchMetrics[0]).toMatchObject({
      Namespace: 'shop/prod',
      Dimensions: [['Service', 'Team']],
    });
    expect(line['Duration']).toHaveLength(3);
  });

  it('is valid for a service that has seen nothing, or very much', async () => {
    const idle = expectValid(embeddedMetrics([], [], now, target));
    expect(idle).not.toHaveProperty('Duration');
    expect(idle._aws.CloudWatchMetrics[0]?.Metrics.map(({ Name }) => Name)).not.toContain('Duration');
    const busy = await snapshotOf(requestsOf(Array.from({ length: 5_000 }, (_, index) => index / 100)));
    expect(expectValid(embeddedMetrics([], busy, now, target))['Duration']).toHaveLength(100);
    const lag = { name: 'nodejs_eventloop_lag_p99_seconds', help: 'x', type: 'gauge', aggregator: 'max' };
    expectValid(embeddedMetrics([], [{ ...lag, values: [{ labels: {}, value: NaN }] }], now, target));
  });

  it('has no member twice', async () => {
    const line = embeddedMetrics([], await snapshotOf(requestsOf([1])), now, target);
    const dimensions = target.cloudWatchDimensions.map(([name]) => name);
    const members = Object.keys(JSON.parse(line));
    expect(members.filter((member) => !dimensions.includes(member) && !TAKEN.includes(member))).toEqual([]);
  });
});

describe('the sampler', () => {
  it('writes once an interval, one sample after the other, and once more at the end', async () => {
    vi.useFakeTimers();
    const registry = new Registry();
    const series = new RequestMetrics(registry).route('/x').of('GET', 200);
    const lines: EmbeddedLine[] = [];
    const warnings: unknown[] = [];
    let fails = false;
    const sampler = new Sampler(settingsFrom({ CLOUDWATCH_INTERVAL: '10s' }), {
      collect: () => (fails ? Promise.reject(new Error('no answer')) : snapshotOf(registry)),
      out: { write: (line: string) => void lines.push(expectValid(line)) },
      log: { warn: (...parts: unknown[]) => void warnings.push(parts[1]) },
    });
    series.observe(0.1);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(lines).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    series.observe(0.1);
    series.observe(0.1);
    await vi.advanceTimersByTimeAsync(10_000);
    fails = true;
    series.observe(0.1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(warnings).toEqual(['the metrics for CloudWatch cannot be collected']);
    fails = false;
    await sampler.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines.map(({ Requests }) => Requests)).toEqual([1, 2, 1]);
  });
});
