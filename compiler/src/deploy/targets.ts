import type { Aws } from '../aws/aws.ts';
import type { Deployment, Service, Task } from '../aws/ecs.ts';
import type { TargetHealthDescription } from '../aws/elb.ts';
import type { ServiceRef } from './tasks.ts';

/** Where a target is reached. */
type Target = NonNullable<TargetHealthDescription['Target']>;

/**
 * The targets of a service that pass the load balancer's health checks, those of earlier deployments too; undefined without a
 * load balancer. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html
 */
export async function healthyTargets(aws: Aws, service: Service): Promise<readonly Target[] | undefined> {
  const [group] = (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  if (group === undefined) return undefined;
  const elb = await aws.elb();
  const { TargetHealthDescriptions } = await elb.describeTargetHealth({ TargetGroupArn: group });
  return (TargetHealthDescriptions ?? []).flatMap(({ Target: target, TargetHealth }) =>
    TargetHealth?.State === 'healthy' ? [target ?? { Id: undefined }] : [],
  );
}

/**
 * How many of the targets are tasks of one deployment. Those are asked for only where another deployment still has tasks.
 * ECS starts the tasks of a service under the id of their deployment: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
export async function countOf(
  aws: Aws,
  ref: ServiceRef,
  { deployments = [] }: Service,
  { id }: Deployment,
  targets: readonly Target[],
): Promise<number> {
  const alone = deployments.every((other) => other.id === id || !other.runningCount);
  if (alone || targets.length === 0) return targets.length;
  const ecs = await aws.ecs();
  const { cluster, arn } = ref;
  const { taskArns } = await ecs.listTasks({ cluster, serviceName: arn, desiredStatus: 'RUNNING' });
  if (!taskArns?.length) return 0;
  const { tasks } = await ecs.describeTasks({ cluster, tasks: taskArns.slice(0, 100) });
  const own = (tasks ?? []).filter(({ startedBy }) => startedBy === id);
  return targets.filter((target) => own.some((task) => isTarget(task, target))).length;
}

/** A task is reached at its own address, or at a port of its host: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html */
function isTarget({ containers = [] }: Task, { Id: id, Port: port }: Target): boolean {
  return containers.some(
    ({ networkInterfaces = [], networkBindings = [] }) =>
      networkInterfaces.some(({ privateIpv4Address }) => privateIpv4Address === id) ||
      networkBindings.some(({ bindIP, hostPort }) => bindIP === id && hostPort === port),
  );
}
