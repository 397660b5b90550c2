import type { Aws } from '../aws/aws.ts';
import type { Deployment, EcsApi, ServiceDeployment } from '../aws/ecs.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { Cause } from './cause.ts';
import { Pace, patiently, type Clock } from './clock.ts';
import { confirmRollout } from './confirm-rollout.ts';
import type { StackFailure } from './deployment.ts';
import type { Progress } from './progress.ts';
import { primaryOf, readRunning, type RestartTarget } from './restart-target.ts';
import { durationText } from './rollout-timeout.ts';
import { Rollout } from './rollout.ts';
import {
  isOver,
  readServiceDeployment,
  SAME_MOMENT,
  serviceDeploymentAt,
  stopDeployment,
} from './service-deployment.ts';

/** How the new deployment of one service ended. */
export interface Restarted {
  readonly target: RestartTarget;
  /** Whether somebody else, or an earlier run, had begun it. */
  readonly attached: boolean;
  /** Of ECS: `ecs-svc/…`. */
  readonly deployment: string;
  readonly startedAt: Date;
  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html, `status` */
  readonly status: string;
  readonly running: number;
  readonly failure?: StackFailure;
}

interface Restart {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Seconds that the new tasks have. */
  readonly seconds: number;
}

/**
 * Begins a new deployment of what runs, or follows the one that is under way, to its end: new tasks of the same task definition
 * take the place of the old ones, or ECS goes back.
 * Throws `CommandError` where nothing was begun, or the reason of an interruption.
 */
export async function restartService(run: Restart, target: RestartTarget): Promise<Restarted> {
  const { aws, clock, progress } = run;
  const { stack, ref } = target;
  const ecs = await aws.ecs();
  const began = await begin(ecs, clock, target);
  const { id: deployment = '', createdAt: startedAt = clock.now() } = began;
  const attached = deployment === target.deployment;
  progress.phase(
    stack,
    attached ? 'following' : 'rollout',
    attached ? 'a restart is under way, following it' : `new tasks of ${shortName(target)}`,
  );
  const rollout = new Rollout(aws, ref, new Date(startedAt.getTime() - SAME_MOMENT));
  const { ended, late } = await follow(run, ecs, target, rollout, startedAt);
  const status = ended.status ?? '';
  await rollout.look((note) => progress.note(stack, note));
  const causes = await causesOf(run, ecs, target, deployment, ended, late);
  const running = (await readRunning(ecs, clock, ref))?.runningCount ?? 0;
  progress.phase(
    stack,
    causes.length === 0 ? 'done' : 'failed',
    causes.length === 0 ? tasks(running) : status,
  );
  return {
    target,
    attached,
    deployment,
    startedAt,
    status,
    running,
    ...(causes.length > 0 && {
      failure: {
        causes,
        tasks: rollout.failures,
        stoppedTasks: rollout.stopped,
        ...(rollout.last && { rollout: rollout.last }),
        ...(rollout.breaker && { breaker: rollout.breaker }),
        ...(rollout.served !== undefined && { served: rollout.served }),
      },
    }),
  };
}

/**
 * The call carries no token by which ECS would know a repetition: whether it was heard shows in the deployments.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html#ECS-UpdateService-request-forceNewDeployment
 */
async function begin(ecs: EcsApi, clock: Clock, target: RestartTarget): Promise<Deployment> {
  const { cluster, arn } = target.ref;
  const began = await patiently(clock, async () => {
    const { services } = await ecs.describeServices({ cluster, services: [arn] });
    const now = services?.[0] && primaryOf(services[0]);
    if (now && (now.id !== target.deployment || target.since !== undefined)) return now;
    const { service } = await ecs.updateService({ cluster, service: arn, forceNewDeployment: true });
    return service && primaryOf(service);
  });
  if (began && began.taskDefinition === target.taskDefinition) return began;
  throw new CommandError(
    exit.failed,
    `somebody else began to deploy ${target.service} at the same time`,
    'It was not restarted: what is deployed now comes with new tasks anyway.',
    { service: target.service },
  );
}

/** Follows a deployment until ECS says how it ended; one that takes too long is stopped, which rolls it back. */
async function follow(
  { clock, progress, seconds }: Restart,
  ecs: EcsApi,
  { ref, stack, service }: RestartTarget,
  rollout: Rollout,
  startedAt: Date,
): Promise<{ readonly ended: ServiceDeployment; readonly late: boolean }> {
  const pace = new Pace(clock);
  let arn: string | undefined;
  let late = false;
  for (;;) {
    const state = await rollout.look((note) => progress.note(stack, note));
    if (state) progress.rollout(stack, state);
    progress.tick();
    arn ??= await serviceDeploymentAt(ecs, clock, ref, startedAt);
    const now = arn === undefined ? undefined : await readServiceDeployment(ecs, clock, arn);
    if (now?.status !== undefined && isOver(now.status)) return { ended: now, late };
    const overdue = clock.now().getTime() - startedAt.getTime() > seconds * 1000;
    if (overdue && arn === undefined)
      throw new CommandError(
        exit.failed,
        `ECS has not told within ${durationText(seconds)} what becomes of the new deployment of ${service}`,
        'It goes on all the same: `npx platc status` shows how it ends.',
        { service },
      );
    if (!late && overdue && arn !== undefined) {
      late = true;
      progress.phase(stack, 'rolling back', `not healthy within ${durationText(seconds)}`);
      await stopDeployment(ecs, clock, arn);
    }
    await pace.wait();
  }
}

/** What is wrong; nothing, where the running tasks are the new ones and of the same image. */
async function causesOf(
  { aws, clock, seconds }: Restart,
  ecs: EcsApi,
  { ref, taskDefinition, imageDigest, service }: RestartTarget,
  deployment: string,
  { status, statusReason, rollback }: ServiceDeployment,
  late: boolean,
): Promise<readonly Cause[]> {
  if (status === 'SUCCESSFUL') {
    const planned = { taskDefinition, imageDigest };
    return confirmRollout(aws, clock, ref, planned, seconds).then(
      () => [],
      (error: unknown) => {
        if (error instanceof CommandError && error.exitCode === exit.failed && !('code' in error.details))
          return [{ reason: error.message }];
        throw error;
      },
    );
  }
  const now = await readRunning(ecs, clock, ref);
  const primary = now && primaryOf(now);
  const reason = rollback?.reason ?? statusReason;
  const overtaken = status === 'STOPPED' && primary?.id !== deployment && reason === undefined;
  return [
    ...(late ? [{ reason: `the new tasks were not healthy within ${durationText(seconds)}` }] : []),
    ...(overtaken ? [{ reason: `another deployment of ${service} took the place of this one` }] : []),
    ...(reason === undefined ? [] : [{ reason }]),
    ...(!late && !overtaken && reason === undefined ? [{ reason: 'ECS gives no reason' }] : []),
  ];
}

function shortName({ taskDefinition }: RestartTarget): string {
  return taskDefinition.split('/').at(-1) ?? taskDefinition;
}

function tasks(count: number): string {
  return count === 1 ? '1 new task' : `${count} new tasks`;
}
