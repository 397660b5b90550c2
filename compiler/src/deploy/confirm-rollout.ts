import { isTransient } from '../aws/aws-error.ts';
import type { Aws } from '../aws/aws.ts';
import type { EcsApi } from '../aws/ecs.ts';
import { CommandError, exit } from '../commands/command.ts';
import { Pace, type Clock } from './clock.ts';
import { durationText } from './rollout-timeout.ts';
import type { ServiceRef } from './tasks.ts';

/** What has to run when a deployment is over. */
export interface Planned {
  /** ARN with its revision. */
  readonly taskDefinition: string;
  /** `sha256:…` of the image; undefined where the image is not known by digest. */
  readonly imageDigest: string | undefined;
}

/**
 * Waits until the running tasks are the planned ones. CloudFormation's word alone is not enough: ECS can have gone back to the
 * revision before. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export async function confirmRollout(
  aws: Aws,
  clock: Clock,
  service: ServiceRef,
  planned: Planned,
  seconds: number,
): Promise<void> {
  const ecs = await aws.ecs();
  const until = clock.now().getTime() + seconds * 1000;
  const pace = new Pace(clock);
  for (;;) {
    const verdict = await verdictOn(ecs, service, planned).catch((error: unknown) => {
      if (!isTransient(error)) throw error;
    });
    if (verdict === 'done') return;
    if (verdict) throw new CommandError(exit.failed, verdict);
    if (clock.now().getTime() > until)
      throw new CommandError(exit.failed, `the new tasks did not all run within ${durationText(seconds)}`);
    await pace.wait();
  }
}

/** `done`, what is wrong, or undefined as long as neither is clear. */
async function verdictOn(
  ecs: EcsApi,
  { arn, cluster }: ServiceRef,
  { taskDefinition, imageDigest }: Planned,
): Promise<string | undefined> {
  const { services } = await ecs.describeServices({ cluster, services: [arn] });
  const deployments = services?.[0]?.deployments ?? [];
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  if (!primary) return undefined;
  if (primary.taskDefinition !== taskDefinition)
    return `ECS went back to ${short(primary.taskDefinition)} from ${short(taskDefinition)}`;
  if (primary.rolloutState === 'FAILED') return primary.rolloutStateReason ?? 'the ECS deployment failed';
  if (
    primary.rolloutState === 'IN_PROGRESS' ||
    primary.runningCount !== primary.desiredCount ||
    deployments.length > 1
  )
    return undefined;
  const { taskArns } = await ecs.listTasks({ cluster, serviceName: arn, desiredStatus: 'RUNNING' });
  if (imageDigest === undefined || !taskArns?.length) return 'done';
  const { tasks } = await ecs.describeTasks({ cluster, tasks: taskArns.slice(0, 100) });
  const running = (tasks ?? [])
    .flatMap(({ containers }) => containers ?? [])
    .flatMap((container) => container.imageDigest ?? []);
  return running.length === 0 || running.includes(imageDigest)
    ? 'done'
    : `the running tasks have image ${running.join(', ')}, not ${imageDigest}`;
}

function short(taskDefinition: string | undefined): string {
  return taskDefinition?.split('/').at(-1) ?? 'an unknown task definition';
}
