import type { ServiceDeployment, Task } from '@aws-sdk/client-ecs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Settling } from '../resource-behaviour.ts';
import type { FakeContainer } from '../runner/fake-runner.ts';
import type { DeployedOptions } from './test-world.ts';
import { Deployed, World } from './test-world.ts';

const BREAKER = { failed: "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'." };

let world: Deployed;
afterEach(() => world.close());

/** A service of `app:v1` in its steady state. */
async function steady(options: DeployedOptions = {}): Promise<void> {
  world = new Deployed(options);
  expect(await outcome('create')).toBe('done');
}

async function outcome(operation: 'create' | 'update'): Promise<Settling> {
  await world.clock.runUntil(() => world.settled(world.serviceArn, operation) !== 'pending');
  return world.settled(world.serviceArn, operation);
}

const isV2 = (container: FakeContainer) => container.spec.environment['VERSION'] === '2';
const v2 = { Environment: [{ Name: 'VERSION', Value: '2' }] };

/** Deploys `app:v2` with a container definition of its own. */
function deployV2(container: object = v2): void {
  Object.assign(world.options, { container });
  world.deploy('app:v2');
}

function lastDeployment(): ServiceDeployment | undefined {
  const serviceDeploymentArns = [world.service().currentServiceDeployment];
  return world.call<{ serviceDeployments: ServiceDeployment[] }>('DescribeServiceDeployments', {
    serviceDeploymentArns,
  }).serviceDeployments[0];
}

function stoppedTasks(): readonly Task[] {
  const { taskArns } = world.call<{ taskArns: string[] }>('ListTasks', {
    cluster: 'c',
    desiredStatus: 'STOPPED',
  });
  return world.call<{ tasks: Task[] }>('DescribeTasks', { cluster: 'c', tasks: taskArns }).tasks;
}

describe('a release that exits at once', () => {
  it('trips the breaker after three tries, is rolled back, and never harms what runs', async () => {
    await steady({
      desiredCount: 2,
      script: {
        start(container) {
          container.events.started(container.port);
          if (isV2(container)) container.events.exited(1, null);
        },
      },
    });
    const running = world.runner.containers.slice(0, 2);
    const [before] = world.service().deployments ?? [];
    deployV2();
    let fewest = Infinity;
    await world.clock.runUntil(() => {
      fewest = Math.min(fewest, world.healthy);
      return world.settled(world.serviceArn, 'update') !== 'pending';
    });
    expect(world.settled(world.serviceArn, 'update')).toEqual(BREAKER);
    expect(fewest).toBe(2);
    expect(running.map(({ stops }) => stops)).toEqual([0, 0]);
    expect(world.runner.containers.filter(isV2).length).toBeGreaterThanOrEqual(3);
    expect(stoppedTasks()[0]).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 1 }],
    });

    const service = world.service();
    expect(service.deployments).toHaveLength(1);
    const [after] = service.deployments ?? [];
    expect(after).toMatchObject({
      status: 'PRIMARY',
      rolloutState: 'COMPLETED',
      taskDefinition: before?.taskDefinition,
    });
    expect(after?.id).not.toBe(before?.id);
    expect(lastDeployment()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      rollback: { reason: 'ECS deployment circuit breaker: tasks failed to start.' },
      deploymentCircuitBreaker: { status: 'TRIGGERED', threshold: 3 },
    });
    const events = world.events().map((message) => message.replaceAll(/ecs-svc\/\d{19}/g, '<deployment>'));
    expect(events).toContain(
      '(service s) (deployment <deployment>) deployment failed: tasks failed to start.',
    );
    expect(world.events()).toContain(`(service s) rolling back to deployment ${before?.id}.`);
    expect(events.at(-1)).toBe('(service s) has reached a steady state.');

    // The stack goes back as well, and finds nothing left to do.
    world.undo('app:v1');
    expect(await outcome('update')).toBe('done');
    expect(world.service().deployments?.[0]?.id).toBe(after?.id);
  });

  it('pauses longer after each failure', async () => {
    const starts: number[] = [];
    await steady({
      deployment: { DeploymentCircuitBreaker: { Enable: false, Rollback: false } },
      script: {
        start(container) {
          container.events.started(container.port);
          if (!isV2(container)) return;
          starts.push(world.clock.now());
          container.events.exited(1, null);
        },
      },
    });
    deployV2();
    await world.clock.advance(31_500);
    expect(starts.slice(1).map((at, index) => at - (starts[index] ?? 0))).toEqual([
      1000, 2000, 4000, 8000, 16_000,
    ]);
    expect(world.events()).toContain(
      '(service s) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    );
    expect(world.settled(world.serviceArn, 'update')).toBe('pending');
    expect(world.service().deployments?.[0]).toMatchObject({ rolloutState: 'IN_PROGRESS', failedTasks: 6 });
  });

  it('is not counted where nothing checks its health', async () => {
    await steady({
      withLoadBalancer: false,
      script: {
        start(container) {
          container.events.started(container.port);
          if (isV2(container)) container.events.exited(0, null);
        },
      },
    });
    deployV2();
    await world.clock.advance(600_000);
    expect(world.service().deployments?.[0]).toMatchObject({ rolloutState: 'IN_PROGRESS', failedTasks: 0 });
  });
});

