import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breakerThreshold } from './circuit-breaker.ts';
import { fromCloudFormation } from './from-cloudformation.ts';
import { Deployed } from './test-world.ts';

let world: Deployed;
beforeEach(() => {
  world = new Deployed();
});
afterEach(() => world.close());

const CLUSTER = 'AWS::ECS::Cluster';
const SERVICE = 'AWS::ECS::Service';
const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';

function cluster() {
  return world.call<{ clusters: unknown[] }>('DescribeClusters', { clusters: ['c'], include: ['SETTINGS'] })
    .clusters[0];
}

describe('a cluster', () => {
  it('is found again by a repeated create, and refuses another of its name', () => {
    const again = world.create(CLUSTER, 'Cluster', { ClusterName: 'c' });
    expect(again).toEqual({
      physicalId: 'c',
      attributes: { Arn: 'arn:aws:ecs:us-east-1:000000000000:cluster/c' },
    });
    expect(() => world.create(CLUSTER, 'Other', { ClusterName: 'c' })).toThrow('Cluster c already exists.');
  });

  it('takes settings and capacity providers, its own or as a resource beside it', () => {
    const strategy = [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }];
    const settings = { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] };
    const own = { CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: [] };
    world.update(CLUSTER, 'Cluster', 'c', { ClusterName: 'c', ...settings, ...own }, {});
    expect(cluster()).toMatchObject({
      capacityProviders: ['FARGATE'],
      settings: [{ name: 'containerInsights', value: 'enabled' }],
    });
    const beside = {
      Cluster: 'c',
      CapacityProviders: ['FARGATE_SPOT'],
      DefaultCapacityProviderStrategy: strategy,
    };
    expect(world.create(ASSOCIATIONS, 'A', beside).physicalId).toBe('c');
    world.update(CLUSTER, 'Cluster', 'c', { ClusterName: 'c' }, {});
    expect(cluster()).toMatchObject({
      capacityProviders: ['FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    });
    world.behaviour(ASSOCIATIONS).remove(world.existing(ASSOCIATIONS, 'A', 'c'));
    expect(cluster()).toMatchObject({ capacityProviders: [] });
    world.behaviour(ASSOCIATIONS).remove(world.existing(ASSOCIATIONS, 'A', 'gone'));
  });
});

describe('a task definition', () => {
  it('is found again by a repeated create, takes new tags, and is deregistered when it is removed', () => {
    const type = 'AWS::ECS::TaskDefinition';
    const properties = {
      Family: 'x',
      ContainerDefinitions: [{ Name: 'a', Image: 'b' }],
      Tags: [{ Key: 'k', Value: 'v' }],
    };
    const { physicalId } = world.create(type, 'T', properties, 'first');
    expect(world.create(type, 'T', properties, 'first').physicalId).toBe(physicalId);
    expect(world.create(type, 'T', properties, 'second').physicalId).not.toBe(physicalId);
    world.update(type, 'T', physicalId, properties, properties);
    world.behaviour(type).remove(world.existing(type, 'T', physicalId));
    world.behaviour(type).remove(world.existing(type, 'T', 'arn:none'));
    expect(world.call('DescribeTaskDefinition', { taskDefinition: 'x:1' })).toMatchObject({
      taskDefinition: { status: 'INACTIVE' },
    });
  });
});

describe('a service', () => {
  const of = (over: object) => ({
    Cluster: 'c',
    TaskDefinition: 'f',
    NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-a'] } },
    ...over,
  });

  it('is found again by a repeated create, and refuses another of its name', () => {
    const again = world.create(SERVICE, 'Service', of({ ServiceName: 's' }));
    expect(again.attributes).toEqual({ ServiceArn: world.serviceArn, Name: 's' });
    expect(world.service().deployments).toHaveLength(1);
    expect(() => world.create(SERVICE, 'Other', of({ ServiceName: 's' }))).toThrow(
      'Creation of service was not idempotent.',
    );
  });

  it.each([
    ['no subnets', { NetworkConfiguration: undefined }, 'Network Configuration must be provided'],
    [
      'another deployment controller',
      { DeploymentController: { Type: 'CODE_DEPLOY' } },
      'CODE_DEPLOY is not supported',
    ],
    ['the scheduling strategy DAEMON', { SchedulingStrategy: 'DAEMON' }, 'DAEMON'],
    ['a cluster that is not there', { Cluster: 'none' }, 'Cluster not found.'],
    [
      'a task definition that is not there',
      { TaskDefinition: 'none' },
      'Unable to describe task definition.',
    ],
  ])('is refused with %s', (_what, over, message) => {
    expect(() => world.create(SERVICE, 'New', of(over))).toThrow(message);
  });

  it('with a new nonce is deployed anew, and with the same one is not', async () => {
    const done = () => world.settled(world.serviceArn, 'update') === 'done';
    await world.clock.runUntil(done);
    const nonce = (ForceNewDeploymentNonce: string) => ({
      ForceNewDeployment: { EnableForceNewDeployment: true, ForceNewDeploymentNonce },
    });
    const before = world.service().deployments?.[0]?.id;
    const [revision] = world.ecs.tables.revisions.all();
    const properties = {
      ...of({ ServiceName: 's', TaskDefinition: revision?.spec.taskDefinitionArn }),
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-a', 'subnet-b'] } },
      LoadBalancers: [{ TargetGroupArn: world.targetGroupArn, ContainerName: 'app', ContainerPort: 8080 }],
    };
    world.update(
      SERVICE,
      'Service',
      world.serviceArn,
      { ...properties, ...nonce('1') },
      { ...properties, ...nonce('1') },
    );
    expect(world.service().deployments?.[0]?.id).toBe(before);
    world.update(
      SERVICE,
      'Service',
      world.serviceArn,
      { ...properties, ...nonce('2') },
      { ...properties, ...nonce('1') },
    );
    expect(world.service().deployments?.[0]?.id).not.toBe(before);
  });

  it('with another desired count has settled when the tasks are there', async () => {
    await world.clock.runUntil(() => world.settled(world.serviceArn, 'create') === 'done');
    const [revision] = world.ecs.tables.revisions.all();
    const properties = {
      ...of({ ServiceName: 's', TaskDefinition: revision?.spec.taskDefinitionArn }),
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-a', 'subnet-b'] } },
      LoadBalancers: [{ TargetGroupArn: world.targetGroupArn, ContainerName: 'app', ContainerPort: 8080 }],
    };
    world.update(SERVICE, 'Service', world.serviceArn, { ...properties, DesiredCount: 3 }, properties);
    expect(world.service().deployments).toHaveLength(1);
    expect(world.settled(world.serviceArn, 'update')).toBe('pending');
    await world.clock.runUntil(() => world.settled(world.serviceArn, 'update') === 'done');
    expect(world.service()).toMatchObject({ desiredCount: 3, runningCount: 3 });
    expect(world.healthy).toBe(3);
  });

  it('that is gone can neither be updated nor settle', () => {
    expect(() => world.update(SERVICE, 'Service', 'arn:none', of({}), {})).toThrow('Service not found.');
    expect(world.settled('arn:none', 'update')).toEqual({ failed: 'Service not found.' });
    expect(world.settled('arn:none', 'delete')).toBe('done');
    world.behaviour(SERVICE).remove(world.existing(SERVICE, 'Service', 'arn:none'));
  });
});

it.each([
  [undefined, 1, 3],
  [undefined, 25, 13],
  [undefined, 400, 200],
  [{ type: 'UNBOUNDED_PERCENT' as const, value: 50 }, 1, 1],
  [{ type: 'UNBOUNDED_PERCENT' as const, value: 50 }, 500, 250],
  [{ type: 'BOUNDED_PERCENT' as const, value: 10 }, 100, 10],
  [{ type: 'COUNT' as const, value: 7 }, 1, 7],
])('the breaker threshold %j for %i tasks is %i', (thresholdConfiguration, desired, threshold) => {
  const breaker = {
    enable: true,
    rollback: true,
    ...(thresholdConfiguration ? { thresholdConfiguration } : {}),
  };
  expect(breakerThreshold(breaker, desired)).toBe(threshold);
});

it('properties take the names of the API, and maps of the user keep theirs', () => {
  const given = {
    ContainerDefinitions: [
      {
        LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': 'g', MyKey: 'x' } },
        DockerLabels: { MyLabel: 'y' },
      },
    ],
    Volumes: [{ EFSVolumeConfiguration: { FilesystemId: 'fs-1', AuthorizationConfig: { IAM: 'ENABLED' } } }],
  };
  expect(fromCloudFormation(given)).toEqual({
    containerDefinitions: [
      {
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'g', MyKey: 'x' } },
        dockerLabels: { MyLabel: 'y' },
      },
    ],
    volumes: [{ efsVolumeConfiguration: { fileSystemId: 'fs-1', authorizationConfig: { iam: 'ENABLED' } } }],
  });
});
