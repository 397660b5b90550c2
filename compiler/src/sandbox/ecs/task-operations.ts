import type {
  DescribeTasksRequest,
  DescribeTasksResponse,
  Failure,
  ListTasksRequest,
  ListTasksResponse,
  StopTaskRequest,
  StopTaskResponse,
} from '@aws-sdk/client-ecs';
import { AwsError } from '../aws-error.ts';
import type { RequestContext } from '../context.ts';
import { listPage } from '../list-page.ts';
import { describeTask } from './describe-task.ts';
import type { Ecs } from './ecs.ts';
import { ecsArn, lastPart } from './names.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html */
export function taskOperations(ecs: Ecs) {
  const { tables } = ecs;
  const taskArn = (region: string, cluster: string, reference: string | undefined) =>
    ecsArn(ecs.context, region, `task/${cluster}/${lastPart(reference ?? '')}`);

  return {
    /** Tasks that should run, or with `desiredStatus: STOPPED` those that should not. */
    ListTasks(input: ListTasksRequest, { region }: RequestContext): ListTasksResponse {
      const cluster = ecs.cluster(region, input.cluster);
      const service =
        input.serviceName === undefined ? undefined : ecs.findService(cluster, input.serviceName);
      if (input.serviceName !== undefined && !service) {
        throw new AwsError('ServiceNotFoundException', 'Service not found.');
      }
      const desired = input.desiredStatus ?? 'RUNNING';
      const arns = tables.tasks
        .all()
        .filter(
          (task) =>
            task.clusterArn === cluster.arn &&
            task.desiredStatus === desired &&
            (service === undefined || task.serviceArn === service.arn) &&
            (input.startedBy === undefined || task.startedBy === input.startedBy) &&
            (input.family === undefined || lastPart(task.taskDefinitionArn).split(':')[0] === input.family),
        )
        .map(({ arn }) => arn);
      const { items, next } = listPage(arns, input.nextToken, input.maxResults, 100);
      return { taskArns: [...items], ...(next === undefined ? {} : { nextToken: next }) };
    },

    DescribeTasks(input: DescribeTasksRequest, { region }: RequestContext): DescribeTasksResponse {
      const cluster = ecs.cluster(region, input.cluster);
      const failures: Failure[] = [];
      const tasks = (input.tasks ?? []).flatMap((reference) => {
        const arn = taskArn(region, cluster.name, reference);
        const task = tables.tasks.get(arn);
        if (task) return describeTask(tables, task);
        failures.push({ arn, reason: 'MISSING' });
        return [];
      });
      return { tasks, failures };
    },

    /** SIGTERM at once; load balancers are told at the same time. */
    StopTask(input: StopTaskRequest, { region }: RequestContext): StopTaskResponse {
      const cluster = ecs.cluster(region, input.cluster);
      const task = ecs.scheduler.tasks.stop(taskArn(region, cluster.name, input.task), {
        stopCode: 'UserInitiated',
        reason: input.reason ?? 'Task stopped by user',
        afterDraining: false,
      });
      if (!task) throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
      return { task: describeTask(tables, task) };
    },
  };
}
