import {
  DeregisterTaskDefinitionCommand,
  DescribeClustersCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  StopServiceDeploymentCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import { startServer } from '../server.ts';
import { ecsService } from './service.ts';
import { Deployed } from './test-world.ts';

/*
 * The real SDK client over HTTP: an answer of the wrong shape (a number for a date, a member that does not exist)
 * fails here, where calling the operations directly would not.
 */

let world: Deployed;
let server: RunningServer;
let client: ECSClient;

const settings = () => ({
  endpoint: server.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 1,
});

beforeAll(async () => {
  world = new Deployed({ desiredCount: 2 });
  await world.clock.runUntil(() => world.settled(world.serviceArn, 'create') === 'done');
  server = await startServer({
    port: 0,
    store: world.store,
    services: [ecsService({ ecs: world.ecs })],
    health: {},
    report: (error) => {
      throw error;
    },
  });
  client = new ECSClient(settings());
});
afterAll(async () => {
  client.destroy();
  await server.close();
  world.close();
});

describe('clusters and services', () => {
  it('are described, and what is not there is a failure', async () => {
    const { clusters, failures } = await client.send(
      new DescribeClustersCommand({ clusters: ['c', 'none'], include: ['TAGS', 'SETTINGS'] }),
    );
    expect(clusters).toMatchObject([
      {
        clusterName: 'c',
        status: 'ACTIVE',
        activeServicesCount: 1,
        runningTasksCount: 2,
        tags: [{ key: 'app', value: 'test' }],
      },
    ]);
    expect(failures).toEqual([{ arn: 'arn:aws:ecs:us-east-1:000000000000:cluster/none', reason: 'MISSING' }]);

    const described = await client.send(
      new DescribeServicesCommand({ cluster: 'c', services: ['s', 'none'], include: ['TAGS'] }),
    );
    expect(described.failures).toMatchObject([{ reason: 'MISSING' }]);
    expect(described.services).toMatchObject([
      {
        serviceArn: world.serviceArn,
        platformVersion: '1.4.0',
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
        loadBalancers: [{ containerName: 'app', containerPort: 8080 }],
        tags: [{ key: 'app', value: 'test' }],
      },
    ]);
    expect(described.services?.[0]?.events?.[0]?.createdAt).toEqual(new Date(world.clock.now()));
    expect((await client.send(new ListServicesCommand({ cluster: 'c' }))).serviceArns).toEqual([
      world.serviceArn,
    ]);
    await expect(client.send(new ListServicesCommand({ cluster: 'x' }))).rejects.toMatchObject({
      name: 'ClusterNotFoundException',
    });
  });

  it('are listed, with their tags', async () => {
    const clusterArn = 'arn:aws:ecs:us-east-1:000000000000:cluster/c';
    expect((await client.send(new ListClustersCommand({}))).clusterArns).toEqual([clusterArn]);
    const elsewhere = new ECSClient({ ...settings(), region: 'eu-west-1' });
    expect((await elsewhere.send(new ListClustersCommand({}))).clusterArns).toEqual([]);
    elsewhere.destroy();
    const { taskDefinitionArns = [] } = await client.send(new ListTaskDefinitionsCommand({}));
    for (const resourceArn of [clusterArn, world.serviceArn, ...taskDefinitionArns]) {
      const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
      expect(tags).toContainEqual({ key: 'app', value: 'test' });
    }
    await expect(
      client.send(new ListTagsForResourceCommand({ resourceArn: `${clusterArn}x` })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('are updated, but not by what is not there', async () => {
    const { service } = await client.send(
      new UpdateServiceCommand({
        cluster: 'c',
        service: 's',
        enableExecuteCommand: true,
        forceNewDeployment: true,
      }),
    );
    expect(service).toMatchObject({
      enableExecuteCommand: true,
      deployments: [{ status: 'PRIMARY' }, { status: 'ACTIVE' }],
    });
    await world.clock.runUntil(() => world.settled(world.serviceArn, 'update') === 'done');
    const update = (over: object) =>
      client.send(new UpdateServiceCommand({ cluster: 'c', service: 's', ...over }));
    await expect(update({ service: 'none' })).rejects.toMatchObject({ name: 'ServiceNotFoundException' });
    await expect(update({ taskDefinition: 'none' })).rejects.toMatchObject({ name: 'ClientException' });
    const loadBalancer = { targetGroupArn: world.targetGroupArn, containerName: 'app', containerPort: 8080 };
    const balance = (over: object) => update({ loadBalancers: [{ ...loadBalancer, ...over }] });
    await expect(balance({ containerName: 'x' })).rejects.toThrow(
      'The container x does not exist in the task definition.',
    );
    await expect(balance({ containerPort: 1 })).rejects.toThrow(
      'The container app did not have a container port 1 defined.',
    );
    await expect(balance({ targetGroupArn: 'arn:x' })).rejects.toThrow(
      'The specified target group does not exist',
    );
    const alone = world.create('AWS::ElasticLoadBalancingV2::TargetGroup', 'Alone', {
      Port: 80,
      TargetType: 'ip',
    });
    await expect(balance({ targetGroupArn: alone.physicalId })).rejects.toThrow(
      'does not have an associated load balancer',
    );
    await expect(update({ deploymentConfiguration: { strategy: 'BLUE_GREEN' } })).rejects.toThrow(
      'BLUE_GREEN',
    );
  });
});

describe('service deployments', () => {
  it('are listed newest first and described with their revisions', async () => {
    const { serviceDeployments = [] } = await client.send(
      new ListServiceDeploymentsCommand({ cluster: 'c', service: 's', status: ['SUCCESSFUL'] }),
    );
    const [newest] = serviceDeployments;
    expect(serviceDeployments).toHaveLength(2);
    expect(newest?.startedAt).toBeInstanceOf(Date);
    const { serviceDeployments: [described] = [], failures } = await client.send(
      new DescribeServiceDeploymentsCommand({
        serviceDeploymentArns: [newest?.serviceDeploymentArn ?? '', 'arn:none'],
      }),
    );
    expect(failures).toEqual([{ arn: 'arn:none', reason: 'MISSING' }]);
    expect(described).toMatchObject({
      status: 'SUCCESSFUL',
      targetServiceRevision: { requestedTaskCount: 2, runningTaskCount: 2 },
      sourceServiceRevisions: [{ runningTaskCount: 0 }],
    });
    const revisions = await client.send(
      new DescribeServiceRevisionsCommand({
        serviceRevisionArns: [described?.targetServiceRevision?.arn ?? '', 'arn:none'],
      }),
    );
    expect(revisions.serviceRevisions).toMatchObject([
      { containerImages: [{ containerName: 'app', image: 'app:v1' }], platformFamily: 'Linux' },
    ]);
    expect(revisions.failures).toHaveLength(1);
    const { serviceDeployments: none } = await client.send(
      new ListServiceDeploymentsCommand({ cluster: 'c', service: 's', createdAt: { before: new Date(0) } }),
    );
    expect(none).toEqual([]);
  });

  it('are stopped only while they go on', async () => {
    const { services } = await client.send(new DescribeServicesCommand({ cluster: 'c', services: ['s'] }));
    const serviceDeploymentArn = services?.[0]?.currentServiceDeployment;
    const stop = (over: object) =>
      client.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, ...over }));
    await expect(stop({})).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(stop({ stopType: 'ABORT' })).rejects.toMatchObject({ name: 'UnsupportedFeatureException' });
    await expect(stop({ serviceDeploymentArn: 'x' })).rejects.toMatchObject({
      name: 'ServiceDeploymentNotFoundException',
    });
    const tooMany = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: Array(21).fill('arn:x') });
    await expect(client.send(tooMany)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('tasks', () => {
  it('are listed by what is asked for, a page at a time, and described', async () => {
    const list = async (over: object) => client.send(new ListTasksCommand({ cluster: 'c', ...over }));
    const first = await list({ serviceName: 's', maxResults: 1 });
    const second = await list({ serviceName: 's', nextToken: first.nextToken });
    const taskArns = [...(first.taskArns ?? []), ...(second.taskArns ?? [])];
    expect(new Set(taskArns).size).toBe(2);
    expect((await list({ family: 'other' })).taskArns).toEqual([]);
    expect((await list({ family: 'f', desiredStatus: 'STOPPED' })).taskArns).toHaveLength(2);
    await expect(list({ serviceName: 'none' })).rejects.toMatchObject({ name: 'ServiceNotFoundException' });

    const { tasks, failures } = await client.send(
      new DescribeTasksCommand({ cluster: 'c', tasks: [taskArns[0] ?? '', 'none'] }),
    );
    expect(failures).toHaveLength(1);
    expect(tasks).toMatchObject([
      {
        group: 'service:s',
        lastStatus: 'RUNNING',
        desiredStatus: 'RUNNING',
        healthStatus: 'UNKNOWN',
        containers: [{ name: 'app', lastStatus: 'RUNNING', networkBindings: [{ bindIP: '127.0.0.1' }] }],
      },
    ]);
    expect(tasks?.[0]?.startedAt).toBeInstanceOf(Date);
    await expect(client.send(new StopTaskCommand({ cluster: 'c', task: 'none' }))).rejects.toThrow(
      'The referenced task was not found.',
    );
    const { task } = await client.send(new StopTaskCommand({ cluster: 'c', task: taskArns[0] }));
    expect(task).toMatchObject({ stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' });
  });
});

describe('task definitions', () => {
  const container = { name: 'app', image: '000000000000.dkr.ecr.us-east-1.amazonaws.com/app@sha256:1' };
  const fargate = {
    family: 'web',
    requiresCompatibilities: ['FARGATE' as const],
    networkMode: 'awsvpc' as const,
    cpu: '.25 vCPU',
    memory: '0.5 GB',
    executionRoleArn: 'arn:aws:iam::000000000000:role/x',
    containerDefinitions: [container],
  };
  const register = (over: object = {}) =>
    client.send(new RegisterTaskDefinitionCommand({ ...fargate, ...over }));

  it('count up, keep their size in units, and stay readable when they are deregistered', async () => {
    const { taskDefinition } = await register({ tags: [{ key: 'a', value: 'b' }] });
    expect(taskDefinition).toMatchObject({
      family: 'web',
      revision: 1,
      cpu: '256',
      memory: '512',
      status: 'ACTIVE',
    });
    expect(taskDefinition?.containerDefinitions).toMatchObject([{ essential: true }]);
    expect((await register()).taskDefinition?.revision).toBe(2);
    const find = (reference: string) =>
      client.send(new DescribeTaskDefinitionCommand({ taskDefinition: reference, include: ['TAGS'] }));
    expect((await find('web')).taskDefinition?.revision).toBe(2);
    expect((await find('web:1')).tags).toEqual([{ key: 'a', value: 'b' }]);
    await client.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'web:2' }));
    await client.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'web:2' }));
    expect((await find('web')).taskDefinition?.revision).toBe(1);
    expect((await find('web:2')).taskDefinition).toMatchObject({ status: 'INACTIVE' });
    expect((await register()).taskDefinition?.revision).toBe(3);
    const list = async (over: object) =>
      (
        await client.send(new ListTaskDefinitionsCommand({ familyPrefix: 'web', ...over }))
      ).taskDefinitionArns?.map((arn) => arn.split('/').at(-1));
    expect(await list({})).toEqual(['web:1', 'web:3']);
    expect(await list({ sort: 'DESC', maxResults: 1 })).toEqual(['web:3']);
    expect(await list({ status: 'INACTIVE' })).toEqual(['web:2']);
    await register({ family: 'webs' });
    await client.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'webs:1' }));
    const families = async (over: object) =>
      (await client.send(new ListTaskDefinitionFamiliesCommand({ familyPrefix: 'web', ...over }))).families;
    expect(await families({})).toEqual(['web', 'webs']);
    expect(await families({ status: 'ACTIVE' })).toEqual(['web']);
    expect(await families({ status: 'INACTIVE' })).toEqual(['webs']);
    const withoutRevision = new DeregisterTaskDefinitionCommand({ taskDefinition: 'web' });
    await expect(client.send(withoutRevision)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(find('none')).rejects.toThrow('Unable to describe task definition.');
  });

  it.each([
    [
      'a size that Fargate does not have',
      { memory: '4096' },
      'No Fargate configuration exists for given values.',
    ],
    ['CPU units that Fargate does not have', { cpu: '300' }, "Invalid 'cpu' setting for task."],
    ['no memory', { memory: undefined }, 'No Fargate configuration exists for given values.'],
    ['another network mode', { networkMode: 'bridge' }, 'Fargate only supports network mode ‘awsvpc’.'],
    ['an image in ECR without an execution role', { executionRoleArn: undefined }, 'to support ECR images'],
    [
      'logs without an execution role',
      {
        executionRoleArn: undefined,
        containerDefinitions: [{ name: 'a', image: 'b', logConfiguration: { logDriver: 'awslogs' } }],
      },
      'to support log driver awslogs',
    ],
    ['no container', { containerDefinitions: [] }, 'Container list cannot be empty.'],
    [
      'no essential container',
      { containerDefinitions: [{ ...container, essential: false }] },
      'at least one essential',
    ],
    ['a container without a name', { containerDefinitions: [{ image: 'x' }] }, 'Container.name'],
    ['a container without an image', { containerDefinitions: [{ name: 'x' }] }, 'Container.image'],
    ['a family with a slash', { family: 'a/b' }, 'Family contains invalid characters.'],
  ])('are refused with %s', async (_what, over, message) => {
    await expect(register(over)).rejects.toMatchObject({
      name: 'ClientException',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['256', '2048'],
    ['1 vCPU', '3 GB'],
    ['4096', '30720'],
    ['8192', '61440'],
    ['16384', '122880'],
    ['32768', '249856'],
  ])('of %s and %s are taken', async (cpu, memory) => {
    expect((await register({ cpu, memory })).taskDefinition?.status).toBe('ACTIVE');
  });
});
