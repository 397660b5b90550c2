import { createHash } from 'node:crypto';
import { isRefusal } from '../aws/aws-error.ts';
import type { CloudFormationApi, Stack } from '../aws/cloudformation.ts';
import { CommandError, exit } from '../commands/command.ts';
import { patiently, type Clock } from './clock.ts';
import { follow, type Ended, type Watch } from './follow.ts';
import type { Phase } from './progress.ts';
import { conditionOf, nameOf, readStack } from './stack-state.ts';

/** What was found and done about it, for the user. */
type MendStep = (phase: Phase, text: string) => void;

export interface Mended {
  /** Undefined where the stack has to be created. */
  readonly stack: Stack | undefined;
  /** How the operation ended that was under way, if one was. */
  readonly attached?: Ended & { readonly stack: Stack };
}

/**
 * Brings a stack into a condition in which a change set can be made: waits for what is under way, deletes what is left
 * of a creation that failed, goes on with a rollback that got stuck. A stack that ever worked is never deleted.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback.html
 */
export async function mend(
  api: CloudFormationApi,
  clock: Clock,
  name: string,
  step: MendStep,
  watch: Watch,
): Promise<Mended> {
  let stack = await readStack(api, clock, name);
  let attached: Mended['attached'];
  let continued = false;
  for (;;) {
    const status = stack?.StackStatus;
    const id = stack?.StackId ?? name;
    switch (conditionOf(status)) {
      case 'absent':
        return { stack: undefined, ...(attached && { attached }) };
      case 'stable':
        return { stack, ...(attached && { attached }) };
      case 'busy': {
        step('following', `${status}: an operation is under way, following it`);
        const ended = await follow(api, clock, { stackId: id }, watch);
        if (stack) attached = { ...ended, stack };
        break;
      }
      case 'leftover':
        step('deleting', `${status}: its creation failed earlier, deleting what is left of it`);
        await deleteStack(api, clock, id, watch);
        break;
      case 'half-rolled-back': {
        if (continued)
          throw stuck(name, status, `See its events, mend what they name, then run the same command again.`);
        continued = true;
        step('rolling back', `${status}: going on with its rollback`);
        const token = tokenFor('rollback', id, clock.now().toISOString());
        await onceAccepted(clock, () =>
          api.continueUpdateRollback({ StackName: id, ClientRequestToken: token }),
        );
        await follow(
          api,
          clock,
          { stackId: id, begun: { token, status: ['UPDATE_ROLLBACK_IN_PROGRESS'] } },
          watch,
        );
        break;
      }
      case 'stuck':
        throw stuck(
          name,
          status,
          status === 'DELETE_FAILED'
            ? 'Its deletion did not finish. Finish it by `platc destroy`, then deploy.'
            : `Roll it back: aws cloudformation rollback-stack --stack-name ${name}`,
        );
    }
    stack = await readStack(api, clock, name);
  }
}

/** Deletes a stack and waits for the end of it. Throws where something remains. */
export async function deleteStack(
  api: CloudFormationApi,
  clock: Clock,
  stackId: string,
  watch: Watch = {},
): Promise<Ended> {
  const token = tokenFor('delete', stackId, clock.now().toISOString());
  await onceAccepted(clock, () => api.deleteStack({ StackName: stackId, ClientRequestToken: token }));
  const ended = await follow(
    api,
    clock,
    { stackId, begun: { token, status: ['DELETE_IN_PROGRESS'] } },
    watch,
  );
  if (ended.status === 'DELETE_COMPLETE') return ended;
  const failed = ended.events.find(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
  const reason = failed?.ResourceStatusReason ?? ended.events.at(-1)?.ResourceStatusReason ?? '';
  throw new CommandError(
    exit.failed,
    `${nameOf(stackId)} could not be deleted, it is ${ended.status}: ${reason.trim()}`,
    'Mend what is named, then run the same command again.',
    {
      stack: nameOf(stackId),
      status: ended.status,
    },
  );
}

/** Makes a call that carries a token again until it is answered; that AWS knows the token already is an answer, too. */
async function onceAccepted(clock: Clock, call: () => Promise<unknown>): Promise<void> {
  await patiently(clock, call).catch((error: unknown) => {
    if (!isRefusal(error, 'TokenAlreadyExistsException')) throw error;
  });
}

/** A token by which AWS knows a repetition of the same call: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export function tokenFor(...parts: readonly string[]): string {
  return `platc-${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 40)}`;
}

function stuck(name: string, status: string | undefined, hint: string): CommandError {
  return new CommandError(
    exit.failed,
    `stack ${name} is ${status}: it takes no change set in this state`,
    hint,
    { stack: name, status },
  );
}
