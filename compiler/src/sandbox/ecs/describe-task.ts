import type { Container, Task } from '@aws-sdk/client-ecs';
import { lastPart } from './names.ts';
import type { ContainerRecord, TaskRecord } from './records.ts';
import type { EcsTables } from './tables.ts';
import { described } from './describe-service.ts';
import { taskHealthStatus } from './task-health.ts';

/**
 * A task as `DescribeTasks` shows it. Its private address is made up; where it really is, is shown by
 * `networkBindings`, which Fargate leaves empty.
 */
export function describeTask(tables: EcsTables, task: TaskRecord): Task {
  const definition = tables.taskDefinitions.get(task.taskDefinitionArn)?.definition;
  const spec = tables.revisions.get(task.revisionArn)?.spec;
  const { networkConfiguration: _network, capacityProviderStrategy, ...place } = spec ? described(spec) : {};
  const provider = capacityProviderStrategy?.[0]?.capacityProvider;
  return {
    taskArn: task.arn,
    clusterArn: task.clusterArn,
    taskDefinitionArn: task.taskDefinitionArn,
    group: `service:${lastPart(task.serviceArn)}`,
    startedBy: task.startedBy,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    healthStatus: taskHealthStatus(task),
    availabilityZone: task.availabilityZone,
    connectivity: task.lastStatus === 'STOPPED' ? 'DISCONNECTED' : 'CONNECTED',
    launchType: 'FARGATE',
    ...place,
    ...(provider === undefined ? {} : { capacityProviderName: provider }),
    cpu: definition?.cpu,
    memory: definition?.memory,
    version: task.version,
    createdAt: new Date(task.createdAt),
    ...dates(task),
    ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode }),
    ...(task.stoppedReason === undefined ? {} : { stoppedReason: task.stoppedReason }),
    attachments: [
      {
        id: lastPart(task.arn),
        type: 'ElasticNetworkInterface',
        status: task.lastStatus === 'STOPPED' ? 'DELETED' : 'ATTACHED',
        details: [
          { name: 'subnetId', value: task.subnetId },
          { name: 'privateIPv4Address', value: task.privateIp },
        ],
      },
    ],
    containers: task.containers.map((container) => describeContainer(task, container)),
    attributes: [],
    overrides: { containerOverrides: [], inferenceAcceleratorOverrides: [] },
    tags: [],
  };
}

function describeContainer(task: TaskRecord, container: ContainerRecord): Container {
  const bindings = container.port === undefined ? [] : [{ bindIP: '127.0.0.1', hostPort: container.port }];
  return {
    containerArn: container.arn,
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    ...(container.imageDigest === undefined ? {} : { imageDigest: container.imageDigest }),
    lastStatus: container.lastStatus,
    healthStatus: container.healthStatus,
    ...(container.exitCode === undefined ? {} : { exitCode: container.exitCode }),
    ...(container.reason === undefined ? {} : { reason: container.reason }),
    networkBindings: bindings,
    networkInterfaces: [{ attachmentId: lastPart(task.arn), privateIpv4Address: task.privateIp }],
  };
}

function dates({ startedAt, stoppingAt, stoppedAt }: TaskRecord) {
  return {
    ...(startedAt === undefined
      ? {}
      : { startedAt: new Date(startedAt), connectivityAt: new Date(startedAt) }),
    ...(stoppingAt === undefined ? {} : { stoppingAt: new Date(stoppingAt) }),
    ...(stoppedAt === undefined
      ? {}
      : { stoppedAt: new Date(stoppedAt), executionStoppedAt: new Date(stoppedAt) }),
  };
}
