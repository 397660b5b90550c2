import type { ServiceDeployment, Task } from '@aws-sdk/client-ecs';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeployedOptions } from './test-world.ts';
import { Deployed } from './test-world.ts';

let world: Deployed;
afterEach(() => world.close());

function deployed(options: DeployedOptions = {}): Deployed {
  world = new Deployed(options);
  return world;
}

/** Moves time until the stack's service has settled, and fails where it has not succeeded. */
async function settle(
  operation: 'create' | 'update' | 'delete',
  each = (): void => undefined,
): Promise<void> {
  await world.clock.runUntil(() => {
    each();
    const settling = world.settled(world.serviceArn, operation);
    if (typeof settling === 'object') throw new Error(settling.failed);
    return settling === 'done';
  });
}

function present() {
  return world.ecs.tables.tasksOf(world.serviceArn).filter((task) => task.desiredStatus === 'RUNNING');
}

describe('the first deployment', () => {
  it('starts the tasks, waits until they are healthy, and says so in the documented events', async () => {
    deployed({ desiredCount: 2 });
    expect(world.settled(world.serviceArn, 'create')).toBe('pending');
    await settle('create');
    const service = world.service();
    expect(service).toMatchObject({ status: 'ACTIVE', desiredCount: 2, runningCount: 2, pendingCount: 0 });
    expect(service.deployments).toHaveLength(1);
    const [primary] = service.deployments ?? [];
    expect(primary).toMatchObject({
      status: 'PRIMARY',
      rolloutState: 'COMPLETED',
      runningCount: 2,
      failedTasks: 0,
    });
    expect(primary?.rolloutStateReason).toBe(`ECS deployment ${primary?.id} completed.`);
    const [a, b] = present().map(({ id }) => id);
    const registered = `(service s) registered 1 targets in (target-group ${world.targetGroupArn})`;
    expect(world.events()).toEqual([
      `(service s) has started 2 tasks: (task ${a}) (task ${b}).`,
      registered,
      `(service s) (deployment ${primary?.id}) deployment completed.`,
      '(service s) has reached a steady state.',
    ]);
    const { serviceDeployments } = world.call<{ serviceDeployments: ServiceDeployment[] }>(
      'DescribeServiceDeployments',
      { serviceDeploymentArns: [service.currentServiceDeployment] },
    );
    expect(serviceDeployments[0]).toMatchObject({
      status: 'SUCCESSFUL',
      deploymentCircuitBreaker: { status: 'MONITORING_COMPLETE', failureCount: 0, threshold: 3 },
    });
  });

  it('spreads the tasks over the zones of the subnets', async () => {
    deployed({ desiredCount: 4 });
    await settle('create');
    expect(
      present()
        .map((task) => task.availabilityZone)
        .toSorted(),
    ).toEqual(['us-east-1a', 'us-east-1a', 'us-east-1b', 'us-east-1b']);
  });

  it('wants one task where the template does not say, and none waits 40 seconds with a health check', async () => {
    deployed();
    const start = world.clock.now();
    await settle('create');
    expect(world.service().desiredCount).toBe(1);
    expect(world.clock.now() - start).toBeLessThan(40_000);
  });

  it('counts a task that nothing checks as healthy when it has run for 40 seconds', async () => {
    deployed({ withLoadBalancer: false });
    const start = world.clock.now();
    await settle('create');
    expect(world.clock.now() - start).toBe(40_000);
  });

  it('is complete at once without tasks', async () => {
    deployed({ desiredCount: 0 });
    await settle('create');
    expect(world.service()).toMatchObject({ runningCount: 0, deployments: [{ rolloutState: 'COMPLETED' }] });
  });
});

