import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Account } from '../../test/helpers/account.ts';
import type { FakeContainer } from '../sandbox/runner/fake-runner.ts';
import type { RenderedStack } from '../stack.ts';
import { applyStack } from './apply-stack.ts';
import type { Deployment } from './deployment.ts';
import { RecordedProgress } from './testing/recorded-progress.ts';

const name = 'app-dev-api';
let account: Account;
let progress: RecordedProgress;
let image1: string;
let image2: string;

beforeEach(async () => {
  account = new Account();
  progress = new RecordedProgress();
  await account.makeBucket('artifacts');
  image1 = await account.putImage('app/api', 'one');
  image2 = await account.putImage('app/api', 'two');
  await account.deploy('app-dev-platform', PLATFORM);
});
afterEach(() => account.remove());

const PLATFORM = `Resources:
  Cluster: { Type: AWS::ECS::Cluster, Properties: { ClusterName: app-dev } }
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  One: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a } }
  Two: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1b } }
  LoadBalancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Name: app-dev, Subnets: [!Ref One, !Ref Two] }
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      Name: api
      Protocol: HTTP
      Port: 8080
      TargetType: ip
      VpcId: !Ref Vpc
      HealthCheckIntervalSeconds: 5
      HealthCheckTimeoutSeconds: 2
      TargetGroupAttributes: [{ Key: deregistration_delay.timeout_seconds, Value: "0" }]
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref LoadBalancer
      Protocol: HTTP
      Port: 80
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }]
Outputs:
  TargetGroupArn: { Value: !Ref Group }
  SubnetId: { Value: !Ref One }
`;

/** @param image instead of the one that deploy gives */
const template = (image = '!Ref Image') => `Parameters:
  Image: { Type: String }
  Release: { Type: String }
  SubnetId: { Type: String }
  TargetGroupArn: { Type: String }
Resources:
  LogGroup: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /platc/app/dev/api } }
  TaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: app-dev-api
      Cpu: "256"
      Memory: "512"
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      ExecutionRoleArn: arn:aws:iam::000000000000:role/x
      ContainerDefinitions:
        - Name: api
          Image: ${image}
          PortMappings: [{ ContainerPort: 8080 }]
          LogConfiguration:
            LogDriver: awslogs
            Options: { awslogs-group: !Ref LogGroup, awslogs-region: eu-west-1, awslogs-stream-prefix: ecs }
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: app-dev
      ServiceName: api
      DesiredCount: 1
      LaunchType: FARGATE
      TaskDefinition: !Ref TaskDefinition
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [!Ref SubnetId] } }
      LoadBalancers: [{ ContainerName: api, ContainerPort: 8080, TargetGroupArn: !Ref TargetGroupArn }]
      DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } }
Outputs:
  Release: { Value: !Ref Release }
`;

const stackOf = (body: string): RenderedStack => ({
  name,
  kind: 'service',
  service: 'api',
  body,
  parameters: ['Image', 'Release', 'SubnetId', 'TargetGroupArn'],
  resources: ['LogGroup', 'TaskDefinition', 'Service'],
  outputs: ['Release'],
  tags: {},
  capabilities: [],
  lines: new Map(),
  origin: ['services', 'api'],
});

async function apply(image: string, more: Partial<Deployment> = {}, body = template()) {
  const { Outputs } = await account.stack('app-dev-platform');
  const joined = Object.fromEntries(
    Outputs.map(({ OutputKey, OutputValue }: Record<string, string>) => [OutputKey, OutputValue]),
  );
  const deployment: Deployment = {
    aws: account,
    clock: account.clock,
    progress,
    judge: () => undefined,
    environment: 'dev',
    caller: { account: '000000000000', arn: 'arn:aws:iam::000000000000:user/ada' },
    commit: 'c0ffee',
    dirty: false,
    flags: ['dirty'],
    rolloutSeconds: () => 900,
    artifacts: () => ({ bucket: 'artifacts', region: 'eu-west-1', s3: () => account.s3() }),
    ...more,
  };
  return applyStack(deployment, stackOf(body), joined, image);
}

const key = (release: number) => `releases/dev/api/${String(release).padStart(6, '0')}.json`;
const record = async (release: number) =>
  JSON.parse((await account.object('artifacts', key(release))) ?? 'null');
const status = async () => (await account.stack(name)).StackStatus;
const releaseParameter = async () =>
  (await account.stack(name)).Parameters.find(
    ({ ParameterKey }: Record<string, string>) => ParameterKey === 'Release',
  ).ParameterValue;

