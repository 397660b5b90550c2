import { AwsError } from '../aws/aws-error.ts';
import type { Aws } from '../aws/aws.ts';
import type { Container, Task } from '../aws/ecs.ts';
import { maskAssignments } from '../secret.ts';

/** An ECS service; its physical id in CloudFormation is its ARN. */
export interface ServiceRef {
  readonly arn: string;
  readonly cluster: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html, the ARN with the cluster's name in it */
export function serviceRef(arn: string): ServiceRef {
  const [, cluster = 'default'] = /:service\/([^/]+)\//.exec(arn) ?? [];
  return { arn, cluster };
}

/** Why one task stopped, read while ECS still knows: it forgets stopped tasks after about an hour. */
export interface TaskFailure {
  readonly task: string;
  /** What ECS says: `Essential container in task exited`, `Task failed ELB health checks in (…)`. */
  readonly reason: string;
  readonly container?: string;
  readonly exitCode?: number;
  /** Seconds from its start to its end, where it got to run. */
  readonly ranFor?: number;
  readonly logGroup?: string;
  /** The last lines it wrote, without secrets that can be told: they go to terminals and logs of pipelines. */
  readonly log: readonly string[];
}

/** The end of a task that was replaced or scaled in, which is no failure: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
export const ordinary = /^Scaling activity initiated by/;

/**
 * The tasks of one deployment that stopped and should not have, without those already known. A deployment before it may have had
 * the same task definition; ECS starts tasks under the id of their own.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html
 */
export async function stoppedTasks(
  aws: Aws,
  service: ServiceRef,
  deployment: { readonly id: string | undefined; readonly taskDefinition: string },
  known: ReadonlySet<string>,
): Promise<readonly Task[]> {
  const ecs = await aws.ecs();
  const { taskArns } = await ecs.listTasks({
    cluster: service.cluster,
    serviceName: service.arn,
    desiredStatus: 'STOPPED',
  });
  const unknown = (taskArns ?? []).filter((arn) => !known.has(arn)).slice(0, 100);
  if (unknown.length === 0) return [];
  const { tasks } = await ecs.describeTasks({ cluster: service.cluster, tasks: unknown });
  return (tasks ?? []).filter(
    (task) =>
      task.taskDefinitionArn === deployment.taskDefinition &&
      (task.startedBy === undefined || task.startedBy === deployment.id) &&
      task.lastStatus === 'STOPPED' &&
      !ordinary.test(task.stoppedReason ?? ''),
  );
}

/** What is known of a task's end, with its last log lines. What cannot be read is left out: it must not hide the failure itself. */
export async function taskFailure(aws: Aws, task: Task): Promise<TaskFailure> {
  const container = guilty(task.containers ?? []);
  const log =
    container?.name === undefined
      ? undefined
      : await lastLines(aws, task, container.name).catch(unlessInterrupted);
  const started = task.startedAt?.getTime();
  const stopped = (task.executionStoppedAt ?? task.stoppedAt)?.getTime();
  return {
    task: taskId(task),
    reason: maskAssignments(container?.reason ?? task.stoppedReason ?? task.stopCode ?? 'stopped'),
    ...(container?.name !== undefined && { container: container.name }),
    ...(container?.exitCode !== undefined && { exitCode: container.exitCode }),
    ...(started !== undefined &&
      stopped !== undefined && { ranFor: Math.max(0, Math.round((stopped - started) / 1000)) }),
    ...(log && { logGroup: log.group }),
    log: log?.lines ?? [],
  };
}

/** The container that brought the task down: one that failed, before one that merely ended. */
export function guilty(containers: readonly Container[]): Container | undefined {
  return (
    containers.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0) ??
    containers.find(({ reason }) => reason !== undefined) ??
    containers[0]
  );
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html: the stream is prefix/container/task */
async function lastLines(
  aws: Aws,
  task: Task,
  container: string,
): Promise<{ readonly group: string; readonly lines: readonly string[] } | undefined> {
  const { taskDefinition } = await (
    await aws.ecs()
  ).describeTaskDefinition({ taskDefinition: task.taskDefinitionArn });
  const options = taskDefinition?.containerDefinitions?.find(({ name }) => name === container)
    ?.logConfiguration?.options;
  const group = options?.['awslogs-group'];
  const prefix = options?.['awslogs-stream-prefix'];
  if (group === undefined || prefix === undefined) return undefined;
  const { events } = await (
    await aws.logs()
  ).getLogEvents({
    logGroupName: group,
    logStreamName: `${prefix}/${container}/${taskId(task)}`,
    limit: 20,
    startFromHead: false,
  });
  return { group, lines: (events ?? []).map(({ message }) => maskAssignments(message ?? '').trimEnd()) };
}

function taskId(task: Task): string {
  return task.taskArn?.split('/').at(-1) ?? '';
}

function unlessInterrupted(error: unknown): undefined {
  if (!(error instanceof AwsError)) throw error;
}
