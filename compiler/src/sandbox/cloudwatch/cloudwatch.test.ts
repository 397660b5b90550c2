/* CloudWatch as its SDK sees it: alarms over metrics that are put, with time that the test moves. */
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListDashboardsCommand,
  ListMetricsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEffects } from '../effects.ts';
import type { TestSandbox } from '../test-sandbox.ts';
import { resourceRequest, startTestSandbox } from '../test-sandbox.ts';
import { cloudWatchBehaviours } from './behaviours.ts';
import { CloudWatch } from './cloudwatch.ts';

const MINUTE = 60_000;
let sandbox: TestSandbox;
let client: CloudWatchClient;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  client = new CloudWatchClient({ ...sandbox.client, region: 'eu-west-1' });
});
afterEach(() => sandbox.remove());

const put = (value: number, given: object = {}) =>
  client.send(
    new PutMetricDataCommand({
      Namespace: 'shop/dev',
      MetricData: [{ MetricName: 'Errors', Value: value, ...given }],
    }),
  );
const alarm = (given: Partial<PutMetricAlarmInput> = {}) =>
  client.send(
    new PutMetricAlarmCommand({
      AlarmName: 'errors',
      Namespace: 'shop/dev',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      ...given,
    }),
  );
const described = async (input: object = {}) => client.send(new DescribeAlarmsCommand(input));
const state = async () => (await described()).MetricAlarms?.[0]?.StateValue;

describe('an alarm', () => {
  it('has no state at first, rings at its threshold, and is well again', async () => {
    await alarm({ AlarmDescription: 'what to do', Tags: [{ Key: 'app', Value: 'shop' }] });
    const [made] = (await described()).MetricAlarms ?? [];
    expect(made).toMatchObject({
      AlarmArn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:errors',
      AlarmDescription: 'what to do',
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
    });
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN: made?.AlarmArn }));
    expect(Tags).toEqual([{ Key: 'app', Value: 'shop' }]);

    await sandbox.clock.advance(MINUTE);
    expect(await state()).toBe('OK');
    await put(3);
    await put(2);
    await sandbox.clock.advance(MINUTE);
    const [rung] = (await described({ StateValue: 'ALARM' })).MetricAlarms ?? [];
    expect(rung?.StateReason).toMatch(
      /^Threshold Crossed: 1 out of the last 1 datapoint \[5\.0 \(01\/01\/26/,
    );
    expect(JSON.parse(rung?.StateReasonData ?? '')).toMatchObject({ recentDatapoints: [5], threshold: 5 });
    await put(1);
    await sandbox.clock.advance(MINUTE);
    expect(await state()).toBe('OK');

    const { AlarmHistoryItems: items = [] } = await client.send(
      new DescribeAlarmHistoryCommand({ AlarmName: 'errors', ScanBy: 'TimestampAscending' }),
    );
    expect(items.map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm "errors" created',
      'Alarm updated from INSUFFICIENT_DATA to OK',
      'Alarm updated from OK to ALARM',
      'Alarm updated from ALARM to OK',
    ]);
    const effects = await readEffects(sandbox.context.stateDir);
    expect(effects.map(({ detail }) => detail)).toContainEqual(
      expect.objectContaining({ alarm: 'errors', from: 'OK', to: 'ALARM' }),
    );
  });

  it('looks at windows that move by the minute, also where its period is longer', async () => {
    await alarm({ Period: 300 });
    await sandbox.clock.advance(3 * MINUTE);
    await put(5);
    await sandbox.clock.advance(MINUTE);
    expect(await state()).toBe('ALARM');
    // The last real data point counts as long as it is in the evaluation range, which is three windows here.
    await sandbox.clock.advance(13 * MINUTE);
    expect(await state()).toBe('ALARM');
    await sandbox.clock.advance(2 * MINUTE);
    expect(await state()).toBe('OK');
  });

  it('with a percentile of too few samples changes nothing where it is told so', async () => {
    const slow = { Statistic: undefined, ExtendedStatistic: 'p99', Threshold: 1 };
    await alarm({ ...slow, EvaluateLowSampleCountPercentile: 'ignore' });
    await put(9);
    await sandbox.clock.advance(MINUTE);
    expect(await state()).toBe('INSUFFICIENT_DATA');
    await put(9, { Value: undefined, Values: [9], Counts: [1000] });
    await sandbox.clock.advance(MINUTE);
    expect(await state()).toBe('ALARM');
    await alarm(slow);
    expect(await state()).toBe('ALARM');
    await put(0.5);
    await sandbox.clock.advance(MINUTE);
    expect(await state()).toBe('OK');
  });

  it('can be set to a state, until it is evaluated again', async () => {
    await alarm();
    await sandbox.clock.advance(MINUTE);
    const set = (AlarmName: string) =>
      client.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'a drill' }));
    await set('errors');
    expect((await described()).MetricAlarms).toMatchObject([{ StateValue: 'ALARM', StateReason: 'a drill' }]);
    await sandbox.clock.advance(MINUTE);
    expect(await state()).toBe('OK');
    await expect(set('other')).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });

  it('outlives the sandbox, and is evaluated again', async () => {
    await alarm();
    await sandbox.restart();
    client = new CloudWatchClient({ ...sandbox.client, region: 'eu-west-1' });
    expect(await state()).toBe('INSUFFICIENT_DATA');
    await sandbox.clock.advance(MINUTE);
    expect(await state()).toBe('OK');
    await client.send(new DeleteAlarmsCommand({ AlarmNames: ['errors'] }));
    await sandbox.clock.advance(MINUTE);
    expect(sandbox.clock.pending).toBe(0);
  });

  it('of metric math is kept, and stays without a state', async () => {
    const Metrics = [{ Id: 'm', Expression: '1 + 1', ReturnData: true }];
    await alarm({
      Namespace: undefined,
      MetricName: undefined,
      Statistic: undefined,
      Period: undefined,
      Metrics,
    });
    await sandbox.clock.advance(5 * MINUTE);
    expect(await state()).toBe('INSUFFICIENT_DATA');
  });

  it.each<[string, Partial<PutMetricAlarmInput>, string]>([
    ['no comparison', { ComparisonOperator: undefined }, 'ComparisonOperator'],
    ['no periods', { EvaluationPeriods: 0 }, 'EvaluationPeriods'],
    ['more data points than periods', { DatapointsToAlarm: 2 }, 'DatapointsToAlarm'],
    ['an odd period', { Period: 90 }, 'Period'],
    ['two statistics', { ExtendedStatistic: 'p9' }, 'Statistic'],
    ['no metric', { MetricName: undefined }, 'MetricName'],
    ['no threshold', { Threshold: undefined }, 'Threshold'],
    ['an unknown treatment', { TreatMissingData: 'guess' }, 'TreatMissingData'],
  ])('is refused with %s', async (_what, given, word) => {
    await expect(alarm(given)).rejects.toMatchObject({ message: expect.stringContaining(word) });
  });
});

