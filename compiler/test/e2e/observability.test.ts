/* Alarms and dashboard, the environment's key, and flow logs in a sandbox: each is deployed, changed, and taken away again. */
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAws } from '../../src/aws/aws.ts';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as destroy } from '../../src/commands/destroy.ts';
import { command as plan } from '../../src/commands/plan.ts';
import { sandboxProject, type SandboxProject } from '../helpers/sandbox-project.ts';

let project: SandboxProject;

beforeEach(async () => {
  project = await sandboxProject('eu-west-1');
  describeApplication({});
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
});

afterEach(() => project.close());

const OFF = { alarms: { enabled: false }, dashboard: false };

function describeApplication(config: object, api: object = {}): void {
  project.write('platform.yaml', {
    app: 'shop',
    region: 'eu-west-1',
    network: { nat: 'none' },
    services: { api: { build: './api', ...api } },
    ...config,
  });
}

const shipped = (given: object = {}) =>
  project.json(deploy, { env: 'test', yes: true, push: true, ...given });

interface Planned {
  readonly stacks: readonly {
    readonly name: string;
    readonly changes: readonly {
      readonly logicalId: string;
      readonly action: string;
      readonly properties: readonly { readonly property: string }[];
    }[];
  }[];
}

/** `<stack> <action> <logical id> <changed properties>` for each change. */
async function planned(): Promise<readonly string[]> {
  const { stacks } = (await project.json(plan, { env: 'test' })) as unknown as Planned;
  return stacks.flatMap(({ name, changes }) =>
    changes.map(({ logicalId, action, properties }) =>
      [name, action, logicalId, ...properties.map(({ property }) => property)].join(' '),
    ),
  );
}

const aws = () =>
  connectAws({
    region: 'eu-west-1',
    endpoint: project.host.env['AWS_ENDPOINT_URL'],
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    interrupted: new AbortController().signal,
  });

async function stackOf(stack: string) {
  const { Stacks } = await (await aws().cloudFormation()).describeStacks({ StackName: stack });
  const pairs = (list: readonly { key: string | undefined; value: string | undefined }[]) =>
    Object.fromEntries(list.map(({ key, value }) => [key, value]));
  return {
    parameters: pairs(
      (Stacks?.[0]?.Parameters ?? []).map((one) => ({ key: one.ParameterKey, value: one.ParameterValue })),
    ),
    outputs: pairs(
      (Stacks?.[0]?.Outputs ?? []).map((one) => ({ key: one.OutputKey, value: one.OutputValue })),
    ),
  };
}

async function logGroups(): Promise<
  Readonly<Record<string, { kmsKeyId?: string | undefined; retentionInDays?: number | undefined }>>
