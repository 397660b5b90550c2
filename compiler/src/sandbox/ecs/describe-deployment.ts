import type {
  ServiceDeployment,
  ServiceDeploymentBrief,
  ServiceRevision,
  ServiceRevisionSummary,
} from '@aws-sdk/client-ecs';
import { counts, describeConfiguration, described } from './describe-service.ts';
import type { RevisionRecord, ServiceDeploymentRecord } from './records.ts';
import type { EcsTables } from './tables.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/view-service-deployment.html */
export function describeServiceDeployment(
  tables: EcsTables,
  record: ServiceDeploymentRecord,
): ServiceDeployment {
  const service = tables.services.get(record.serviceArn);
  const isOpen = record.finishedAt === undefined;
  const [primary] = service?.deployments ?? [];
  const failures = isOpen && !primary?.isRollback ? (primary?.failedTasks ?? 0) : record.failureCount;
  return {
    ...describeBrief(tables, record),
    updatedAt: new Date(record.updatedAt),
    ...(record.stoppedAt === undefined ? {} : { stoppedAt: new Date(record.stoppedAt) }),
    sourceServiceRevisions: record.sourceRevisionArns.map((arn) => revisionSummary(tables, record, arn)),
    targetServiceRevision: revisionSummary(tables, record, record.targetRevisionArn),
    ...(service ? { deploymentConfiguration: describeConfiguration(service) } : {}),
    ...(record.rollback
      ? {
          rollback: {
            reason: record.rollback.reason,
            startedAt: new Date(record.rollback.startedAt),
            serviceRevisionArn: record.rollback.revisionArn,
          },
        }
      : {}),
    deploymentCircuitBreaker: { status: record.breaker, failureCount: failures, threshold: record.threshold },
    alarms: { status: 'DISABLED' },
  };
}

export function describeBrief(tables: EcsTables, record: ServiceDeploymentRecord): ServiceDeploymentBrief {
  return {
    serviceDeploymentArn: record.arn,
    serviceArn: record.serviceArn,
    clusterArn: tables.services.get(record.serviceArn)?.clusterArn,
    status: record.status,
    ...(record.statusReason === undefined ? {} : { statusReason: record.statusReason }),
    targetServiceRevisionArn: record.targetRevisionArn,
    createdAt: new Date(record.createdAt),
    startedAt: new Date(record.createdAt),
    ...(record.finishedAt === undefined ? {} : { finishedAt: new Date(record.finishedAt) }),
  } satisfies ServiceDeploymentBrief;
}

export function describeRevision(
  tables: EcsTables,
  { arn, serviceArn, spec, createdAt }: RevisionRecord,
): ServiceRevision {
  const definition = tables.taskDefinitions.get(spec.taskDefinitionArn)?.definition;
  return {
    serviceRevisionArn: arn,
    serviceArn,
    clusterArn: tables.services.get(serviceArn)?.clusterArn,
    taskDefinition: spec.taskDefinitionArn,
    ...described(spec),
    loadBalancers: [...spec.loadBalancers],
    serviceRegistries: [...spec.serviceRegistries],
    containerImages: (definition?.containerDefinitions ?? []).map(({ name, image }) => {
      const imageDigest = image?.split('@')[1];
      return { containerName: name, image, ...(imageDigest === undefined ? {} : { imageDigest }) };
    }),
    guardDutyEnabled: false,
    createdAt: new Date(createdAt),
  };
}

/** A revision within a service deployment; while that goes on, with the tasks that there are now. */
function revisionSummary(
  tables: EcsTables,
  record: ServiceDeploymentRecord,
  arn: string,
): ServiceRevisionSummary {
  const tasks = tables.tasksOf(record.serviceArn).filter((task) => task.revisionArn === arn);
  const { runningCount, pendingCount } = counts(tasks);
  const isTarget = arn === (record.rollback?.revisionArn ?? record.targetRevisionArn);
  const desired = tables.services.get(record.serviceArn)?.desiredCount ?? 0;
  return {
    arn,
    requestedTaskCount: isTarget ? desired : 0,
    runningTaskCount: runningCount,
    pendingTaskCount: pendingCount,
  };
}