/** Calls back while the stack is in a status, before somebody waits. */
function whileIn(wanted: string, run: () => void | Promise<void>): void {
  account.beforeSleep = async () => {
    const { Stacks } = await account.call('CloudFormation', 'DescribeStacks');
    const stack = Stacks.find(({ StackName }: { StackName: string }) => StackName === name);
    if (stack?.StackStatus === wanted) await run();
  };
}

const isOfImage2 = ({ spec: { image } }: FakeContainer) =>
  'manifest' in image && image.manifest.env['TEXT'] === 'two';

/** Never healthy, and gone after three seconds; image 1 runs. */
function crash(container: FakeContainer): void {
  const { events, port } = container;
  events.started(port);
  if (!isOfImage2(container)) return;
  const { probe } = account;
  account.probe = (other) => (other === port ? 503 : probe(other));
  account.time.after(3_000, () => {
    events.line('Error: Cannot find module ', 'stderr');
    events.line('at x', 'stderr');
    events.exited(1, null);
  });
}

describe('a release', () => {
  it('is recorded before and after it runs, with all that is needed to make it again', async () => {
    let during: unknown;
    whileIn('CREATE_IN_PROGRESS', async () => {
      during ??= await record(1);
    });
    const outcome = await apply(image1);
    expect(during).toMatchObject({ release: 1, result: 'started' });
    expect(await record(1)).toMatchObject({
      release: 1,
      environment: 'dev',
      service: 'api',
      stack: name,
      result: 'succeeded',
      commit: 'c0ffee',
      who: 'arn:aws:iam::000000000000:user/ada',
      image: image1,
      parameters: { Image: image1, Release: '1' },
      flags: ['dirty'],
      status: 'CREATE_COMPLETE',
    });
    expect(outcome.release).toEqual(await record(1));
    expect(await account.object('artifacts', (await record(1)).template)).toBe(template());
  });

  it('is made by a real change only', async () => {
    await apply(image1);
    const again = await apply(image1);
    expect(again).toMatchObject({ action: 'none' });
    expect(again.release).toBeUndefined();
    expect(await releaseParameter()).toBe('1');
    expect(await record(2)).toBeNull();
  });

  it('that failed keeps its number; what is deployed keeps its own', async () => {
    await apply(image1);
    account.faults.fail({ logicalId: 'Service', operation: 'update' }, 'Error occurred during operation');
    expect(await apply(image2)).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failure: { deployedRelease: 1 },
    });
    expect(await record(2)).toMatchObject({
      result: 'failed',
      reason: 'Error occurred during operation',
      status: 'UPDATE_ROLLBACK_COMPLETE',
    });
    await apply(image2);
    expect(await record(3)).toMatchObject({ result: 'succeeded' });
    expect(await releaseParameter()).toBe('3');
  });

  it('whose deploy was interrupted is closed by the next one', async () => {
    const interruption = new Error('interrupted');
    whileIn('CREATE_IN_PROGRESS', () => {
      throw interruption;
    });
    await expect(apply(image1)).rejects.toBe(interruption);
    expect(await record(1)).toMatchObject({ result: 'started' });
    account.beforeSleep = () => undefined;
    expect(await apply(image1)).toMatchObject({ action: 'none' });
    expect(await record(1)).toMatchObject({ result: 'succeeded', status: 'CREATE_COMPLETE' });
  });

  it('that was interrupted before it ran is closed as such', async () => {
    const interruption = new Error('interrupted');
    account.beforeCall = (operation) => {
      if (operation === 'ExecuteChangeSet') throw interruption;
    };
    await expect(apply(image1)).rejects.toBe(interruption);
    account.beforeCall = () => undefined;
    await apply(image1);
    expect(await record(1)).toMatchObject({ result: 'interrupted' });
    expect(await record(2)).toMatchObject({ result: 'succeeded' });
  });

  it('whose number somebody else takes in the same moment is refused', async () => {
    let taken = false;
    account.beforeCall = async (operation) => {
      if (operation !== 'PutObject' || taken) return;
      taken = true;
      const Body = Buffer.from('{"who":"somebody else"}');
      await account.call('S3', 'PutObject', { Bucket: 'artifacts', Key: key(1), Body });
    };
    await expect(apply(image1)).rejects.toMatchObject({ exitCode: 4 });
    expect(account.calls.count('ExecuteChangeSet')).toBe(0);
  });

  it('needs the artifacts bucket', async () => {
    await expect(apply(image1, { artifacts: () => undefined })).rejects.toMatchObject({ exitCode: 4 });
  });
});

