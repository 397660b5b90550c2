import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../test/helpers/memory-host.ts';
import type { MetricAlarm } from '../aws/cloudwatch.ts';
import type { Service, Task } from '../aws/ecs.ts';
import { age } from './age.ts';
import { readAlarms } from './read-alarms.ts';
import { readService, type ServiceCalls } from './read-service.ts';
import type { AlarmStatus, EnvironmentStatus, ServiceStatus } from './status.ts';
import { statusText } from './status-text.ts';

const arn = 'arn:aws:ecs:eu-west-1:000000000000:service/shop/api';
const steady: Service = {
  serviceArn: arn,
  status: 'ACTIVE',
  desiredCount: 2,
  runningCount: 2,
  pendingCount: 0,
  taskDefinition: 'arn:aws:ecs:eu-west-1:000000000000:task-definition/shop-dev-api:7',
  loadBalancers: [{ targetGroupArn: 'tg' }],
  deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }],
  events: Array.from({ length: 9 }, (_, index) => ({
    createdAt: new Date(index * 1000),
    message: `(service api) event ${index}.`,
  })),
};

type State = 'healthy' | 'unhealthy' | 'initial' | 'draining';

/** AWS with one service, the states of its targets, and its tasks. */
function fakeAws(
  service: Service | undefined,
  states: readonly State[],
  tasks: readonly Task[] = [],
): ServiceCalls {
  const ecs = {
    listTasks: async ({ desiredStatus }: { desiredStatus?: string | undefined }) => ({
      $metadata: {},
      taskArns: tasks
        .filter((task) => task.desiredStatus === desiredStatus)
        .map(({ taskArn }) => taskArn ?? ''),
    }),
    describeTasks: async ({ tasks: arns }: { tasks: string[] | undefined }) => ({
      $metadata: {},
      tasks: tasks.filter(({ taskArn }) => arns?.includes(taskArn ?? '')),
    }),
    describeServices: async () => ({ $metadata: {}, services: service ? [service] : [] }),
    describeTaskDefinition: async () => ({
      $metadata: {},
      taskDefinition: { containerDefinitions: [{ image: 'r@sha256:1' }] },
    }),
  };
  const elb = {
    describeTargetHealth: async () => ({
      $metadata: {},
      TargetHealthDescriptions: states.map((State, index) => ({
        Target: { Id: `10.0.0.${index}`, Port: 8080 },
        TargetHealth: { State, ...(State === 'unhealthy' && { Description: 'Health checks failed' }) },
      })),
    }),
  };
  return { ecs: async () => ecs, elb: async () => elb };
}

