import type { TargetAddress, Targets } from '../elbv2/targets.ts';
import type { RevisionRecord, TaskRecord } from './records.ts';

/** A task with no health check at all counts as healthy when it has run for this long. */
export const SETTLING_MS = 40_000;

/** Where the load balancers of a service reach a task; none before its containers have their ports. */
export function targetsOf(task: TaskRecord, revision: RevisionRecord | undefined): readonly TargetAddress[] {
  return (revision?.spec.loadBalancers ?? []).flatMap(({ targetGroupArn, containerName }) => {
    const port = task.containers.find(({ name }) => name === containerName)?.port;
    return targetGroupArn === undefined || port === undefined
      ? []
      : { targetGroupArn, id: '127.0.0.1', port };
  });
}

/** Whether anything checks the health of a task. */
export function hasHealthCheck(task: TaskRecord, revision: RevisionRecord | undefined): boolean {
  return (revision?.spec.loadBalancers.length ?? 0) > 0 || checked(task).length > 0;
}

/**
 * Whether a task counts as healthy: its targets are, and its essential containers with a health check are; with
 * neither, it has run for 40 seconds.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function isHealthy(
  task: TaskRecord,
  revision: RevisionRecord | undefined,
  targets: Targets,
  now: number,
): boolean {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus === 'STOPPED' || task.startedAt === undefined)
    return false;
  if (!hasHealthCheck(task, revision)) return now - task.startedAt >= SETTLING_MS;
  return (
    checked(task).every(({ healthStatus }) => healthStatus === 'HEALTHY') &&
    targetsOf(task, revision).every((target) => targets.health(target).State === 'healthy')
  );
}

export interface HealthFailure {
  /** `stoppedReason` of the task. */
  readonly reason: string;
  /** Of the service event, after the name of the service. */
  readonly event: string;
}

/** Why a running task fails its health checks, if it does. */
export function healthFailure(
  task: TaskRecord,
  revision: RevisionRecord | undefined,
  targets: Targets,
): HealthFailure | undefined {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus === 'STOPPED') return undefined;
  if (checked(task).some(({ healthStatus }) => healthStatus === 'UNHEALTHY')) {
    const event = `(task ${task.id}) failed container health checks.`;
    return { reason: 'Task failed container health checks', event };
  }
  for (const target of targetsOf(task, revision)) {
    const health = targets.health(target);
    if (health.State !== 'unhealthy') continue;
    const group = `(target-group ${target.targetGroupArn})`;
    return {
      reason: `Task failed ELB health checks in ${group}`,
      event: `(task ${task.id}) (port ${target.port}) is unhealthy in ${group} due to (reason ${health.Description})`,
    };
  }
  return undefined;
}

/** `HEALTHY` when every checked essential container is, `UNHEALTHY` when one is. */
export function taskHealthStatus(task: TaskRecord): 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN' {
  const states = checked(task).map(({ healthStatus }) => healthStatus);
  if (states.includes('UNHEALTHY')) return 'UNHEALTHY';
  return states.length > 0 && states.every((state) => state === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}

function checked(task: TaskRecord) {
  return task.containers.filter(({ essential, hasHealthCheck: has }) => essential && has);
}