describe('a rolling update', () => {
  it.each([
    { desiredCount: 4, minimum: 100, maximum: 200, least: 4, most: 8 },
    { desiredCount: 4, minimum: 50, maximum: 100, least: 2, most: 4 },
    { desiredCount: 3, minimum: 50, maximum: 150, least: 2, most: 4 },
    { desiredCount: 1, minimum: 100, maximum: 200, least: 1, most: 2 },
    { desiredCount: 1, minimum: 0, maximum: 100, least: 0, most: 1 },
    { desiredCount: 5, minimum: 90, maximum: 130, least: 5, most: 6 },
  ])(
    'of $desiredCount tasks with $minimum to $maximum percent keeps $least to $most',
    async ({ desiredCount, minimum, maximum, least, most }) => {
      deployed({ desiredCount, deployment: { MinimumHealthyPercent: minimum, MaximumPercent: maximum } });
      await settle('create');
      let fewest = Infinity;
      let highest = 0;
      world.deploy('app:v2');
      await settle('update', () => {
        fewest = Math.min(fewest, world.healthy);
        highest = Math.max(highest, present().length);
      });
      expect(fewest).toBe(least);
      expect(highest).toBe(most);
      expect(present().map((task) => task.containers[0]?.image)).toEqual(Array(desiredCount).fill('app:v2'));
      expect(world.runner.containers.filter((container) => container.stops === 0)).toHaveLength(desiredCount);
    },
  );

  it('drains before it stops: deregistered, unused after the delay, only then SIGTERM', async () => {
    deployed({ deregistrationDelay: 30 });
    await settle('create');
    const [old] = world.runner.containers;
    const address = { targetGroupArn: world.targetGroupArn, id: '127.0.0.1', port: old?.port ?? 0 };
    const state = () => world.loadBalancing.targets.health(address).State;
    const task = () => world.ecs.tables.tasksOf(world.serviceArn)[0];
    world.deploy('app:v2');
    await world.clock.runUntil(() => state() === 'draining');
    expect(task()).toMatchObject({ lastStatus: 'DEACTIVATING', desiredStatus: 'STOPPED' });
    const drainedFrom = world.clock.now();
    await world.clock.advance(29_999);
    expect(state()).toBe('draining');
    expect(old?.stops).toBe(0);
    await world.clock.runUntil(() => old?.stops === 1);
    expect(world.clock.now() - drainedFrom).toBe(30_000);
    expect(state()).toBe('unused');
    await settle('update');
    expect(task()).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Scaling activity initiated by (deployment ${world.service().deployments?.[0]?.id})`,
      containers: [{ exitCode: 143 }],
    });
    const after = world
      .events()
      .slice(-6)
      .map((message) => message.replaceAll(/[0-9a-f]{32}|\d{19}/g, '<id>'));
    expect(after).toEqual([
      `(service s) registered 1 targets in (target-group ${world.targetGroupArn})`,
      '(service s) has stopped 1 running tasks: (task <id>).',
      `(service s) deregistered 1 targets in (target-group ${world.targetGroupArn})`,
      '(service s, taskSet ecs-svc/<id>) has begun draining connections on 1 tasks.',
      '(service s) (deployment ecs-svc/<id>) deployment completed.',
      '(service s) has reached a steady state.',
    ]);
  });

  it('waits for a container that does not stop, and takes over its exit code', async () => {
    deployed({ script: { stop: () => undefined } });
    await settle('create');
    world.deploy('app:v2');
    await world.clock.advance(120_000);
    expect(world.settled(world.serviceArn, 'update')).toBe('pending');
    expect(world.ecs.tables.tasksOf(world.serviceArn)[0]?.lastStatus).toBe('STOPPING');
    world.runner.containers[0]?.events.exited(null, 'SIGKILL');
    await settle('update');
    expect(world.ecs.tables.tasksOf(world.serviceArn)[0]?.containers[0]?.exitCode).toBe(137);
  });

  it('says that it is stuck where the percentages leave no way', async () => {
    deployed({ deployment: { MinimumHealthyPercent: 50, MaximumPercent: 150 } });
    await settle('create');
    world.deploy('app:v2');
    await world.clock.advance(600_000);
    expect(world.events().at(-1)).toBe(
      '(service s) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    );
    expect(world.healthy).toBe(1);
    expect(world.settled(world.serviceArn, 'update')).toBe('pending');
    await world.clock.advance(3 * 3_600_000);
    expect(world.settled(world.serviceArn, 'update')).toEqual({ failed: 'Exceeded attempts to wait' });
  });

  it('gives way to the next one, which the stack then waits for', async () => {
    deployed({ desiredCount: 2, script: {} });
    await settle('create');
    world.deploy('app:v2');
    await world.clock.advance(500);
    expect(world.service().deployments).toHaveLength(2);
    world.call('UpdateService', { cluster: 'c', service: 's', forceNewDeployment: true });
    expect(world.service().deployments).toHaveLength(3);
    await settle('update');
    expect(world.service().deployments).toHaveLength(1);
    const { serviceDeployments } = world.call<{ serviceDeployments: { status: string }[] }>(
      'ListServiceDeployments',
      {
        cluster: 'c',
        service: 's',
      },
    );
    expect(serviceDeployments.map(({ status }) => status)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
  });

  it('is not made for settings that apply at once', async () => {
    deployed();
    await settle('create');
    const before = world.service().deployments?.[0]?.id;
    world.call('UpdateService', {
      cluster: 'c',
      service: 's',
      healthCheckGracePeriodSeconds: 60,
      desiredCount: 3,
    });
    await world.clock.runUntil(() => world.service().runningCount === 3);
    expect(world.service()).toMatchObject({
      healthCheckGracePeriodSeconds: 60,
      deployments: [{ id: before }],
    });
    world.call('UpdateService', { cluster: 'c', service: 's', desiredCount: 1 });
    await world.clock.runUntil(() => world.service().runningCount === 1);
    expect(world.service().deployments?.[0]?.id).toBe(before);
  });
});

describe('stopping', () => {
  it('a service drains and stops every task before it is gone', async () => {
    deployed({ desiredCount: 2, deregistrationDelay: 10 });
    await settle('create');
    const existing = world.existing('AWS::ECS::Service', 'Service', world.serviceArn);
    world.behaviour('AWS::ECS::Service').remove(existing);
    expect(world.service().status).toBe('DRAINING');
    await world.clock.advance(9999);
    expect(world.runner.containers.map(({ stops }) => stops)).toEqual([0, 0]);
    await settle('delete');
    expect(world.runner.containers.map(({ stops }) => stops)).toEqual([1, 1]);
    expect(world.service()).toMatchObject({ status: 'INACTIVE', runningCount: 0, deployments: [] });
    world.behaviour('AWS::ECS::Service').remove(existing);
    await settle('delete');
  });

  it('a cluster is refused while a service is active, and a service of the same name while it drains', async () => {
    deployed();
    await settle('create');
    const cluster = world.existing('AWS::ECS::Cluster', 'Cluster', 'c');
    const remove = () => world.behaviour('AWS::ECS::Cluster').remove(cluster);
    expect(remove).toThrow('The Cluster cannot be deleted while Services are active.');
    world
      .behaviour('AWS::ECS::Service')
      .remove(world.existing('AWS::ECS::Service', 'Service', world.serviceArn));
    expect(remove).toThrow('The Cluster cannot be deleted while Tasks are active.');
    await settle('delete');
    remove();
    expect(() => world.service()).toThrow('Cluster not found.');
  });

  it('a task by hand sends SIGTERM at once, and the scheduler replaces it', async () => {
    deployed({ deregistrationDelay: 30 });
    await settle('create');
    const [task] = present();
    const stopped = world.call<{ task: Task }>('StopTask', {
      cluster: 'c',
      task: task?.id,
      reason: 'because',
    });
    expect(world.runner.containers[0]?.stops).toBe(1);
    expect(stopped.task).toMatchObject({
      desiredStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'because',
    });
    await world.clock.advance(0);
    await settle('update');
    expect(present()).toHaveLength(1);
    expect(present()[0]?.id).not.toBe(task?.id);
  });
});
