import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestClock } from '../test-clock.ts';
import { Metrics, MINUTE, type Metric } from './metrics.ts';
import { search } from './search-expression.ts';
import { isStatistic, StatisticSet } from './statistic-set.ts';

const metric: Metric = {
  region: 'eu-west-1',
  namespace: 'shop/dev',
  name: 'Orders',
  dimensions: { Service: 'shop', Route: '/x' },
};

describe('a set of values', () => {
  it('has percentiles that are right to one percent, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(0)), {
          minLength: 1,
        }),
        fc.integer({ min: 0, max: 100 }),
        (values, percent) => {
          const set = new StatisticSet();
          for (const value of values) set.add(value);
          const sorted = values.toSorted((a, b) => a - b);
          const exact = sorted[Math.max(0, Math.ceil((percent / 100) * values.length) - 1)] ?? NaN;
          const found = set.statistic(`p${percent}`) ?? NaN;
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.abs(exact) * 0.01);
        },
      ),
    );
  });

  it('has the plain statistics, also of sets put together and of summaries', () => {
    const set = new StatisticSet();
    set.add(1);
    set.add(4, 2);
    const all = new StatisticSet();
    all.addAll(set);
    expect(
      ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'].map((name) => all.statistic(name)),
    ).toEqual([3, 9, 3, 1, 4]);
    expect(all.statistic('p100')).toBe(4);
    all.addSummary({ count: 2, sum: 10, minimum: 5, maximum: 5 });
    expect(all.statistic('p100')).toBe(5);
    all.addSummary({ count: 2, sum: 30, minimum: 10, maximum: 20 });
    expect(all.statistic('Maximum')).toBe(20);
    expect(all.statistic('p50')).toBeUndefined();
    expect(new StatisticSet().statistic('Sum')).toBeUndefined();
    expect(['p99.9', 'Sum', 'p101', 'tm99', 'sum'].map(isStatistic)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('metrics', () => {
  it('are told apart by region, names and dimensions in any order, and read by the minute', () => {
    const clock = new TestClock();
    const metrics = new Metrics(clock);
    const begin = clock.now();
    metrics.record(metric, 1);
    metrics.record({ ...metric, dimensions: { Route: '/x', Service: 'shop' } }, 2, { unit: 'Count' });
    metrics.record({ ...metric, region: 'us-east-1' }, 4);
    metrics.record(metric, 8, { at: begin - MINUTE });
    expect(metrics.read(metric, begin, begin + MINUTE)?.statistic('Sum')).toBe(3);
    expect(metrics.read(metric, begin - MINUTE, begin + MINUTE)?.statistic('Sum')).toBe(11);
    expect(metrics.read(metric, begin + MINUTE, begin + 2 * MINUTE)).toBeUndefined();
    expect(metrics.unitOf(metric)).toBe('Count');
    expect(metrics.list('eu-west-1')).toEqual([metric]);
  });

  it('are forgotten after three hours', async () => {
    const clock = new TestClock();
    const metrics = new Metrics(clock);
    const begin = clock.now();
    metrics.record(metric, 1);
    await clock.advance(179 * MINUTE);
    metrics.record(metric, 2);
    expect(metrics.read(metric, begin, clock.now() + MINUTE)?.statistic('Sum')).toBe(3);
    await clock.advance(2 * MINUTE);
    expect(metrics.read(metric, 0, clock.now())?.statistic('Sum')).toBe(2);
    metrics.record(metric, 4, { at: begin });
    expect(metrics.read(metric, 0, clock.now())?.statistic('Sum')).toBe(2);
    await clock.advance(180 * MINUTE);
    expect(metrics.list('eu-west-1')).toEqual([]);
  });
});

describe('a search', () => {
  const other: Metric = { ...metric, name: 'Latency', dimensions: {} };
  const foreign: Metric = { ...metric, namespace: 'shop/prod' };
  const found = (query: string) =>
    search(`SEARCH('${query}', 'Sum', 60)`, [metric, other, foreign], { stat: '', period: 300 }).metrics;

  it('finds every metric of a namespace, whatever its dimensions', () => {
    expect(found('Namespace="shop/dev"')).toEqual([metric, other]);
  });

  it('asks for exactly the dimensions of its schema, and for values', () => {
    expect(found('{shop/dev,Route,Service} MetricName="Orders"')).toEqual([metric]);
    expect(found('{shop/dev,Route}')).toEqual([]);
    expect(found('{shop/dev,Route,Service} Route="/y"')).toEqual([]);
    expect(found('{"shop/prod", "Route", "Service"}')).toEqual([foreign]);
  });

  it('has a statistic and a period of its own, or those of the query', () => {
    const preset = { stat: 'Average', period: 300 };
    expect(search(`SEARCH('{shop/dev}', 'p90', 60)`, [], preset)).toMatchObject({ stat: 'p90', period: 60 });
    expect(search(`SEARCH('{shop/dev}')`, [], preset)).toMatchObject(preset);
  });

  it.each(['SUM(METRICS())', `SEARCH('{shop/dev} Orders OR Latency', 'Sum', 60)`, `SEARCH('x=y', 'Sum')`])(
    'refuses %s',
    (expression) => {
      expect(() => search(expression, [], { stat: 'Sum', period: 60 })).toThrow('does not understand');
    },
  );
});