describe('the rollout', () => {
  it('is told while it goes on', async () => {
    await apply(image1);
    progress.lines.length = 0;
    account.start = ({ events, port }) => {
      account.time.after(20_000, () => events.started(port));
    };
    expect((await apply(image2)).failure).toBeUndefined();
    expect(progress.lines.find((line) => line.startsWith('rollout '))).toBe('rollout 0/1 IN_PROGRESS');
    expect(progress.lines.join('\n')).toMatch(/has started 1 tasks: \(task [0-9a-f]+\)/);
  });

  it('that ECS took back is a failure, whatever CloudFormation says', async () => {
    await apply(image1);
    const { taskDefinition: first } = await account.call('ECS', 'DescribeTaskDefinition', {
      taskDefinition: 'app-dev-api',
    });
    account.beforeCall = async (operation) => {
      if (operation !== 'ListStackResources') return;
      const { taskDefinition } = await account.call('ECS', 'RegisterTaskDefinition', first);
      const service = {
        cluster: 'app-dev',
        service: 'api',
        taskDefinition: taskDefinition.taskDefinitionArn,
      };
      await account.call('ECS', 'UpdateService', service);
      await account.time.advance(600_000);
    };
    expect(await apply(image2)).toMatchObject({
      status: 'UPDATE_COMPLETE',
      failure: { causes: [{ reason: 'ECS went back to app-dev-api:3 from app-dev-api:2' }] },
    });
    expect(await record(2)).toMatchObject({ result: 'failed' });
  });

  it('is over only when the planned image runs', async () => {
    const { failure } = await apply(image1, {}, template(image2));
    expect(failure?.causes[0]?.reason).toBe(
      `the running tasks have image ${image2.split('@')[1]}, not ${image1.split('@')[1]}`,
    );
  });

  it('is waited for, through lost answers', async () => {
    account.start = ({ events, port }) => {
      account.time.after(60_000, () => events.started(port));
    };
    account.calls.lose('DescribeServices', { times: 4 });
    account.calls.lose('ListTasks', { times: 2 });
    expect((await apply(image1)).failure).toBeUndefined();
    expect(account.calls.count('DescribeServices')).toBeGreaterThan(6);
  });

  it('that the caller may not watch does not stop the deploy', async () => {
    const denied = 'User: ada is not authorized to perform: elasticloadbalancing:DescribeTargetHealth';
    account.calls.refuse('DescribeTargetHealth', 'AccessDenied', denied, { times: 100, status: 403 });
    expect((await apply(image1)).failure).toBeUndefined();
    expect(account.calls.count('DescribeTargetHealth')).toBe(1);
    expect(progress.lines).toContain(
      `the rollout cannot be watched: AWS denied Elastic Load Balancing DescribeTargetHealth: ${denied}`,
    );
  });

  it('that takes too long is cancelled and rolls back', async () => {
    await apply(image1);
    account.start = (container) => {
      if (!isOfImage2(container)) container.events.started(container.port);
    };
    const began = account.time.now();
    expect(await apply(image2)).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failure: { causes: [{ reason: 'the new tasks were not healthy within 15 minutes' }, {}] },
    });
    expect((account.time.now() - began) / 60_000).toBeLessThan(17);
    expect(account.calls.count('CancelUpdateStack')).toBe(1);
    expect(await record(2)).toMatchObject({ result: 'failed' });
  });

  it('of a new stack that takes too long is deleted: there is nothing to go back to', async () => {
    account.start = () => undefined;
    expect(await apply(image1)).toMatchObject({ status: 'DELETE_COMPLETE' });
  });

  it('that fails names the tasks: reason, exit code and last lines, read before they are gone', async () => {
    await apply(image1);
    account.start = crash;
    const { status: ended, failure } = await apply(image2);
    expect(ended).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await status()).toBe(ended);
    expect(failure?.tasks[0]).toEqual({
      task: expect.stringMatching(/^[0-9a-f]{32}$/),
      reason: 'Essential container in task exited',
      container: 'api',
      exitCode: 1,
      ranFor: 3,
      logGroup: '/platc/app/dev/api',
      log: ['Error: Cannot find module', 'at x'],
    });
    expect(failure?.stoppedTasks).toBe(3);
    expect(failure).toMatchObject({
      rollout: { desired: 1 },
      breaker: { failureCount: 3, threshold: 3 },
      served: true,
    });
  });
});