describe('readService', () => {
  it('is healthy when all runs, is steady and passes its checks', async () => {
    expect(
      await readService(fakeAws(steady, ['healthy', 'healthy', 'draining']), 'api', arn, '12'),
    ).toMatchObject({
      service: 'api',
      healthy: true,
      problems: [],
      running: 2,
      desired: 2,
      rollout: 'COMPLETED',
      taskDefinition: 'shop-dev-api:7',
      image: 'r@sha256:1',
      release: '12',
      targets: [{ target: '10.0.0.0:8080', state: 'healthy' }, { state: 'healthy' }, { state: 'draining' }],
      events: [0, 1, 2, 3, 4].map((index) => ({
        at: `1970-01-01T00:00:0${index}.000Z`,
        message: `event ${index}.`,
      })),
    });
  });

  it.each<[string, Partial<Service>, State[], string[]]>([
    ['a missing task', { runningCount: 1 }, ['healthy'], ['1 of 2 tasks run']],
    [
      'a failed rollout',
      { deployments: [{ status: 'PRIMARY', rolloutState: 'FAILED', rolloutStateReason: 'circuit breaker' }] },
      ['healthy', 'healthy'],
      ['the rollout failed: circuit breaker'],
    ],
    [
      'a rollout',
      { deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }, { status: 'ACTIVE' }] },
      ['healthy', 'healthy'],
      ['a rollout is under way'],
    ],
    ['an unhealthy target', {}, ['healthy', 'unhealthy'], ['1 of 2 targets is unhealthy']],
    ['a target that is not healthy yet', {}, ['healthy', 'initial'], ['1 of 2 targets are healthy']],
  ])('is not healthy with %s', async (_what, change, states, problems) => {
    expect(await readService(fakeAws({ ...steady, ...change }, states), 'api', arn, undefined)).toMatchObject(
      { healthy: false, problems },
    );
  });

  it('needs no targets without a load balancer, and no tasks where none are wanted', async () => {
    expect(
      await readService(fakeAws({ ...steady, loadBalancers: [] }, []), 'api', arn, undefined),
    ).toMatchObject({ healthy: true, targets: [] });
    expect(
      await readService(fakeAws({ ...steady, desiredCount: 0, runningCount: 0 }, []), 'api', arn, undefined),
    ).toMatchObject({ healthy: true });
  });

  it('has the tasks, the oldest first, and those that ended by themselves, the last one first', async () => {
    const task = (id: string, given: Task): Task => ({
      taskArn: `arn:aws:ecs:eu-west-1:000000000000:task/shop/${id}`,
      desiredStatus: 'RUNNING',
      ...given,
    });
    const ended = (id: string, second: number, given: Task): Task =>
      task(id, {
        desiredStatus: 'STOPPED',
        lastStatus: 'STOPPED',
        stoppedAt: new Date(second * 1000),
        ...given,
      });
    const aws = fakeAws(
      steady,
      ['healthy', 'healthy'],
      [
        task('new', { lastStatus: 'PENDING', createdAt: new Date(2000) }),
        task('old', {
          lastStatus: 'RUNNING',
          healthStatus: 'HEALTHY',
          availabilityZone: 'eu-west-1a',
          createdAt: new Date(1000),
          startedAt: new Date(1500),
          taskDefinitionArn: 'arn:aws:ecs:eu-west-1:000000000000:task-definition/shop-dev-api:7',
          attachments: [{ details: [{ name: 'privateIPv4Address', value: '10.0.0.1' }] }],
        }),
        ended('replaced', 9, { stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)' }),
        ended('stopping', 8, { lastStatus: 'STOPPING', stoppedReason: 'Essential container in task exited' }),
        ended('first', 3, { stoppedReason: 'one' }),
        ended('crashed', 5, {
          stoppedReason: 'Essential container in task exited',
          containers: [{ exitCode: 0 }, { exitCode: 137, reason: 'OutOfMemoryError: DB_PASSWORD=hunter2' }],
        }),
        ended('third', 4, { stopCode: 'TaskFailedToStart' }),
        ended('oldest', 1, {}),
      ],
    );
    expect(await readService(aws, 'api', arn, undefined)).toMatchObject({
      tasks: [
        {
          id: 'old',
          state: 'RUNNING',
          health: 'HEALTHY',
          startedAt: '1970-01-01T00:00:01.500Z',
          zone: 'eu-west-1a',
          address: '10.0.0.1',
          taskDefinition: 'shop-dev-api:7',
        },
        { id: 'new', state: 'PENDING', health: 'UNKNOWN' },
      ],
      stopped: [
        {
          id: 'crashed',
          stoppedAt: '1970-01-01T00:00:05.000Z',
          reason: 'OutOfMemoryError: DB_PASSWORD=****',
          exitCode: 137,
        },
        { id: 'third', reason: 'TaskFailedToStart' },
        { id: 'first', reason: 'one' },
      ],
    });
  });

  it.each([
    ['is not made yet', undefined, undefined],
    ['is gone', arn, undefined],
    ['is inactive', arn, { ...steady, status: 'INACTIVE' }],
  ])('says that a service %s', async (_what, which, service) => {
    expect(await readService(fakeAws(service, []), 'api', which, undefined)).toMatchObject({
      healthy: false,
      problems: ['there is no ECS service'],
    });
  });
});