describe('a release that cannot start', () => {
  it.each([
    [
      'its image is missing',
      () => world.images.delete('app:v2'),
      v2,
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref app:v2: app:v2: not found',
    ],
    [
      'its log group is missing',
      () => undefined,
      {
        LogConfiguration: {
          LogDriver: 'awslogs',
          Options: { 'awslogs-group': '/none', 'awslogs-stream-prefix': 'ecs' },
        },
      },
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
    ],
  ])('because %s is rolled back with the documented reason', async (_why, spoil, container, reason) => {
    await steady();
    spoil();
    deployV2(container);
    expect(await outcome('update')).toEqual(BREAKER);
    // Half of one task, rounded up, but at least three tries.
    expect(stoppedTasks()).toHaveLength(3);
    const [task] = stoppedTasks();
    expect(task).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: reason,
      lastStatus: 'STOPPED',
    });
    expect(world.events()).toContain(
      `(service s) was unable to place a task. Reason: ${reason.replace(/\.$/, '')}.`,
    );
    expect(world.healthy).toBe(1);
  });

  it('because the process cannot be created names the container', async () => {
    await steady({
      script: {
        start(container) {
          if (isV2(container)) container.events.failed('no such folder');
          else container.events.started(container.port);
        },
      },
    });
    deployV2();
    expect(await outcome('update')).toEqual(BREAKER);
    expect(stoppedTasks()[0]?.containers?.[0]?.reason).toBe('CannotStartContainerError: no such folder');
  });

  it('fails for good where there is nothing to go back to', async () => {
    world = new Deployed();
    world.images.clear();
    expect(await outcome('create')).toEqual(BREAKER);
    expect(world.service().deployments).toMatchObject([
      {
        rolloutState: 'FAILED',
        rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      },
    ]);
    expect(lastDeployment()?.status).toBe('STOPPED');
    const tried = world.runner.containers.length;
    await world.clock.advance(3_600_000);
    expect(world.runner.containers).toHaveLength(tried);
  });

  it('stays as it is where rollback is off; what ran goes on', async () => {
    await steady({ deployment: { DeploymentCircuitBreaker: { Enable: true, Rollback: false } } });
    world.images.delete('app:v2');
    deployV2();
    expect(await outcome('update')).toEqual(BREAKER);
    expect(world.service().deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'FAILED' },
      { status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 1 },
    ]);
    world.undo('app:v1');
    expect(await outcome('update')).toBe('done');
    expect(world.service().deployments).toHaveLength(1);
  });

  it('fails to go back as well where the old image is gone', async () => {
    await steady();
    world.images.clear();
    // The task that runs is lost during the deployment, so that going back needs the old image.
    deployV2();
    world.runner.containers[0]?.events.exited(1, null);
    expect(await outcome('update')).toEqual(BREAKER);
    expect(lastDeployment()?.status).toBe('ROLLBACK_FAILED');
  });
});

