import type { Style } from '../host/host.ts';
import type { StackFailure, StackOutcome } from './deployment.ts';
import { causeRows, rowsText, type FailedThing } from './failure-rows.ts';

export interface FailureContext extends Omit<FailedThing, 'hasLog'> {
  /** Of a rollback: the number of the release that it restores. */
  readonly restores?: number | undefined;
  readonly style: Style;
}

/** A failed stack for people: the cause first, then what is there now, then what to do. */
export function failureText(outcome: StackOutcome, failure: StackFailure, context: FailureContext): string {
  return rowsText(
    headline(outcome, failure),
    [
      ...causeRows(failure, { ...context, hasLog: keepsLog(outcome) }),
      ['Now', [stateText(outcome, failure)]],
      ['Next', nextSteps(outcome, failure.tasks.length > 0, context)],
    ],
    context.style,
  );
}

/** The log group belongs to the stack: the rollback of a creation takes it away. */
function keepsLog({ status }: StackOutcome): boolean {
  return status === 'CREATE_COMPLETE' || status.startsWith('UPDATE_');
}

function headline({ name, status }: StackOutcome, { served }: StackFailure): string {
  if (status === 'UPDATE_ROLLBACK_COMPLETE')
    return `${name} failed, and was rolled back to what it was before${served ? '. Users were served all the time.' : ''}`;
  if (status === 'ROLLBACK_COMPLETE')
    return `${name} could not be created; what had been made of it was taken away again`;
  if (status === 'DELETE_COMPLETE') return `${name} could not be created, and was deleted again`;
  return `${name} failed`;
}

function stateText({ name, status }: StackOutcome, { deployedRelease }: StackFailure): string {
  return `stack ${name} is ${status}${deployedRelease === undefined ? '' : ` on release ${deployedRelease}`}`;
}

function nextSteps(
  { status }: StackOutcome,
  byTasks: boolean,
  { environment, service, restores }: FailureContext,
): readonly string[] {
  const of = `--env ${environment}${service === undefined ? '' : ` --service ${service}`}`;
  if (restores !== undefined)
    return [
      `choose another release (npx platc history ${of}): npx platc rollback ${of} --to <release>`,
      `or mend the cause, then: npx platc deploy --env ${environment}`,
    ];
  const mend = byTasks
    ? `mend the service and commit, then: npx platc deploy --env ${environment} --push`
    : `mend the cause, then: npx platc deploy --env ${environment}`;
  // CloudFormation holds the release for deployed, and takes nothing back by itself any more.
  return service !== undefined && status === 'UPDATE_COMPLETE'
    ? [`npx platc rollback ${of}`, `or ${mend}`]
    : [mend];
}