describe('readAlarms', () => {
  const answer = (alarms: readonly MetricAlarm[]) => {
    const asked: string[][] = [];
    const api = {
      describeAlarms: async ({ AlarmNames = [] }: { AlarmNames?: string[] | undefined }) => {
        asked.push(AlarmNames);
        return {
          $metadata: {},
          MetricAlarms: alarms.filter(({ AlarmName = '' }) => AlarmNames.includes(AlarmName)),
        };
      },
    };
    return { asked, cloudWatch: async () => api };
  };

  it('asks by name, a hundred at a time, and puts those that ring first', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `n${index}`);
    const { asked, cloudWatch } = answer([
      { AlarmName: 'n0', StateValue: 'OK' },
      { AlarmName: 'n1' },
      {
        AlarmName: 'n149',
        StateValue: 'ALARM',
        StateReason: 'Threshold Crossed',
        AlarmDescription: 'what to do',
        StateUpdatedTimestamp: new Date(0),
      },
    ]);
    const found = await readAlarms(
      cloudWatch,
      names.map((name) => ({ name, logicalId: 'UnhealthyHostsAlarm', service: 'api' })),
    );
    expect(asked.map(({ length }) => length)).toEqual([100, 50]);
    expect(found.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'n149 ALARM',
      'n1 INSUFFICIENT_DATA',
      'n0 OK',
    ]);
    expect(found[0]).toEqual({
      name: 'n149',
      watches: 'unhealthy hosts',
      service: 'api',
      state: 'ALARM',
      since: '1970-01-01T00:00:00.000Z',
      reason: 'Threshold Crossed',
      description: 'what to do',
    });
  });

  it('asks nothing where there is no alarm', async () => {
    const { asked, cloudWatch } = answer([]);
    expect(await readAlarms(cloudWatch, [])).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('age', () => {
  it.each([
    ['03:04:05', '0 seconds'],
    ['03:04:04', '1 second'],
    ['03:03:05', '1 minute'],
    ['01:04:06', '1 hour'],
    ['01:04:05', '2 hours'],
    ['04:00:00', '0 seconds'],
  ])('from %s', (time, expected) => {
    expect(age(`2026-01-02T${time}Z`, new Date('2026-01-02T03:04:05Z'))).toBe(expected);
  });
});

function alarm(watches: string, state: string, service?: string): AlarmStatus {
  return { name: watches, watches, state, ...(service !== undefined && { service }) };
}

describe('statusText', () => {
  const service: ServiceStatus = {
    service: 'api',
    healthy: false,
    problems: ['1 of 2 tasks run'],
    desired: 2,
    running: 1,
    pending: 1,
    rollout: 'IN_PROGRESS',
    taskDefinition: 'shop-dev-api:7',
    release: '12',
    image: `r@sha256:${'a'.repeat(64)}`,
    tasks: [
      {
        id: '8f1c2d3e4f5061728394a5b6c7d8e9f0',
        state: 'RUNNING',
        health: 'HEALTHY',
        zone: 'eu-west-1a',
        startedAt: '2026-01-02T00:04:05.000Z',
      },
      { id: '0a1b2c3d4f5061728394a5b6c7d8e9f0', state: 'PENDING', health: 'UNKNOWN' },
      { id: '1b2c3d4e4f5061728394a5b6c7d8e9f0', state: 'RUNNING', health: 'UNHEALTHY', zone: 'eu-west-1b' },
    ],
    stopped: [
      {
        id: '9e8d7c6b4f5061728394a5b6c7d8e9f0',
        stoppedAt: '2026-01-02T03:02:05.000Z',
        reason: 'Essential container in task exited',
        exitCode: 1,
      },
    ],
    targets: [
      { target: '10.0.0.1:8080', state: 'healthy' },
      { target: '10.0.0.2:8080', state: 'unhealthy', reason: 'Health checks failed' },
    ],
    events: [
      {
        at: '2026-01-02T03:04:05.000Z',
        message: 'has started 1 tasks: (task 8f1c2d3e4f5061728394a5b6c7d8e9f0).',
      },
      {
        at: '2026-01-02T03:04:04.000Z',
        message:
          'registered 1 targets in (target-group arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/shop/1a)',
      },
    ],
  };
  const status: EnvironmentStatus = {
    app: 'shop',
    environment: 'dev',
    account: '000000000000',
    region: 'eu-west-1',
    url: 'http://localhost:8080',
    healthy: false,
    stacks: [
      {
        name: 'shop-common',
        status: 'CREATE_COMPLETE',
        changedAt: '2026-01-01T00:00:00.000Z',
        healthy: true,
      },
      {
        name: 'shop-dev-network',
        status: 'UPDATE_ROLLBACK_FAILED',
        reason: 'no rights',
        changedAt: '2026-01-02T03:04:00.000Z',
        healthy: false,
      },
      { name: 'shop-dev-api', status: 'UPDATE_COMPLETE', healthy: true },
      { name: 'shop-dev-web', healthy: false },
    ],
    services: [service],
    alarms: [
      {
        name: 'shop-dev-api-ErrorsAlarm-1',
        watches: 'errors',
        service: 'api',
        state: 'ALARM',
        since: '2026-01-02T02:59:05.000Z',
        description:
          'Service api of shop dev answers with errors (5xx). What it logs: npx platc logs --env dev --service api.',
      },
      alarm('running tasks', 'INSUFFICIENT_DATA', 'api'),
      alarm('cpu', 'OK', 'api'),
      alarm('memory', 'OK', 'api'),
      alarm('task exits', 'OK'),
    ],
  };
  const terminal = (columns: number) => ({
    interactive: true,
    columns,
    style: plainStyle,
    errStyle: plainStyle,
    ask: async () => undefined,
  });
  const now = new Date('2026-01-02T03:04:05Z');

  it('shows stacks, and services below theirs', () => {
    expect(statusText(status, terminal(120), now)).toBe(`shop → dev  http://localhost:8080

  ✓ shop-common  CREATE_COMPLETE  1 day ago
  ✗ network      UPDATE_ROLLBACK_FAILED  5 seconds ago  no rights
  ✓ api          UPDATE_COMPLETE
      tasks   1 of 2 running, rollout in progress
      runs    shop-dev-api:7, release 12
      image   sha256:${'a'.repeat(64)}
      task    8f1c2d3e healthy for 3 hours, eu-west-1a
      task    0a1b2c3d pending
      task    1b2c3d4e running, unhealthy, eu-west-1b
      stopped 9e8d7c6b 2 minutes ago: Essential container in task exited (exit code 1)
      target  10.0.0.1:8080 healthy
      target  10.0.0.2:8080 unhealthy (Health checks failed)
      event   03:04:05 has started 1 tasks: (task 8f1c2d3e).
      event   03:04:04 registered 1 targets in (target-group shop)
      ✗       1 of 2 tasks run
  · web          not deployed

alarms
  ✗ api       errors: rings for 5 minutes
      Service api of shop dev answers with errors (5xx). What it logs: npx platc logs --env dev --service api.
  · api       running tasks: not enough data yet
  ✓ api       cpu, memory
  ✓ platform  task exits

not healthy: an alarm rings
`);
  });

  it('breaks long texts where a terminal is 60 columns wide, and leaves a link whole', () => {
    const url = 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/x';
    const text = statusText({ ...status, dashboard: { name: 'x', url } }, terminal(60), now);
    const lines = text.split('\n');
    expect(text).toContain(`
      stopped 9e8d7c6b 2 minutes ago: Essential container in
              task exited (exit code 1)
`);
    expect(text).toContain(`
  ✗ api       errors: rings for 5 minutes
      Service api of shop dev answers with errors (5xx).
      What it logs: npx platc logs --env dev --service api.
`);
    expect(lines.filter((line) => line.length > 60)).toEqual([`dashboard: ${url}`]);
    expect(statusText({ ...status, dashboard: { name: 'x' } }, terminal(60), now)).not.toContain('dashboard');
  });

  it('keeps to a narrow terminal, colours not counted', () => {
    const style = { ...plainStyle, green: (text: string) => `\u001B[32m${text}\u001B[39m` };
    const lines = statusText(status, { ...terminal(40), style }, now).split('\n');
    for (const line of lines) expect(stripVTControlCharacters(line).length).toBeLessThanOrEqual(40);
    expect(lines.find((line) => line.includes('sha256'))).toMatch(/a…$/);
  });

  it('says when nothing is there, and when all is well', () => {
    const absent = {
      ...status,
      alarms: [],
      services: [],
      stacks: [{ name: 'shop-dev-api', healthy: false }],
    };
    expect(statusText(absent, terminal(80), now)).toMatch(/\nnothing is deployed in dev\n$/);
    const common = { name: 'shop-common', status: 'CREATE_COMPLETE', healthy: true };
    const shared = { ...absent, stacks: [common, ...absent.stacks] };
    expect(statusText(shared, terminal(80), now)).toMatch(/\nnothing is deployed in dev\n$/);
    const broken = { ...shared, environment: 'common', stacks: [{ ...common, healthy: false }] };
    expect(statusText(broken, terminal(80), now)).toMatch(/\nnot healthy\n$/);
    expect(statusText({ ...status, healthy: true }, terminal(80), now)).toMatch(/\nhealthy\n$/);
  });
});
