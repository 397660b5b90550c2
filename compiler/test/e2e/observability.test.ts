/* Alarms and dashboard in a sandbox: deployed, changed and taken away, and what rings there because of what really happens. */
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  ListDashboardsCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { command as status } from '../../src/commands/status.ts';
import type { FakeContainer } from '../../src/sandbox/runner/fake-runner.ts';
import { argumentsOf } from '../helpers/folder-host.ts';
import type { Happening } from '../helpers/sandbox-project.ts';
import { openShop, type Shop } from '../helpers/shop.ts';

const MINUTE = 60_000;
const OFF = { alarms: { enabled: false }, dashboard: false };

let shop: Shop;
let happening: { -readonly [Key in keyof Happening]: Happening[Key] };

beforeEach(async () => {
  happening = {};
  shop = await openShop(happening);
});
afterEach(() => shop.close());

const cloudWatch = () => new CloudWatchClient(shop.client);
const alarms = async () => (await cloudWatch().send(new DescribeAlarmsCommand({}))).MetricAlarms ?? [];

/** `<logical id> <threshold>` of each alarm. */
const thresholds = async () =>
  (await alarms()).map(({ AlarmName = '', Threshold }) => `${AlarmName.split('-').at(-2)} ${Threshold}`);

it('come with the first deploy, change in place, and go', { timeout: 120_000 }, async () => {
  shop.describe({ alarms: { notify: ['oncall@example.com'] } });
  expect(await shop.ship()).toMatchObject({ code: 0 });
  const platform = await shop.resources('shop-test-platform');
  const types = [...platform.values()].map(({ type }) => type);
  for (const type of [
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
    'AWS::SNS::Subscription',
    'AWS::CloudWatch::Alarm',
    'AWS::Events::Rule',
    'AWS::Logs::MetricFilter',
  ])
    expect(types).toContain(type);
  expect(platform.get('TaskExitsRule')?.id).toBe('shop-test-task-exits');
  const { outputs } = await shop.stack('shop-test-platform');
  expect(outputs['DashboardUrl']).toMatch(/#dashboards\/dashboard\/test-shop$/);
  expect((await shop.stack('shop-test-api')).parameters).toMatchObject({
    AlarmTopicArn: platform.get('AlarmTopic')?.id,
    LoadBalancerFullName: outputs['LoadBalancerFullName'],
  });
  expect(await thresholds()).toEqual([
    'CpuAlarm 90',
    'ErrorsAlarm 10',
    'LatencyAlarm 2',
    'MemoryAlarm 90',
    'RunningTasksAlarm 1',
    'UnhealthyHostsAlarm 1',
    'LoadBalancerErrorsAlarm 5',
    'TaskExitsAlarm 1',
  ]);
  for (const { AlarmActions, OKActions } of await alarms())
    expect([AlarmActions, OKActions]).toEqual([[outputs['AlarmTopicArn']], [outputs['AlarmTopicArn']]]);

  const notify = ['oncall@example.com', 'https://incidents.example.com/x'];
  shop.describe({ alarms: { notify, latency: 1.5 } }, { alarms: { cpu: 95, runningTasks: 0 } });
  expect(await shop.planned()).toEqual([
    'shop-test-api Modify CpuAlarm Threshold ← platform.yaml: cpu: 95',
    'shop-test-api Modify LatencyAlarm Threshold ← platform.yaml: latency: 1.5',
    'shop-test-api Remove RunningTasksAlarm',
    expect.stringMatching(
      /^shop-test-platform Add AlarmSubscription\w+ ← platform\.yaml: - https:\/\/incidents\.example\.com\/x$/,
    ),
  ]);
  const before = new Map((await alarms()).map((alarm) => [alarm.AlarmName, alarm]));
  expect(await shop.ship()).toMatchObject({ code: 0 });
  expect(await thresholds()).toEqual([
    'CpuAlarm 95',
    'ErrorsAlarm 10',
    'LatencyAlarm 1.5',
    'MemoryAlarm 90',
    'UnhealthyHostsAlarm 1',
    'LoadBalancerErrorsAlarm 5',
    'TaskExitsAlarm 1',
  ]);
  const touched = (await alarms()).filter(
    ({ AlarmName, AlarmConfigurationUpdatedTimestamp: at }) =>
      before.get(AlarmName)?.AlarmConfigurationUpdatedTimestamp?.getTime() !== at?.getTime(),
  );
  expect(touched.map(({ AlarmName }) => AlarmName?.split('-').at(-2))).toEqual(['CpuAlarm', 'LatencyAlarm']);
  expect((await shop.status()).alarms).toHaveLength(7);

  shop.describe(OFF);
  const removals = await shop.planned();
  expect(removals.filter((line) => line.includes(' Remove '))).toHaveLength(removals.length);
  for (const id of ['ErrorsAlarm', 'AlarmTopic', 'TaskExitsLogGroup', 'Dashboard'])
    expect(removals.some((line) => line.endsWith(` Remove ${id}`))).toBe(true);
  await expect(shop.ship()).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringContaining('TaskExitsLogGroup (AWS::Logs::LogGroup) would be deleted'),
  });
  expect(await shop.ship({ allow: ['delete'] })).toMatchObject({ code: 0 });
  expect(await alarms()).toEqual([]);
  const { DashboardEntries } = await cloudWatch().send(new ListDashboardsCommand({}));
  expect(DashboardEntries).toEqual([]);
  const left = [...(await shop.resources('shop-test-platform')).values()].map(({ type }) => type);
  expect(left.filter((type) => /SNS|CloudWatch|Events|Logs/.test(type))).toEqual([]);
  expect((await shop.stack('shop-test-api')).parameters).not.toHaveProperty('AlarmTopicArn');
  const after = await shop.status();
  expect(after).toMatchObject({ code: 0, healthy: true, alarms: [] });
  expect(after).not.toHaveProperty('dashboard');
});

