import { beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import type { Deployment as EcsDeployment } from '../aws/ecs.ts';
import type { RenderedStack } from '../stack.ts';
import { applyStack } from './apply-stack.ts';
import type { Deployment } from './deployment.ts';
import { FakeAws } from './testing/fake-aws.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { lost } from './testing/fake-cloudformation.ts';
import { RecordedProgress } from './testing/recorded-progress.ts';

const name = 'app-dev-api';
const serviceArn = 'arn:aws:ecs:eu-west-1:123456789012:service/app-dev/api';
const [image1, image2] = ['1', '2'].map(
  (digit) => `123456789012.dkr.ecr.eu-west-1.amazonaws.com/app/api@sha256:${digit.repeat(64)}`,
) as [string, string];
let clock: FakeClock;
let aws: FakeAws;
let progress: RecordedProgress;

const stack: RenderedStack = {
  name,
  kind: 'service',
  service: 'api',
  body: 'Resources:\n  TaskDefinition:\n  Service:\n',
  parameters: ['Image', 'Release', 'VpcId'],
  resources: ['TaskDefinition', 'Service'],
  outputs: ['Release'],
  tags: {},
  capabilities: ['CAPABILITY_IAM'],
  lines: new Map(),
  origin: ['services', 'api'],
};

function deployment(more: Partial<Deployment> = {}): Deployment {
  return {
    aws,
    clock,
    progress,
    judge: () => undefined,
    environment: 'dev',
    caller: { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/ada' },
    commit: 'c0ffee',
    dirty: false,
    flags: ['dirty'],
    rolloutSeconds: () => 900,
    artifacts: () => ({ bucket: 'artifacts', region: 'eu-west-1', s3: () => aws.s3() }),
    ...more,
  };
}

const apply = (image: string, more: Partial<Deployment> = {}) =>
  applyStack(deployment(more), stack, { VpcId: 'vpc-1' }, image);

const record = (number: number) =>
  JSON.parse(aws.objects.get(`artifacts/releases/dev/api/${String(number).padStart(6, '0')}.json`) ?? 'null');

const digestOf = (image: string) => image.split('@')[1] ?? '';

function runs(revision: string, image: string, more: Partial<EcsDeployment> = {}): void {
  aws.services = [
    {
      serviceArn,
      status: 'ACTIVE',
      loadBalancers: [{ targetGroupArn: 'tg' }],
      events: [{ id: 'e1', createdAt: clock.now(), message: '(service api) has started 1 tasks: (task 1).' }],
      deployments: [
        {
          id: 'ecs-svc/1',
          status: 'PRIMARY',
          taskDefinition: revision,
          createdAt: clock.now(),
          desiredCount: 1,
          runningCount: 1,
          failedTasks: 0,
          rolloutState: 'COMPLETED',
          ...more,
        },
      ],
    },
  ];
  aws.tasks = [
    {
      taskArn: 'task/running',
      desiredStatus: 'RUNNING',
      lastStatus: 'RUNNING',
      taskDefinitionArn: revision,
      containers: [{ name: 'api', imageDigest: digestOf(image) }],
    },
  ];
}

beforeEach(() => {
  clock = new FakeClock();
  aws = new FakeAws(clock);
  progress = new RecordedProgress();
  aws.formation.physicalIds.set('Service', serviceArn).set('TaskDefinition', 'td:1');
  runs('td:1', image1);
});

describe('a release', () => {
  it('is recorded before and after it runs, with all that is needed to make it again', async () => {
    let during: unknown;
    aws.formation.onResource = () => {
      during = record(1);
    };
    const outcome = await apply(image1);
    expect(during).toMatchObject({ release: 1, result: 'started' });
    expect(record(1)).toMatchObject({
      release: 1,
      environment: 'dev',
      service: 'api',
      stack: name,
      result: 'succeeded',
      commit: 'c0ffee',
      who: 'arn:aws:iam::123456789012:user/ada',
      image: image1,
      parameters: { Image: image1, Release: '1', VpcId: 'vpc-1' },
      flags: ['dirty'],
      status: 'CREATE_COMPLETE',
    });
    expect(outcome.release).toEqual(record(1));
    expect(aws.objects.get(`artifacts/${record(1).template}`)).toBe(stack.body);
  });

  it('is made by a real change only', async () => {
    await apply(image1);
    const again = await apply(image1);
    expect(again).toMatchObject({ action: 'none' });
    expect(again.release).toBeUndefined();
    expect(aws.formation.parametersOf(name)['Release']).toBe('1');
    expect(record(2)).toBeNull();
  });

  it('that failed keeps its number; what is deployed keeps its own', async () => {
    await apply(image1);
    aws.formation.failing.set('Service', 'Error occurred during operation');
    const failed = await apply(image2);
    expect(failed).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', failure: { deployedRelease: 1 } });
    expect(record(2)).toMatchObject({
      result: 'failed',
      reason: 'Error occurred during operation',
      status: 'UPDATE_ROLLBACK_COMPLETE',
    });
    aws.formation.failing.clear();
    runs('td:1', image2);
    await apply(image2);
    expect(record(3)).toMatchObject({ result: 'succeeded' });
    expect(aws.formation.parametersOf(name)['Release']).toBe('3');
  });

  it('whose deploy was interrupted is closed by the next one', async () => {
    const interruption = new Error('interrupted');
    clock.beforeSleep = () => {
      if (aws.formation.statusOf(name) === 'CREATE_IN_PROGRESS') throw interruption;
    };
    await expect(apply(image1)).rejects.toBe(interruption);
    expect(record(1)).toMatchObject({ result: 'started' });
    clock.beforeSleep = () => undefined;
    expect(await apply(image1)).toMatchObject({ action: 'none' });
    expect(record(1)).toMatchObject({ result: 'succeeded', status: 'CREATE_COMPLETE' });
  });

  it('that was interrupted before it ran is closed as such', async () => {
    const interruption = new Error('interrupted');
    const executeChangeSet = aws.formation.executeChangeSet;
    aws.formation.executeChangeSet = () => Promise.reject(interruption);
    await expect(apply(image1)).rejects.toBe(interruption);
    aws.formation.executeChangeSet = executeChangeSet;
    await apply(image1);
    expect(record(1)).toMatchObject({ result: 'interrupted' });
    expect(record(2)).toMatchObject({ result: 'succeeded' });
  });

  it('whose number somebody else takes in the same moment is refused', async () => {
    const judge = () => {
      aws.objects.set('artifacts/releases/dev/api/000001.json', '{"who":"somebody else"}');
      return undefined;
    };
    await expect(apply(image1, { judge })).rejects.toMatchObject({ exitCode: 4 });
    expect(aws.formation.calls).not.toContain('executeChangeSet');
  });

  it('needs the artifacts bucket', async () => {
    await expect(apply(image1, { artifacts: () => undefined })).rejects.toMatchObject({ exitCode: 4 });
  });
});

describe('the rollout', () => {
  it('is told while it goes on', async () => {
    aws.formation.seconds.set('Service', 30);
    aws.healthy = 1;
    await apply(image1);
    // The first deployment began before CloudFormation turned to the service: it is not the new one.
    expect(progress.lines).not.toContain('rollout 1/1 COMPLETED');
    aws.formation.onResource = (id) => {
      if (id === 'Service') runs('td:1', image2, { rolloutState: 'IN_PROGRESS', runningCount: 0 });
    };
    const later = setTimeoutOfClock(20_000, () => runs('td:1', image2));
    await apply(image2);
    later();
    expect(progress.lines).toContain('rollout 0/1 IN_PROGRESS');
    expect(progress.lines).toContain('has started 1 tasks: (task 1).');
  });

  it('that ECS took back is a failure, whatever CloudFormation says', async () => {
    aws.formation.physicalIds.set('TaskDefinition', 'td:2');
    runs('arn:aws:ecs:eu-west-1:123456789012:task-definition/td:1', image1);
    const outcome = await apply(image1);
    expect(outcome).toMatchObject({
      status: 'CREATE_COMPLETE',
      failure: { causes: [{ reason: 'ECS went back to td:1 from td:2' }] },
    });
    expect(record(1)).toMatchObject({ result: 'failed' });
  });

  it('is over only when the planned image runs', async () => {
    runs('td:1', image2);
    expect((await apply(image1)).failure?.causes[0]?.reason).toContain(`not ${digestOf(image1)}`);
  });

  it('is waited for, through lost answers', async () => {
    runs('td:1', image1, { rolloutState: 'IN_PROGRESS', runningCount: 0 });
    let looks = 0;
    const ecs = await aws.ecs();
    aws.ecs = async () => ({
      ...ecs,
      describeServices: async () => {
        looks += 1;
        if (looks % 3 === 0) throw lost();
        if (looks > 6) runs('td:1', image1);
        return { $metadata: {}, services: aws.services };
      },
      listTasks: ecs.listTasks,
      describeTasks: ecs.describeTasks,
    });
    expect((await apply(image1)).failure).toBeUndefined();
    expect(looks).toBeGreaterThan(6);
  });

  it('that the caller may not watch does not stop the deploy', async () => {
    const elb = await aws.elb();
    let asked = 0;
    aws.elb = async () => ({
      ...elb,
      describeTargetHealth: () => {
        asked += 1;
        return Promise.reject(
          new AwsError(
            'denied',
            'AccessDenied',
            '',
            'AWS denied Elastic Load Balancing DescribeTargetHealth',
          ),
        );
      },
    });
    aws.formation.seconds.set('Service', 30);
    aws.formation.onResource = (id) => {
      if (id === 'Service') runs('td:1', image1);
    };
    expect((await apply(image1)).failure).toBeUndefined();
    expect(asked).toBe(1);
    expect(progress.lines).toContain(
      'the rollout cannot be watched: AWS denied Elastic Load Balancing DescribeTargetHealth',
    );
  });

  it('that takes too long is cancelled and rolls back', async () => {
    await apply(image1);
    aws.formation.seconds.set('Service', 10_000);
    aws.formation.onResource = (id) => {
      if (id === 'Service') runs('td:1', image2, { rolloutState: 'IN_PROGRESS', runningCount: 0 });
    };
    const began = clock.now().getTime();
    const outcome = await apply(image2);
    expect(outcome).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failure: { causes: [{ reason: 'the new tasks were not healthy within 15 minutes' }, {}] },
    });
    expect((clock.now().getTime() - began) / 60_000).toBeLessThan(17);
    expect(aws.formation.calls.filter((call) => call === 'cancelUpdateStack')).toHaveLength(1);
  });

  it('of a new stack that takes too long is deleted: there is nothing to go back to', async () => {
    aws.formation.seconds.set('Service', 10_000);
    aws.formation.onResource = (id) => {
      if (id === 'Service') runs('td:1', image1, { rolloutState: 'IN_PROGRESS', runningCount: 0 });
    };
    expect(await apply(image1)).toMatchObject({ status: 'DELETE_COMPLETE' });
  });

  it('that fails names the tasks: reason, exit code and last lines, read before they are gone', async () => {
    await apply(image1);
    aws.formation.physicalIds.set('TaskDefinition', 'td:2');
    aws.formation.seconds.set('Service', 60);
    aws.formation.failing.set('Service', 'ECS Deployment Circuit Breaker was triggered');
    aws.formation.onResource = (id) => {
      if (id !== 'Service') return;
      runs('td:2', image2, { rolloutState: 'IN_PROGRESS', runningCount: 0, failedTasks: 2 });
      const started = clock.now();
      aws.logs_ = ['Error: Cannot find module \n', 'at x'];
      aws.tasks = ['a', 'b'].map((id) => ({
        taskArn: `arn:aws:ecs:eu-west-1:123456789012:task/app-dev/${id}`,
        taskDefinitionArn: 'td:2',
        desiredStatus: 'STOPPED',
        lastStatus: 'STOPPED',
        stoppedReason:
          id === 'a'
            ? 'Essential container in task exited'
            : 'Scaling activity initiated by (deployment ecs-svc/1)',
        startedAt: started,
        stoppedAt: new Date(started.getTime() + 3_000),
        containers: [{ name: 'api', exitCode: 1 }],
      }));
    };
    const outcome = await apply(image2);
    expect(outcome.failure?.tasks).toEqual([
      {
        task: 'a',
        reason: 'Essential container in task exited',
        container: 'api',
        exitCode: 1,
        ranFor: 3,
        logGroup: '/platc/app/dev/api',
        log: ['Error: Cannot find module', 'at x'],
      },
    ]);
    expect(outcome.failure?.rollout).toMatchObject({ failed: 2, desired: 1, running: 0 });
  });
});

/** Runs something once that much time of the clock has passed; returns a function that takes it back. */
function setTimeoutOfClock(ms: number, run: () => void): () => void {
  const at = clock.now().getTime() + ms;
  clock.beforeSleep = () => {
    if (clock.now().getTime() >= at) run();
  };
  return () => {
    clock.beforeSleep = () => undefined;
  };
}