describe('DescribeAlarms', () => {
  it('selects by names, prefix and action, in pages, in its region', async () => {
    for (const name of ['b', 'a1', 'a2']) await alarm({ AlarmName: name, AlarmActions: [`arn:${name}`] });
    const names = async (input: object) =>
      (await described(input)).MetricAlarms?.map(({ AlarmName }) => AlarmName);
    expect(await names({})).toEqual(['a1', 'a2', 'b']);
    expect(await names({ AlarmNamePrefix: 'a' })).toEqual(['a1', 'a2']);
    expect(await names({ AlarmNames: ['b', 'c'] })).toEqual(['b']);
    expect(await names({ ActionPrefix: 'arn:a' })).toEqual(['a1', 'a2']);
    expect(await names({ AlarmTypes: ['CompositeAlarm'] })).toEqual([]);
    const first = await described({ MaxRecords: 2 });
    expect(first.MetricAlarms).toHaveLength(2);
    expect(await names({ MaxRecords: 2, NextToken: first.NextToken })).toEqual(['b']);
    await expect(described({ NextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidNextToken' });
    await expect(described({ AlarmNames: ['b'], AlarmNamePrefix: 'a' })).rejects.toThrow('exclude');
    const elsewhere = new CloudWatchClient({ ...sandbox.client, region: 'us-east-1' });
    expect((await elsewhere.send(new DescribeAlarmsCommand({}))).MetricAlarms).toEqual([]);
  });
});

describe('metrics', () => {
  const at = () => ({
    StartTime: new Date(sandbox.clock.now()),
    EndTime: new Date(sandbox.clock.now() + MINUTE),
  });

  it('are put, listed and read', async () => {
    const Dimensions = [{ Name: 'Route', Value: '/x' }];
    await put(2, { Dimensions, Unit: 'Count' });
    await put(0, {
      Value: undefined,
      Dimensions,
      StatisticValues: { SampleCount: 2, Sum: 6, Minimum: 3, Maximum: 3 },
    });
    const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'shop/dev' }));
    expect(Metrics).toEqual([{ Namespace: 'shop/dev', MetricName: 'Errors', Dimensions }]);
    expect((await client.send(new ListMetricsCommand({ Dimensions: [{ Name: 'Nope' }] }))).Metrics).toEqual(
      [],
    );
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        ...at(),
        Namespace: 'shop/dev',
        MetricName: 'Errors',
        Dimensions,
        Period: 60,
        Statistics: ['Sum', 'SampleCount'],
        ExtendedStatistics: ['p100'],
      }),
    );
    expect(Datapoints).toEqual([
      {
        Timestamp: new Date(sandbox.clock.now()),
        Unit: 'Count',
        Sum: 8,
        SampleCount: 3,
        ExtendedStatistics: { p100: 3 },
      },
    ]);
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        ...at(),
        MetricDataQueries: [
          { Id: 'a', Expression: `SEARCH('Namespace="shop/dev"', 'Maximum', 60)` },
          {
            Id: 'b',
            MetricStat: {
              Metric: { Namespace: 'shop/dev', MetricName: 'Errors', Dimensions },
              Period: 60,
              Stat: 'Average',
            },
          },
          { Id: 'c', Expression: 'b * 2', ReturnData: false },
        ],
      }),
    );
    expect(MetricDataResults?.map(({ Id, Label, Values }) => [Id, Label, Values])).toEqual([
      ['a', '/x Errors', [3]],
      ['b', 'Errors', [8 / 3]],
    ]);
  });

  it('come compressed where they are many', async () => {
    const MetricData = Array.from({ length: 200 }, (_, index) => ({
      MetricName: `Metric${index}`,
      Dimensions: [{ Name: 'Route', Value: '/a/long/path'.repeat(5) }],
      Value: 1,
    }));
    await client.send(new PutMetricDataCommand({ Namespace: 'many', MetricData }));
    const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'many' }));
    expect(Metrics).toHaveLength(200);
    const nonsense = await fetch(sandbox.endpoint, {
      method: 'POST',
      headers: {
        ...sandbox.signature('monitoring'),
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics',
        'content-encoding': 'gzip',
      },
      body: '{}',
    });
    expect(await nonsense.json()).toMatchObject({ __type: 'SerializationException' });
  });

  it('of AWS cannot be put, and trimmed statistics cannot be read', async () => {
    const own = new PutMetricDataCommand({
      Namespace: 'AWS/ECS',
      MetricData: [{ MetricName: 'x', Value: 1 }],
    });
    await expect(client.send(own)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    const trimmed = { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 60, Stat: 'tm99' };
    const read = new GetMetricDataCommand({
      ...at(),
      MetricDataQueries: [{ Id: 'a', MetricStat: trimmed }],
    });
    await expect(client.send(read)).rejects.toThrow('no statistic tm99');
  });
});

