import type { EcsApi, Task } from '../aws/ecs.ts';
import { guilty, ordinary, type ServiceRef } from '../deploy/tasks.ts';
import { maskAssignments } from '../secret.ts';
import type { StoppedTaskStatus, TaskStatus } from './status.ts';

/** Stopped tasks that are shown. */
const MOST_STOPPED = 3;

/** Tasks that ECS describes in one call. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const MOST_DESCRIBED = 100;

/** The tasks of a service as ECS lists them, at most a hundred, and those that ended when they should not have. */
export async function readTasks(
  ecs: Pick<EcsApi, 'listTasks' | 'describeTasks'>,
  service: ServiceRef,
): Promise<{ readonly tasks: readonly TaskStatus[]; readonly stopped: readonly StoppedTaskStatus[] }> {
  const { cluster, arn: serviceName } = service;
  const lists = await Promise.all(
    (['RUNNING', 'STOPPED'] as const).map((desiredStatus) =>
      ecs.listTasks({ cluster, serviceName, desiredStatus }),
    ),
  );
  const found = await Promise.all(
    lists.map(async ({ taskArns = [] }) => {
      const tasks = taskArns.slice(0, MOST_DESCRIBED);
      return tasks.length === 0 ? [] : ((await ecs.describeTasks({ cluster, tasks })).tasks ?? []);
    }),
  );
  const [running = [], stopped = []] = found;
  return {
    tasks: running.toSorted((a, b) => timeOf(a.createdAt) - timeOf(b.createdAt)).map(taskStatus),
    stopped: stopped
      .filter(
        ({ stoppedReason, lastStatus }) => lastStatus === 'STOPPED' && !ordinary.test(stoppedReason ?? ''),
      )
      .toSorted((a, b) => timeOf(b.stoppedAt) - timeOf(a.stoppedAt))
      .slice(0, MOST_STOPPED)
      .map(stoppedStatus),
  };
}

function taskStatus(task: Task): TaskStatus {
  const details = task.attachments?.flatMap(({ details: list = [] }) => list) ?? [];
  const address = details.find(({ name }) => name === 'privateIPv4Address')?.value;
  return {
    id: lastPart(task.taskArn),
    state: task.lastStatus ?? 'UNKNOWN',
    health: task.healthStatus ?? 'UNKNOWN',
    ...(task.startedAt && { startedAt: task.startedAt.toISOString() }),
    ...(task.availabilityZone !== undefined && { zone: task.availabilityZone }),
    ...(address !== undefined && { address }),
    ...(task.taskDefinitionArn !== undefined && { taskDefinition: lastPart(task.taskDefinitionArn) }),
  };
}

function stoppedStatus({ taskArn, stoppedAt, stoppedReason, stopCode, containers }: Task): StoppedTaskStatus {
  const container = guilty(containers ?? []);
  return {
    id: lastPart(taskArn),
    ...(stoppedAt && { stoppedAt: stoppedAt.toISOString() }),
    reason: maskAssignments(container?.reason ?? stoppedReason ?? stopCode ?? 'stopped'),
    ...(container?.exitCode !== undefined && { exitCode: container.exitCode }),
  };
}

function timeOf(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}

function lastPart(arn: string | undefined): string {
  return arn?.split('/').at(-1) ?? '';
}