it("finds what it shows: each of the dashboard's searches has data", { timeout: 120_000 }, async () => {
  expect(await shop.ship()).toMatchObject({ code: 0 });
  shop.runner.containers[0]?.events.line(
    JSON.stringify({
      _aws: {
        Timestamp: shop.clock.now(),
        CloudWatchMetrics: [
          { Namespace: 'shop/test', Dimensions: [['Service', 'Route']], Metrics: [{ Name: 'Requests' }] },
        ],
      },
      Service: 'shop',
      Route: '/api/hello',
      Requests: 1,
    }),
    'stdout',
  );
  await shop.clock.advance(2 * MINUTE);
  const { DashboardBody = '' } = await cloudWatch().send(
    new GetDashboardCommand({ DashboardName: 'test-shop' }),
  );
  const { widgets } = JSON.parse(DashboardBody) as {
    readonly widgets: readonly {
      readonly properties: {
        readonly title: string;
        readonly metrics?: readonly (readonly (string | { expression?: string })[])[];
      };
    }[];
  };
  const found: string[] = [];
  for (const { properties } of widgets) {
    for (const [first] of properties.metrics ?? []) {
      if (typeof first !== 'object' || first.expression === undefined) continue;
      const { MetricDataResults = [] } = await cloudWatch().send(
        new GetMetricDataCommand({
          StartTime: new Date(shop.clock.now() - 10 * MINUTE),
          EndTime: new Date(shop.clock.now()),
          MetricDataQueries: [{ Id: 'a', Expression: first.expression }],
        }),
      );
      found.push(`${properties.title}: ${MetricDataResults.length}`);
    }
  }
  // Nobody called it, and the sandbox measures neither CPU nor memory: these searches are asked and find nothing.
  expect(found).toEqual([
    'Requests: 0',
    'Errors (5xx): 0',
    'Hosts: 1',
    'Hosts: 1',
    'CPU in percent: 0',
    'Memory in percent: 0',
    'Running tasks: 1',
    "The services' own metrics, average: 1",
    "The services' own metrics, sum: 1",
  ]);
});

it('rings when tasks crash, says what to do, and ends', { timeout: 120_000 }, async () => {
  expect(await shop.ship()).toMatchObject({ code: 0 });
  await shop.clock.advance(2 * MINUTE);
  const calm = await shop.status();
  expect(calm).toMatchObject({ code: 0, healthy: true, dashboard: { name: 'test-shop' } });
  expect(calm.alarms.map(({ state }) => state)).toEqual(Array(8).fill('OK'));
  expect(calm.dashboard).not.toHaveProperty('url');

  const crash = (container: FakeContainer | undefined) => container?.events.exited(137, null);
  crash(shop.runner.containers.at(-1));
  await shop.clock.advance(MINUTE);
  const rung = await shop.status();
  expect(rung).toMatchObject({ code: 2, healthy: false });
  expect(rung.alarms[0]).toMatchObject({
    watches: 'task exits',
    state: 'ALARM',
    reason: expect.stringMatching(/^Threshold Crossed: 1 out of the last 1 datapoint \[1\.0 /),
    description: expect.stringContaining('npx platc logs --env test'),
  });
  expect(rung.services[0]?.stopped).toMatchObject([
    { reason: 'Essential container in task exited', exitCode: 137 },
  ]);
  expect(rung.services[0]?.tasks).toMatchObject([{ state: 'RUNNING', zone: 'eu-west-1a' }]);
  shop.out();
  await status.run(shop.host, argumentsOf({ env: 'test' }));
  expect(shop.out()).toMatch(
    /\n {2}✗ platform +task exits: rings for \d+ seconds?\n {6}Tasks of shop test ended .*\n[\s\S]*\nnot healthy: an alarm rings\n$/,
  );
  // Its last data point counts for three periods of five minutes.
  await shop.clock.advance(16 * MINUTE);
  expect(await shop.status()).toMatchObject({ code: 0, healthy: true });
});

it(
  'rings when targets fail their health checks, and when too few tasks run',
  { timeout: 120_000 },
  async () => {
    shop.describe({}, { scaling: { min: 2, max: 4 } });
    expect(await shop.ship()).toMatchObject({ code: 0 });
    await shop.clock.advance(2 * MINUTE);
    happening.health = () => 500;
    // New tasks never get healthy either: ECS goes on replacing them.
    await shop.clock.advance(10 * MINUTE);
    const ringing = (await shop.status()).alarms.filter(({ state }) => state === 'ALARM');
    expect(ringing.map(({ service, watches }) => `${service} ${watches}`)).toContain('api unhealthy hosts');
    happening.health = () => 200;
    happening.start = (container) => container.events.failed('no room');
    for (const container of shop.runner.containers) container.events.exited(1, null);
    await shop.clock.advance(10 * MINUTE);
    const later = (await shop.status()).alarms.filter(({ state }) => state === 'ALARM');
    expect(later.map(({ service, watches }) => `${service} ${watches}`)).toContain('api running tasks');
  },
);
