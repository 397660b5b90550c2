import type { SandboxContext } from '../context.ts';
import { ecsArn, lastPart, regionOf } from './names.ts';
import type { EcsDeps } from './ecs-deps.ts';
import type {
  DeploymentRecord,
  RevisionRecord,
  ServiceRecord,
  TaskDefinitionRecord,
  TaskRecord,
} from './records.ts';

/**
 * The record of a new task, in the zone of the service's subnets that has the fewest of its tasks.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export function newTask(
  { context, findSubnet }: EcsDeps,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  revision: RevisionRecord,
  taskDefinition: TaskDefinitionRecord,
  running: readonly TaskRecord[],
): TaskRecord {
  const region = regionOf(service.arn);
  const cluster = lastPart(service.clusterArn);
  const subnets = revision.spec.networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
  const places = (subnets.length > 0 ? subnets : ['subnet-00000000000000000']).map((subnetId, index) => ({
    subnetId,
    zone: findSubnet?.(subnetId)?.availabilityZone ?? `${region}${'abcdef'[index % 6]}`,
  }));
  const inZone = (zone: string) => running.filter((task) => task.availabilityZone === zone).length;
  const place = places.toSorted((a, b) => inZone(a.zone) - inZone(b.zone))[0];
  const id = context.randomHex(32);
  return {
    arn: ecsArn(context, region, `task/${cluster}/${id}`),
    id,
    clusterArn: service.clusterArn,
    serviceArn: service.arn,
    revisionArn: revision.arn,
    taskDefinitionArn: revision.spec.taskDefinitionArn,
    startedBy: deployment.id,
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    containers: newContainers(context, region, cluster, id, taskDefinition),
    subnetId: place?.subnetId ?? '',
    availabilityZone: place?.zone ?? '',
    privateIp: `10.0.${byte(context)}.${byte(context)}`,
    createdAt: context.clock.now(),
    wasHealthy: false,
    version: 1,
  };
}

function newContainers(
  context: SandboxContext,
  region: string,
  cluster: string,
  taskId: string,
  { definition }: TaskDefinitionRecord,
): TaskRecord['containers'] {
  return (definition.containerDefinitions ?? []).map((container) => {
    const digest = container.image?.split('@')[1];
    return {
      name: container.name ?? '',
      arn: ecsArn(context, region, `container/${cluster}/${taskId}/${context.randomHex(32)}`),
      image: container.image ?? '',
      ...(digest === undefined ? {} : { imageDigest: digest }),
      essential: container.essential ?? true,
      lastStatus: 'PENDING',
      healthStatus: 'UNKNOWN',
      hasHealthCheck: (container.healthCheck?.command?.length ?? 0) > 0,
    };
  });
}

function byte(context: SandboxContext): number {
  return 1 + (Number.parseInt(context.randomHex(2), 16) % 254);
}
