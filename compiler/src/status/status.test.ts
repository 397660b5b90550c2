import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../test/helpers/memory-host.ts';
import type { Service } from '../aws/ecs.ts';
import { readService, type ServiceCalls } from './read-service.ts';
import type { EnvironmentStatus, ServiceStatus } from './status.ts';
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

/** AWS with one service and the states of its targets. */
function fakeAws(service: Service | undefined, states: readonly State[]): ServiceCalls {
  const ecs = {
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
    targets: [
      { target: '10.0.0.1:8080', state: 'healthy' },
      { target: '10.0.0.2:8080', state: 'unhealthy', reason: 'Health checks failed' },
    ],
    events: [{ at: '2026-01-02T03:04:05.000Z', message: 'has started 1 tasks.' }],
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
      target  10.0.0.1:8080 healthy
      target  10.0.0.2:8080 unhealthy (Health checks failed)
      event   03:04:05 has started 1 tasks.
      ✗       1 of 2 tasks run
  · web          not deployed

not healthy
`);
  });

  it('keeps to a narrow terminal, colours not counted', () => {
    const style = { ...plainStyle, green: (text: string) => `\u001B[32m${text}\u001B[39m` };
    const lines = statusText(status, { ...terminal(40), style }, now).split('\n');
    for (const line of lines) expect(stripVTControlCharacters(line).length).toBeLessThanOrEqual(40);
    expect(lines.find((line) => line.includes('sha256'))).toMatch(/a…$/);
  });

  it('says when nothing is there, and when all is well', () => {
    const absent = { ...status, services: [], stacks: [{ name: 'shop-dev-api', healthy: false }] };
    expect(statusText(absent, terminal(80), now)).toMatch(/\nnothing is deployed in dev\n$/);
    const common = { name: 'shop-common', status: 'CREATE_COMPLETE', healthy: true };
    const shared = { ...absent, stacks: [common, ...absent.stacks] };
    expect(statusText(shared, terminal(80), now)).toMatch(/\nnothing is deployed in dev\n$/);
    const broken = { ...shared, environment: 'common', stacks: [{ ...common, healthy: false }] };
    expect(statusText(broken, terminal(80), now)).toMatch(/\nnot healthy\n$/);
    expect(statusText({ ...status, healthy: true }, terminal(80), now)).toMatch(/\nhealthy\n$/);
  });
});
