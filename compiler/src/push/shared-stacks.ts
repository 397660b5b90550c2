import { CommandError, exit } from '../commands/command.ts';
import type { Compilation } from '../compile.ts';
import { placedCauses, whereText, type PlacedCause } from '../deploy/cause-places.ts';
import { ensureStack } from '../deploy/deploy-stacks.ts';
import type { StackOutcome } from '../deploy/deployment.ts';
import { guard } from '../deploy/judge.ts';
import { progressLines } from '../deploy/progress-lines.ts';
import { defaultTimeout } from '../deploy/rollout-timeout.ts';
import type { Host } from '../host/host.ts';
import type { RenderedStack } from '../stack.ts';
import type { Connection } from '../target.ts';

const unknown: PlacedCause = { reason: 'CloudFormation gives no reason' };

/**
 * Deploys stacks that all environments share where they are missing, one after the other; one that is there is left alone.
 * Throws `CommandError`.
 * @param made told of each that was missing
 */
export async function ensureSharedStacks(
  host: Host,
  { aws }: Connection,
  compilation: Compilation,
  stacks: readonly RenderedStack[],
  write: (text: string) => void,
  made: (outcome: StackOutcome) => void = () => undefined,
): Promise<void> {
  const deployment = {
    aws,
    clock: host,
    progress: progressLines(write, () => host.now()),
    judge: guard(new Set(), new Map()),
    environment: 'common',
    caller: await aws.identity(),
    commit: undefined,
    dirty: false,
    flags: [],
    rolloutSeconds: () => defaultTimeout,
    artifacts: () => undefined,
  };
  for (const stack of stacks) {
    const outcome = await ensureStack(deployment, stack);
    const { failure, status, action } = outcome;
    if (failure) {
      const [cause = unknown] = placedCauses(stack, failure.causes, compilation);
      const where = whereText(cause);
      throw new CommandError(
        exit.failed,
        `${stack.name} could not be deployed (${status}): ${cause.logicalId === undefined ? '' : `${cause.logicalId} (${cause.type}): `}${cause.reason}`,
        `${where === undefined ? '' : `Where   ${where}\n`}It holds what all environments share; nothing was pushed.`,
        { stack: stack.name, ...(cause.place && { place: cause.place }) },
      );
    }
    if (action !== 'none') made(outcome);
  }
}
