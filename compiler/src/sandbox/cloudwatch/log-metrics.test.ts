/* Metrics made of what is logged: by filters, and of the embedded metric format. */
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendLogEvents } from '../logs/log-groups.ts';
import { metricFilterBehaviour } from '../logs/metric-filters.ts';
import type { ResourceBehaviour } from '../resource-behaviour.ts';
import type { TestSandbox } from '../test-sandbox.ts';
import { resourceRequest, startTestSandbox } from '../test-sandbox.ts';

const logGroupName = '/platc/shop/dev/api';
let sandbox: TestSandbox;
let logs: CloudWatchLogsClient;
let behaviour: ResourceBehaviour;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  logs = new CloudWatchLogsClient({ ...sandbox.client, region: 'eu-west-1' });
  behaviour = metricFilterBehaviour(sandbox.context);
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
});
afterEach(() => sandbox.remove());

function write(...messages: readonly (object | string)[]): void {
  appendLogEvents(
    sandbox.context,
    { region: 'eu-west-1', logGroupName, logStreamName: 's', createGroup: false },
    messages.map((message) => ({
      timestamp: sandbox.clock.now(),
      message: typeof message === 'string' ? message : JSON.stringify(message),
    })),
  );
}

/** Each metric of a namespace with the sum of its values, found as a dashboard finds it. */
async function sums(namespace: string): Promise<Readonly<Record<string, number | undefined>>> {
  const { MetricDataResults = [] } = await new CloudWatchClient({
    ...sandbox.client,
    region: 'eu-west-1',
  }).send(
    new GetMetricDataCommand({
      StartTime: new Date(sandbox.clock.now() - 60_000),
      EndTime: new Date(sandbox.clock.now() + 60_000),
      MetricDataQueries: [{ Id: 'a', Expression: `SEARCH('Namespace="${namespace}"', 'Sum', 60)` }],
    }),
  );
  return Object.fromEntries(MetricDataResults.map(({ Label = '', Values = [] }) => [Label, Values[0]]));
}

const filter = (FilterPattern: string, transformation: object = {}) =>
  resourceRequest('AWS::Logs::MetricFilter', {
    LogGroupName: logGroupName,
    FilterPattern,
    MetricTransformations: [
      { MetricNamespace: 'own', MetricName: 'Found', MetricValue: '1', ...transformation },
    ],
  });

describe('a metric filter', () => {
  it('counts the events that it takes, until it goes', async () => {
    const request = filter('{ $.detail.stopCode = "Essential*" }');
    const { physicalId } = behaviour.create(request);
    const exit = { detail: { stopCode: 'EssentialContainerExited' } };
    write(exit, { detail: { stopCode: 'UserInitiated' } }, exit, 'no JSON');
    expect(await sums('own')).toEqual({ Found: 2 });
    behaviour.update({ ...request, ...filter('{ $.detail.stopCode = "User*" }'), physicalId }, {});
    write(exit, { detail: { stopCode: 'UserInitiated' } });
    expect(await sums('own')).toEqual({ Found: 3 });
    behaviour.remove({ ...request, physicalId });
    write({ detail: { stopCode: 'UserInitiated' } });
    expect(await sums('own')).toEqual({ Found: 3 });
  });

  it('takes value and dimensions out of the event, and a value where it takes none', async () => {
    behaviour.create(
      filter('{ $.status >= 500 || $.level = "fatal" }', {
        MetricValue: '$.sizes[1]',
        Dimensions: [{ Key: 'Route', Value: '$.route' }],
        Unit: 'Bytes',
      }),
    );
    write({ status: 503, sizes: [1, 20], route: '/a' }, { level: 'fatal', sizes: [1, 2], route: '/b' });
    write({ status: 200, sizes: [1, 2] }, { status: 500, sizes: [] });
    expect(await sums('own')).toEqual({ '/a Found': 20, '/b Found': 2 });
    behaviour.create({
      ...filter('ERROR', { MetricName: 'Errors', DefaultValue: 0 }),
      logicalId: 'B',
      generatedName: 'b',
    });
    write('all is well');
    expect(await sums('own')).toMatchObject({ Errors: 0 });
  });

  it('is described, and goes with its log group', async () => {
    behaviour.create(
      filter('ERROR', { DefaultValue: 0, Unit: 'Count', Dimensions: [{ Key: 'a', Value: '$.b' }] }),
    );
    const described = async (input: object = {}) =>
      (await logs.send(new DescribeMetricFiltersCommand(input))).metricFilters;
    expect(await described({ logGroupName })).toMatchObject([
      {
        filterName: 'demo-resource-1a2b3c4d5e6f',
        filterPattern: 'ERROR',
        metricTransformations: [
          {
            metricName: 'Found',
            metricNamespace: 'own',
            metricValue: '1',
            defaultValue: 0,
            unit: 'Count',
            dimensions: { a: '$.b' },
          },
        ],
      },
    ]);
    expect(await described({ filterNamePrefix: 'x' })).toEqual([]);
    expect(await described({ metricName: 'x', metricNamespace: 'own' })).toEqual([]);
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toMatchObject([{ metricFilterCount: 1 }]);
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
    expect(await described()).toEqual([]);
  });

  it.each([['{ ($.a = 1) }'], ['{ $.a IS NULL }'], ['[a, b]']])('with %s is refused', (pattern) => {
    expect(() => behaviour.create(filter(pattern))).toThrow(/the sandbox supports/i);
  });

  it('needs its log group', () => {
    const request = filter('ERROR');
    const missing = { ...request, properties: { ...request.properties, LogGroupName: '/none' } };
    expect(() => behaviour.create(missing)).toThrow('log group does not exist');
  });
});

describe('a filter pattern of JSON', () => {
  const found = async (filterPattern: string) => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }));
    return events.map(({ message = '' }) => (JSON.parse(message) as { readonly n: number }).n);
  };

  it.each([
    ['{ $.n = 1 }', [1]],
    ['{ $.n != 1 }', [2, 3]],
    ['{ $.n > 1 && $.n < 3 }', [2]],
    ['{ $.n <= 1 || $.n >= 3 }', [1, 3]],
    ['{ $.text = "a\\"*.c" }', [2]],
    ['{ $.text = a* && $.list[0].x = "y" }', [2]],
    ['{ $.missing != 1 }', []],
    ['{ $.text > 1 }', []],
  ])('%s', async (pattern, expected) => {
    write({ n: 1, text: 'b' }, { n: 2, text: 'a"b.c', list: [{ x: 'y' }] }, { n: 3 });
    expect(await found(pattern)).toEqual(expected);
  });
});

describe('the embedded metric format', () => {
  it('gives each value once for every set of dimensions', async () => {
    write(
      {
        _aws: {
          Timestamp: 0,
          CloudWatchMetrics: [
            {
              Namespace: 'shop/dev',
              Dimensions: [['Service'], ['Service', 'Route']],
              Metrics: [{ Name: 'Requests', Unit: 'Count' }, { Name: 'Duration' }, { Name: 'Missing' }],
            },
            { Namespace: 'shop/dev', Metrics: [{ Name: 'Plain' }] },
          ],
        },
        Service: 'shop',
        Route: '/x',
        Requests: 1,
        Duration: [10, 20],
        Plain: 5,
      },
      { _aws: { CloudWatchMetrics: 'nonsense' } },
      'not "CloudWatchMetrics" at all',
    );
    expect(await sums('shop/dev')).toEqual({
      'shop Requests': 1,
      'shop /x Requests': 1,
      'shop Duration': 30,
      'shop /x Duration': 30,
      Plain: 5,
    });
  });
});