describe('a release that fails its health checks', () => {
  it('of the load balancer is replaced, counted and rolled back', async () => {
    await steady({
      probe: ({ port }) => (world.runner.containers.some((c) => c.port === port && isV2(c)) ? 404 : 200),
    });
    deployV2();
    expect(await outcome('update')).toEqual(BREAKER);
    const group = `(target-group ${world.targetGroupArn})`;
    expect(stoppedTasks().map((task) => task.stoppedReason)).toContain(
      `Task failed ELB health checks in ${group}`,
    );
    expect(
      world
        .events()
        .some((message) =>
          /\(task [0-9a-f]{32}\) \(port \d+\) is unhealthy in \(target-group .*\) due to \(reason Health checks failed with these codes: \[404\]\)$/.test(
            message,
          ),
        ),
    ).toBe(true);
    expect(world.healthy).toBe(1);
  });

  it('is given the grace period first', async () => {
    await steady({
      service: { HealthCheckGracePeriodSeconds: 120 },
      probe: ({ port }) =>
        world.runner.containers.some((c) => c.port === port && isV2(c)) ? undefined : 200,
    });
    deployV2();
    const from = world.clock.now();
    await world.clock.runUntil(() => (world.service().deployments?.[0]?.failedTasks ?? 0) > 0);
    expect(world.clock.now() - from).toBe(120_000);
  });

  it('of the container is stopped with the documented reason', async () => {
    const HealthCheck = { Command: ['CMD-SHELL', 'check'], Interval: 5, Retries: 2, StartPeriod: 6 };
    await steady({
      script: { healthCheck: (container) => (isV2(container) ? 1 : 0) },
      container: { HealthCheck },
    });
    expect(world.service().deployments?.[0]?.rolloutState).toBe('COMPLETED');
    deployV2({ ...v2, HealthCheck });
    expect(await outcome('update')).toEqual(BREAKER);
    const failed = stoppedTasks().find((task) => task.containers?.[0]?.image === 'app:v2');
    expect(failed).toMatchObject({
      stoppedReason: 'Task failed container health checks',
      stopCode: 'ServiceSchedulerInitiated',
      healthStatus: 'UNHEALTHY',
    });
    expect(world.events()).toContain(
      `(service s) (task ${failed?.taskArn?.split('/').at(-1)}) failed container health checks.`,
    );
  });

  it('after it was healthy gets a replacement before it is stopped', async () => {
    const sick = new Set<number>();
    await steady({ probe: ({ port }) => (sick.has(port) ? 500 : 200) });
    const [first] = world.runner.containers;
    sick.add(first?.port ?? 0);
    await world.clock.runUntil(() => world.runner.containers.length === 2);
    expect(first?.stops).toBe(0);
    await world.clock.runUntil(() => first?.stops === 1);
    expect(world.healthy).toBe(1);
    expect(world.events().join()).toContain('Amazon ECS replaced 1 tasks due to an unhealthy status.');
  });
});

describe('stopping a deployment by hand', () => {
  it('rolls it back', async () => {
    await steady({ script: { start: (c) => (isV2(c) ? undefined : c.events.started(c.port)) } });
    deployV2();
    await world.clock.advance(5000);
    const serviceDeploymentArn = world.service().currentServiceDeployment;
    world.call('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
    await world.clock.advance(1000);
    world.runner.containers.at(-1)?.events.exited(null, 'SIGTERM');
    expect(await outcome('update')).toEqual({
      failed: 'The service deployment did not succeed: Service deployment was stopped by the user.',
    });
    expect(lastDeployment()?.status).toBe('ROLLBACK_SUCCESSFUL');
    expect(() => world.call('StopServiceDeployment', { serviceDeploymentArn })).toThrow(
      'ROLLBACK_SUCCESSFUL state',
    );
  });
});

describe('a restart of the sandbox', () => {
  it('marks what ran as stopped, replaces it, and goes on with the deployment under way', async () => {
    await steady({ desiredCount: 2 });
    deployV2();
    await world.clock.advance(500);
    const { store, clock, serviceArn } = world;
    const old = world.ecs.tables.tasksOf(serviceArn).map(({ id }) => id);
    const { targetGroupArn } = world;
    world.close();

    const again = new World({ store, clock });
    again.loadBalancing.targets.start();
    again.ecs.scheduler.start();
    for (const id of old) {
      const task = again.ecs.tables.tasksOf(serviceArn).find((candidate) => candidate.id === id);
      expect(task).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'TerminationNotice' });
    }
    await again.clock.runUntil(() => again.settled(serviceArn, 'update') === 'done');
    expect(again.service()).toMatchObject({
      runningCount: 2,
      deployments: [{ rolloutState: 'COMPLETED', failedTasks: 0 }],
    });
    expect(again.runner.containers).toHaveLength(2);
    expect(again.loadBalancing.targets.of(targetGroupArn)).toHaveLength(2);
    again.close();
  });
});