describe('resources of a stack', () => {
  it('make, change and remove alarms and dashboards, and take none that somebody else made', async () => {
    const [alarms, dashboards] = cloudWatchBehaviours(new CloudWatch(sandbox.context));
    const properties = {
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 1,
      MetricName: 'm',
      Namespace: 'n',
      Period: 60,
      Statistic: 'Sum',
      Threshold: 1,
    };
    const request = resourceRequest('AWS::CloudWatch::Alarm', properties, 'Alarm');
    const made = alarms?.create(request);
    expect(made).toEqual({
      physicalId: 'demo-alarm-1a2b3c4d5e6f',
      attributes: { Arn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:demo-alarm-1a2b3c4d5e6f' },
    });
    expect(alarms?.create(request)).toEqual(made);
    const existing = { ...request, physicalId: made?.physicalId ?? '' };
    alarms?.update({ ...existing, properties: { ...properties, Threshold: 2 } }, properties);
    expect((await described()).MetricAlarms).toMatchObject([{ AlarmName: made?.physicalId, Threshold: 2 }]);
    // Somebody else changes it, and then deletes it.
    const changed = { ...request, physicalId: made?.physicalId ?? '' };
    expect(alarms?.live?.(changed)).toEqual({ ...properties, Threshold: 2 });
    await alarm({ AlarmName: 'errors' });
    const named = { ...request, properties: { ...properties, AlarmName: 'errors' } };
    expect(() => alarms?.create(named)).toThrow('already exists');
    alarms?.remove(existing);
    alarms?.remove(existing);
    expect((await described({ AlarmNamePrefix: 'demo' })).MetricAlarms).toEqual([]);
    expect(alarms?.live?.(existing)).toBe('deleted');

    const board = (DashboardBody: string) =>
      resourceRequest('AWS::CloudWatch::Dashboard', { DashboardName: 'dev-shop', DashboardBody }, 'Board');
    dashboards?.create(board('{"widgets":[]}'));
    expect(() => dashboards?.create(board('{'))).toThrow('valid JSON');
    const listed = await client.send(new ListDashboardsCommand({ DashboardNamePrefix: 'dev-' }));
    expect(listed.DashboardEntries).toMatchObject([{ DashboardName: 'dev-shop', Size: 14 }]);
    const get = new GetDashboardCommand({ DashboardName: 'dev-shop' });
    expect(await client.send(get)).toMatchObject({ DashboardBody: '{"widgets":[]}' });
    dashboards?.remove({ ...board('{}'), physicalId: 'dev-shop' });
    await expect(client.send(get)).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });
});
