import { CommandError, exit } from '../commands/command.ts';
import type { RenderedStack } from '../stack.ts';
import { causesOf } from './cause.ts';
import { patiently } from './clock.ts';
import { confirmRollout } from './confirm-rollout.ts';
import type { Deployment, StackOutcome } from './deployment.ts';
import type { Ended } from './follow.ts';
import type { Release } from './release.ts';
import type { RolloutWatch } from './rollout-watch.ts';
import { durationText } from './rollout-timeout.ts';
import { outputsOf, parametersOf, readStack } from './stack-state.ts';
import { serviceRef } from './tasks.ts';

/**
 * Nothing to change: what is there counts as done once its tasks run.
 * @param picked the release of an earlier, interrupted deploy that has come to its end
 */
export async function unchanged(
  deployment: Deployment,
  stack: RenderedStack,
  image: string | undefined,
  picked: Release | undefined,
): Promise<StackOutcome> {
  const api = await deployment.aws.cloudFormation();
  const trouble = await confirm(deployment, stack, image);
  const now = await readStack(api, deployment.clock, stack.name);
  deployment.progress.phase(stack.name, trouble === undefined ? 'done' : 'failed', trouble ?? 'no changes');
  return {
    name: stack.name,
    action: 'none',
    status: now?.StackStatus ?? '',
    changes: 0,
    outputs: outputsOf(now),
    ...(picked && { release: picked }),
    ...(trouble !== undefined && { failure: { causes: [{ reason: trouble }], tasks: [], stoppedTasks: 0 } }),
  };
}

export async function failed(
  deployment: Deployment,
  stack: RenderedStack,
  ended: Ended,
  rollout: RolloutWatch,
  about: { readonly action: 'create' | 'update'; readonly changes: number },
): Promise<StackOutcome> {
  await rollout.lastLook();
  const now = await readStack(await deployment.aws.cloudFormation(), deployment.clock, stack.name);
  const release = Number(parametersOf(now)['Release'] ?? 0);
  const causes = rollout.timedOut
    ? [
        {
          reason: `the new tasks were not healthy within ${durationText(deployment.rolloutSeconds(stack.name))}`,
        },
        ...causesOf(ended.events),
      ]
    : causesOf(ended.events);
  deployment.progress.phase(stack.name, 'failed', ended.status);
  return {
    name: stack.name,
    ...about,
    status: ended.status,
    outputs: outputsOf(now),
    failure: {
      causes,
      tasks: rollout.failures,
      stoppedTasks: rollout.stopped,
      ...(rollout.last && { rollout: rollout.last }),
      ...(rollout.breaker && { breaker: rollout.breaker }),
      ...(rollout.served !== undefined && { served: rollout.served }),
      ...(release > 0 && now?.StackStatus === 'UPDATE_ROLLBACK_COMPLETE' && { deployedRelease: release }),
    },
  };
}

/** Waits for the tasks of a service stack. Gives what is wrong, if anything is. */
export async function confirm(
  deployment: Deployment,
  stack: RenderedStack,
  image: string | undefined,
): Promise<string | undefined> {
  if (stack.kind !== 'service') return undefined;
  const { aws, clock, progress } = deployment;
  const api = await aws.cloudFormation();
  const { StackResourceSummaries } = await patiently(clock, () =>
    api.listStackResources({ StackName: stack.name }),
  );
  const physical = (type: string) =>
    StackResourceSummaries?.find(({ ResourceType }) => ResourceType === type)?.PhysicalResourceId;
  const [service, taskDefinition] = [physical('AWS::ECS::Service'), physical('AWS::ECS::TaskDefinition')];
  if (service === undefined || taskDefinition === undefined) return undefined;
  progress.phase(stack.name, 'rollout');
  try {
    await confirmRollout(
      aws,
      clock,
      serviceRef(service),
      { taskDefinition, imageDigest: image?.split('@')[1] },
      deployment.rolloutSeconds(stack.name),
    );
    return undefined;
  } catch (error) {
    if (error instanceof CommandError && error.exitCode === exit.failed && !('code' in error.details))
      return error.message;
    throw error;
  }
}
