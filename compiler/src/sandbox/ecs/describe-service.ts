import type { Deployment, DeploymentConfiguration, Service } from '@aws-sdk/client-ecs';
import type { DeploymentRecord, ServiceRecord, TaskRecord } from './records.ts';
import type { EcsTables } from './tables.ts';
import { describeTags } from './describe-tags.ts';

export function describeService(tables: EcsTables, service: ServiceRecord, withTags: boolean): Service {
  const tasks = tables.tasksOf(service.arn);
  const [primary] = service.deployments;
  const spec = tables.revisions.get(primary?.revisionArn ?? '')?.spec;
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.clusterArn,
    status: service.status,
    desiredCount: service.desiredCount,
    ...counts(tasks),
    ...(spec ? described(spec) : {}),
    taskDefinition: spec?.taskDefinitionArn,
    deploymentConfiguration: describeConfiguration(service),
    deployments: service.deployments.map((deployment) =>
      describeDeployment(tables, service, deployment, tasks),
    ),
    events: service.events.map(({ id, createdAt, message }) => ({
      id,
      createdAt: new Date(createdAt),
      message,
    })),
    createdAt: new Date(service.createdAt),
    ...(service.roleArn === undefined ? {} : { roleArn: service.roleArn }),
    loadBalancers: [...(spec?.loadBalancers ?? [])],
    serviceRegistries: [...(spec?.serviceRegistries ?? [])],
    placementConstraints: [],
    placementStrategy: [],
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    enableECSManagedTags: service.enableECSManagedTags,
    propagateTags: service.propagateTags,
    enableExecuteCommand: service.enableExecuteCommand,
    availabilityZoneRebalancing: service.availabilityZoneRebalancing,
    ...(primary ? { currentServiceDeployment: primary.serviceDeploymentArn } : {}),
    currentServiceRevisions: [...new Set(service.deployments.map(({ revisionArn }) => revisionArn))].map(
      (arn) => ({
        arn,
        requestedTaskCount: arn === primary?.revisionArn ? service.desiredCount : 0,
        ...counts(tasks.filter((task) => task.revisionArn === arn)),
      }),
    ),
    ...(withTags ? { tags: describeTags(service.tags) } : {}),
  };
}

export function describeConfiguration(service: ServiceRecord): DeploymentConfiguration {
  return { ...service.deploymentConfiguration };
}

/** How many tasks run, and how many have not got so far. A task that drains still counts as running. */
export function counts(tasks: readonly TaskRecord[]): { runningCount: number; pendingCount: number } {
  const status = (...states: readonly string[]) =>
    tasks.filter((task) => states.includes(task.lastStatus)).length;
  return {
    runningCount: status('RUNNING', 'DEACTIVATING'),
    pendingCount: status('PROVISIONING', 'PENDING', 'ACTIVATING'),
  };
}

function describeDeployment(
  tables: EcsTables,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  tasks: readonly TaskRecord[],
): Deployment {
  const isPrimary = deployment === service.deployments[0];
  const spec = tables.revisions.get(deployment.revisionArn)?.spec;
  // After a rollback two deployments share a revision; its tasks are those of the newer one.
  const owner = service.deployments.find(({ revisionArn }) => revisionArn === deployment.revisionArn);
  const own = owner === deployment ? tasks.filter((task) => task.revisionArn === deployment.revisionArn) : [];
  return {
    id: deployment.id,
    status: isPrimary ? 'PRIMARY' : 'ACTIVE',
    taskDefinition: spec?.taskDefinitionArn,
    desiredCount: isPrimary
      ? service.desiredCount
      : own.filter((task) => task.desiredStatus === 'RUNNING').length,
    ...counts(own),
    failedTasks: deployment.failedTasks,
    createdAt: new Date(deployment.createdAt),
    updatedAt: new Date(deployment.updatedAt),
    ...(spec ? described(spec) : {}),
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

type Spec = NonNullable<ReturnType<EcsTables['revisions']['get']>>['spec'];

/** What a service, a deployment and a revision show alike. */
export function described(spec: Spec) {
  return {
    ...(spec.launchType === undefined ? {} : { launchType: spec.launchType }),
    ...(spec.capacityProviderStrategy
      ? { capacityProviderStrategy: [...spec.capacityProviderStrategy] }
      : {}),
    platformVersion: spec.platformVersion === 'LATEST' ? '1.4.0' : spec.platformVersion,
    platformFamily: 'Linux',
    ...(spec.networkConfiguration ? { networkConfiguration: spec.networkConfiguration } : {}),
  };
}
