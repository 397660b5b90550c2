/*
 * drift, against a sandbox in which the test changes resources behind CloudFormation's back, through the AWS SDK. One application
 * is deployed once; each test puts back what it changed.
 */
import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CloudFormationClient, DetectStackDriftCommand } from '@aws-sdk/client-cloudformation';
import {
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as drift } from '../../src/commands/drift.ts';
import { AwsError } from '../../src/sandbox/aws-error.ts';
import { argumentsOf } from '../helpers/folder-host.ts';
import { sandboxProject, type Happening, type SandboxProject } from '../helpers/sandbox-project.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const happening: Happening = {};
let project: SandboxProject;
const clients = () => ({
  region: 'eu-west-1',
  endpoint: project.endpoint,
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  forcePathStyle: true,
});

beforeAll(async () => {
  project = await sandboxProject('eu-west-1', happening);
  const lines = [
    'app: shop',
    'region: eu-west-1',
    'network: { nat: none }',
    'alarms: { notify: [ops@example.com] }',
    'services:',
    '  api:',
    '    build: ./api',
    '    logs:',
    '      retentionDays: 30',
    '    deployment:',
    '      maximumPercent: 150',
    '    scaling: { min: 2, max: 4 }',
  ];
  project.write('platform.yaml', `${lines.join('\n')}\n`);
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write('environments/other.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
  const { code } = await project.json(deploy, { env: 'test', yes: true, push: true });
  if (code !== 0) throw new Error('the application could not be deployed');
});
afterAll(() => project.close());

beforeEach(() => {
  delete happening.fault;
  project.out();
  project.err();
});

type Given = Parameters<typeof argumentsOf>[0];
const json = (given: Given = {}) => project.json(drift, { env: 'test', 'exit-code': true, ...given });
const physical = async (stack: string, logicalId: string) =>
  (await project.resources(stack)).get(logicalId)?.id ?? '';

async function text(given: Given = {}): Promise<{ readonly code: number; readonly text: string }> {
  const code = await drift.run(project.host, argumentsOf({ env: 'test', 'exit-code': true, ...given }));
  return { code, text: project.out() };
}

const retention = (days: number) =>
  new CloudWatchLogsClient(clients()).send(
    new PutRetentionPolicyCommand({ logGroupName: '/platc/shop/test/api', retentionInDays: days }),
  );

describe('drift', () => {
  it('finds nothing where nothing was changed, and names what it cannot look at', async () => {
    expect(await json()).toMatchObject({
      code: 0,
      app: 'shop',
      environment: 'test',
      drifted: false,
      complete: true,
      stacks: [
        { name: 'shop-test-network', status: 'IN_SYNC', resources: [], notChecked: [] },
        {
          name: 'shop-test-platform',
          status: 'IN_SYNC',
          notChecked: [{ logicalId: 'AlarmTopicPolicy', type: 'AWS::SNS::TopicPolicy' }],
        },
        { name: 'shop-test-api', status: 'IN_SYNC' },
      ],
    });
    const { code, text: said } = await text();
    expect(code).toBe(0);
    expect(said).toMatch(/^shop → test: drift\n\n {2}✓ network {3}in sync, \d+ resources\n/);
    expect(said).toMatch(/cannot read such resources back:\s+AlarmTopicPolicy \(AWS::SNS::TopicPolicy\)/);
    expect(said).toMatch(/\nNothing was changed outside CloudFormation\.\n$/);
  });

  it('shows each property, expected and actual, with the line that says it; put back, it is gone', async () => {
    const arn = await physical('shop-test-api', 'Service');
    const [, cluster = ''] = /service\/([^/]+)\//.exec(arn) ?? [];
    const ecs = await project.aws().ecs();
    const percent = (maximumPercent: number) =>
      ecs.updateService({
        cluster,
        service: arn,
        deploymentConfiguration: { maximumPercent, minimumHealthyPercent: 100 },
      });
    await retention(3);
    await percent(200);
    const answer = await json();
    expect(answer).toMatchObject({
      code: 2,
      drifted: true,
      complete: true,
      stacks: [
        { status: 'IN_SYNC' },
        { status: 'IN_SYNC' },
        {
          status: 'DRIFTED',
          resources: expect.arrayContaining([
            expect.objectContaining({
              logicalId: 'LogGroup',
              type: 'AWS::Logs::LogGroup',
              physicalId: '/platc/shop/test/api',
              status: 'MODIFIED',
              properties: [
                {
                  property: 'RetentionInDays',
                  path: '/RetentionInDays',
                  kind: 'NOT_EQUAL',
                  expected: '30',
                  actual: '3',
                  place: expect.objectContaining({ file: 'platform.yaml', line: 9 }),
                },
              ],
            }),
            expect.objectContaining({
              logicalId: 'Service',
              properties: [
                expect.objectContaining({
                  property: 'DeploymentConfiguration.MaximumPercent',
                  expected: '150',
                  actual: '200',
                  place: expect.objectContaining({ line: 11 }),
                }),
              ],
            }),
          ]),
        },
      ],
    });
    const { code, text: said } = await text();
    expect(code).toBe(2);
    expect(said).toContain('  ~ api       2 changed of ');
    expect(said).toMatch(
      / {2}~ LogGroup \(AWS::Logs::LogGroup\)\n {6}RetentionInDays 30 → 3 +platform\.yaml:9\n/,
    );
    expect(said).toContain('A deploy does not take this back');
    expect(await text({ 'exit-code': [] })).toMatchObject({ code: 0 });

    await retention(30);
    await percent(150);
    expect(await json()).toMatchObject({ code: 0, drifted: false });
  });

  it('sees the tasks that somebody scaled only where the template says how many', async () => {
    const arn = await physical('shop-test-api', 'Service');
    const [, cluster = ''] = /service\/([^/]+)\//.exec(arn) ?? [];
    const ecs = await project.aws().ecs();
    await ecs.updateService({ cluster, service: arn, desiredCount: 3 });
    // Autoscaling decides on their number.
    expect(await json()).toMatchObject({ code: 0, drifted: false });
    await ecs.updateService({ cluster, service: arn, desiredCount: 2 });
  });

  it('names items of lists by their keys', async () => {
    const LoadBalancerArn = await physical('shop-test-platform', 'LoadBalancer');
    const elb = new ElasticLoadBalancingV2Client(clients());
    const set = (Value: string) =>
      elb.send(
        new ModifyLoadBalancerAttributesCommand({
          LoadBalancerArn,
          Attributes: [{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value }],
        }),
      );
    await set('false');
    const { stacks } = (await json()) as {
      stacks: { name: string; resources: { properties: object[] }[] }[];
    };
    const platform = stacks.find(({ name }) => name === 'shop-test-platform');
    expect(platform?.resources[0]?.properties).toMatchObject([
      {
        property: 'LoadBalancerAttributes[routing.http.drop_invalid_header_fields.enabled].Value',
        expected: 'true',
        actual: 'false',
      },
    ]);
    await set('true');
  });

  it('of what all environments share looks at their stacks', async () => {
    const Bucket = await physical('shop-common', 'ArtifactsBucket');
    const versioning = (Status: 'Enabled' | 'Suspended') =>
      new S3Client(clients()).send(
        new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }),
      );
    await versioning('Suspended');
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: project.endpoint,
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    });
    try {
      expect(await json({ env: 'common' })).toMatchObject({
        code: 2,
        stacks: [
          {
            name: 'shop-common',
            resources: [
              {
                properties: [
                  { property: 'VersioningConfiguration.Status', expected: 'Enabled', actual: 'Suspended' },
                ],
              },
            ],
          },
          { name: 'shop-registry-api', status: 'IN_SYNC' },
        ],
      });
    } finally {
      process.env = before;
    }
    await versioning('Enabled');
  });

  it('waits for a detection that somebody else has begun', async () => {
    await new CloudFormationClient(clients()).send(
      new DetectStackDriftCommand({ StackName: 'shop-test-api' }),
    );
    expect(await json()).toMatchObject({ code: 0, complete: true });
  });

  it('goes on where answers are lost and AWS throttles', async () => {
    const once = new Set<string>();
    happening.fault = ({ operation }) => {
      if (once.has(operation)) return undefined;
      once.add(operation);
      if (operation === 'DetectStackDrift') return 'answer lost';
      return operation === 'DescribeStackDriftDetectionStatus'
        ? { error: new AwsError('Throttling', 'Rate exceeded') }
        : undefined;
    };
    expect(await json()).toMatchObject({ code: 0, complete: true });
  });

  it('is exit 3 where something could not be compared, and shows the rest', async () => {
    await retention(3);
    happening.fault = ({ operation, input }) =>
      operation === 'DetectStackDrift' && String(input['StackName']).includes('network')
        ? { error: new AwsError('ValidationError', 'Drift detection cannot be performed') }
        : undefined;
    expect(await json()).toMatchObject({
      code: 3,
      complete: false,
      drifted: true,
      stacks: [
        { status: 'NOT_CHECKED', problem: 'Drift detection cannot be performed' },
        { status: 'IN_SYNC' },
        { status: 'DRIFTED' },
      ],
    });
    expect((await text()).text).toContain(
      '  ✗ network   not compared\n      Drift detection cannot be performed\n',
    );
    await retention(30);
  });

  it('says that there is nothing to compare with before anything is deployed', async () => {
    await expect(json({ env: 'other' })).rejects.toMatchObject({
      exitCode: 4,
      message: 'nothing is deployed in other: there is nothing to compare with',
    });
  });

  it('finds a resource that was deleted', async () => {
    await new CloudWatchLogsClient(clients()).send(
      new DeleteLogGroupCommand({ logGroupName: '/platc/shop/test/api' }),
    );
    expect(await json()).toMatchObject({
      code: 2,
      stacks: [{}, {}, { resources: [{ logicalId: 'LogGroup', status: 'DELETED', properties: [] }] }],
    });
    const { text: said } = await text();
    expect(said).toMatch(
      / {2}- LogGroup \(AWS::Logs::LogGroup\) {2}deleted +platform\.yaml:\d+\n {6}it was \/platc\/shop\/test\/api\n/,
    );
  });
});