> {
  const client = new CloudWatchLogsClient({
    region: 'eu-west-1',
    endpoint: project.host.env['AWS_ENDPOINT_URL'] ?? '',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const { logGroups: groups = [] } = await client.send(new DescribeLogGroupsCommand({}));
  return Object.fromEntries(groups.map((group) => [group.logGroupName ?? '', group]));
}

describe('alarms and dashboard', () => {
  it('come with the first deploy, change in place, and go', { timeout: 60_000 }, async () => {
    describeApplication({ alarms: { notify: ['oncall@example.com'] } });
    expect(await shipped()).toMatchObject({ code: 0 });
    const platform = await project.resources('shop-test-platform');
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
    expect(platform.get('Dashboard')).toEqual({ type: 'AWS::CloudWatch::Dashboard', id: 'test-shop' });
    expect(platform.get('TaskExitsRule')?.id).toContain('shop-test-task-exits');
    const { outputs } = await stackOf('shop-test-platform');
    expect(outputs['DashboardUrl']).toMatch(/#dashboards\/dashboard\/test-shop$/);
    expect(outputs['AlarmTopicArn']).toBe(platform.get('AlarmTopic')?.id);
    expect((await stackOf('shop-test-api')).parameters).toMatchObject({
      AlarmTopicArn: outputs['AlarmTopicArn'],
      LoadBalancerFullName: outputs['LoadBalancerFullName'],
    });
    const alarmsOf = async () =>
      [...(await project.resources('shop-test-api'))].filter(
        ([, { type }]) => type === 'AWS::CloudWatch::Alarm',
      );
    const before = await alarmsOf();
    expect(before.map(([id]) => id).toSorted()).toEqual([
      'CpuAlarm',
      'ErrorsAlarm',
      'LatencyAlarm',
      'MemoryAlarm',
      'RunningTasksAlarm',
      'UnhealthyHostsAlarm',
    ]);

    const notify = ['oncall@example.com', 'https://incidents.example.com/x'];
    describeApplication({ alarms: { notify, latency: 1.5 } }, { alarms: { cpu: 95, runningTasks: 0 } });
    expect((await planned()).toSorted()).toEqual([
      'shop-test-api Modify CpuAlarm Threshold',
      'shop-test-api Modify LatencyAlarm Threshold',
      'shop-test-api Remove RunningTasksAlarm',
      expect.stringMatching(/^shop-test-platform Add AlarmSubscription/),
    ]);
    expect(await shipped()).toMatchObject({ code: 0 });
    const after = new Map(await alarmsOf());
    expect(after.get('CpuAlarm')).toEqual(new Map(before).get('CpuAlarm'));
    expect(after.has('RunningTasksAlarm')).toBe(false);

    describeApplication(OFF);
    await expect(shipped()).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining('TaskExitsLogGroup (AWS::Logs::LogGroup) would be deleted'),
    });
    expect(await shipped({ allow: ['delete'] })).toMatchObject({ code: 0 });
    expect(await alarmsOf()).toEqual([]);
    const left = [...(await project.resources('shop-test-platform')).values()].map(({ type }) => type);
    expect(left.filter((type) => /SNS|CloudWatch|Events|Logs/.test(type))).toEqual([]);
    expect((await stackOf('shop-test-api')).parameters).not.toHaveProperty('AlarmTopicArn');
  });
});

describe("the environment's key", () => {
  it('encrypts all log groups, and stays for what it encrypted', { timeout: 60_000 }, async () => {
    expect(await shipped()).toMatchObject({ code: 0 });
    const names = ['/platc/shop/test/api', '/platc/shop/test/task-exits'];
    const keys = async () => {
      const groups = await logGroups();
      return Object.keys(groups)
        .toSorted()
        .map((name) => `${name} ${groups[name]?.kmsKeyId ?? 'none'}`);
    };
    expect(await keys()).toEqual(names.map((name) => `${name} none`));

    describeApplication({ encryption: { kms: true } });
    expect((await planned()).toSorted()).toEqual([
      'shop-test-api Modify LogGroup KmsKeyId',
      'shop-test-network Add Key',
      'shop-test-network Add KeyAlias',
      'shop-test-platform Modify AlarmTopic KmsMasterKeyId',
      'shop-test-platform Modify TaskExitsLogGroup KmsKeyId',
    ]);
    expect(await shipped()).toMatchObject({ code: 0 });
    const { KeyArn: key } = (await stackOf('shop-test-network')).outputs;
    expect(key).toMatch(/^arn:aws:kms:eu-west-1:000000000000:key\//);
    expect(await keys()).toEqual(names.map((name) => `${name} ${key}`));
    expect((await stackOf('shop-test-platform')).parameters).toMatchObject({ KeyArn: key });

    describeApplication({});
    expect(await shipped()).toMatchObject({ code: 0 });
    expect(await keys()).toEqual(names.map((name) => `${name} none`));
    expect((await project.resources('shop-test-network')).has('Key')).toBe(false);

    describeApplication({ encryption: { kms: true } });
    expect(await shipped()).toMatchObject({ code: 0 });
    expect(await project.json(destroy, { env: 'test', confirm: 'DESTROY' })).toMatchObject({
      code: 0,
      retained: [{ stack: 'shop-test-network', logicalId: 'Key', type: 'AWS::KMS::Key' }],
    });
  });
});

describe('flow logs', () => {
  it('are added to a network that is there, change, and go', { timeout: 60_000 }, async () => {
    const network = (flowLogs: object) =>
      describeApplication({ ...OFF, network: { nat: 'none', ...flowLogs } });
    network({});
    expect(await shipped()).toMatchObject({ code: 0 });
    network({ flowLogs: true });
    expect((await planned()).toSorted()).toEqual([
      'shop-test-network Add FlowLogs',
      'shop-test-network Add FlowLogsLogGroup',
      'shop-test-network Add FlowLogsRole',
    ]);
    expect(await shipped()).toMatchObject({ code: 0 });
    const deployed = await project.resources('shop-test-network');
    expect(deployed.get('FlowLogs')?.type).toBe('AWS::EC2::FlowLog');
    expect((await logGroups())['/platc/shop/test/flow-logs']).toMatchObject({ retentionInDays: 30 });

    network({ flowLogs: true, flowLogsRetentionDays: 7 });
    expect(await planned()).toEqual(['shop-test-network Modify FlowLogsLogGroup RetentionInDays']);
    expect(await shipped()).toMatchObject({ code: 0 });
    expect((await logGroups())['/platc/shop/test/flow-logs']).toMatchObject({ retentionInDays: 7 });
    expect((await project.resources('shop-test-network')).get('FlowLogs')).toEqual(deployed.get('FlowLogs'));

    network({});
    await expect(shipped()).rejects.toMatchObject({ exitCode: 4 });
    expect(await shipped({ allow: ['delete'] })).toMatchObject({ code: 0 });
    expect(await logGroups()).not.toHaveProperty(['/platc/shop/test/flow-logs']);
  });
});
