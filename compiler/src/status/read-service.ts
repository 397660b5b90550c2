import type { EcsApi, Service } from '../aws/ecs.ts';
import type { ElbApi } from '../aws/elb.ts';
import { serviceRef } from '../deploy/tasks.ts';
import { readTasks } from './read-tasks.ts';
import type { ServiceStatus, TargetStatus } from './status.ts';

const EVENTS_SHOWN = 5;

/** The calls that it takes to look at a service. */
export interface ServiceCalls {
  ecs(): Promise<Pick<EcsApi, 'describeServices' | 'describeTaskDefinition' | 'listTasks' | 'describeTasks'>>;
  elb(): Promise<Pick<ElbApi, 'describeTargetHealth'>>;
}

/** @param arn of the ECS service; undefined where its stack has not made it */
export async function readService(
  aws: ServiceCalls,
  name: string,
  arn: string | undefined,
  release: string | undefined,
): Promise<ServiceStatus> {
  const found = arn === undefined ? undefined : await describe(aws, arn);
  if (arn === undefined || !found || found.status === 'INACTIVE') {
    return {
      service: name,
      healthy: false,
      problems: ['there is no ECS service'],
      desired: 0,
      running: 0,
      pending: 0,
      tasks: [],
      stopped: [],
      targets: [],
      events: [],
    };
  }
  const [image, targets, tasks] = await Promise.all([
    imageOf(aws, found.taskDefinition),
    targetsOf(aws, found),
    aws.ecs().then((ecs) => readTasks(ecs, serviceRef(arn))),
  ]);
  const primary = found.deployments?.find(({ status }) => status === 'PRIMARY');
  const problems = problemsOf(found, targets);
  return {
    service: name,
    healthy: problems.length === 0,
    problems,
    desired: found.desiredCount ?? 0,
    running: found.runningCount ?? 0,
    pending: found.pendingCount ?? 0,
    ...(primary?.rolloutState !== undefined && { rollout: primary.rolloutState }),
    ...(primary?.rolloutStateReason !== undefined && { rolloutReason: primary.rolloutStateReason }),
    ...(found.taskDefinition !== undefined && { taskDefinition: lastPart(found.taskDefinition) }),
    ...(image !== undefined && { image }),
    ...(release !== undefined && { release }),
    ...tasks,
    targets,
    events: (found.events ?? []).slice(0, EVENTS_SHOWN).map(({ createdAt, message = '' }) => ({
      at: (createdAt ?? new Date(0)).toISOString(),
      message: message.replace(/^\(service [^)]*\) /, ''),
    })),
  };
}

async function describe(aws: ServiceCalls, arn: string): Promise<Service | undefined> {
  const { services } = await (
    await aws.ecs()
  ).describeServices({ cluster: serviceRef(arn).cluster, services: [arn] });
  return services?.[0];
}

async function imageOf(aws: ServiceCalls, taskDefinition: string | undefined): Promise<string | undefined> {
  if (taskDefinition === undefined) return undefined;
  const { taskDefinition: found } = await (await aws.ecs()).describeTaskDefinition({ taskDefinition });
  return found?.containerDefinitions?.[0]?.image;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html */
async function targetsOf(aws: ServiceCalls, service: Service): Promise<readonly TargetStatus[]> {
  const groups = (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  if (groups.length === 0) return [];
  const elb = await aws.elb();
  const health = await Promise.all(
    groups.map((TargetGroupArn) => elb.describeTargetHealth({ TargetGroupArn })),
  );
  return health
    .flatMap(({ TargetHealthDescriptions }) => TargetHealthDescriptions ?? [])
    .map(({ Target, TargetHealth }) => ({
      target: `${Target?.Id ?? ''}:${Target?.Port ?? ''}`,
      state: TargetHealth?.State ?? 'unavailable',
      ...(TargetHealth?.Description !== undefined && { reason: TargetHealth.Description }),
    }));
}

function problemsOf(service: Service, targets: readonly TargetStatus[]): readonly string[] {
  const { desiredCount = 0, runningCount = 0, deployments = [] } = service;
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  const healthy = targets.filter(({ state }) => state === 'healthy').length;
  const unhealthy = targets.filter(({ state }) => state === 'unhealthy').length;
  return [
    ...(runningCount < desiredCount ? [`${runningCount} of ${desiredCount} tasks run`] : []),
    ...(primary?.rolloutState === 'FAILED'
      ? [`the rollout failed: ${primary.rolloutStateReason ?? 'ECS gives no reason'}`]
      : []),
    ...(primary?.rolloutState === 'IN_PROGRESS' || deployments.length > 1 ? ['a rollout is under way'] : []),
    ...(unhealthy > 0
      ? [`${unhealthy} of ${targets.length} targets ${unhealthy === 1 ? 'is' : 'are'} unhealthy`]
      : []),
    ...((service.loadBalancers ?? []).length > 0 &&
    healthy < Math.min(desiredCount, runningCount) &&
    unhealthy === 0
      ? [`${healthy} of ${desiredCount} targets are healthy`]
      : []),
  ];
}

function lastPart(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
