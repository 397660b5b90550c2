import type { Style } from '../host/host.ts';
import type { StackFailure, StackOutcome } from './deployment.ts';
import type { TaskFailure } from './tasks.ts';
import { usualCause } from './usual-cause.ts';

export interface FailureContext {
  readonly environment: string;
  readonly service: string | undefined;
  readonly image: string | undefined;
  readonly commit: string | undefined;
  /** `platform.yaml:34`, of the resource that failed. */
  readonly place: string | undefined;
  /** Of a rollback: the number of the release that it restores. */
  readonly restores?: number | undefined;
  readonly style: Style;
}

/** A failed stack for people: the cause first, then what is there now, then what to do. */
export function failureText(outcome: StackOutcome, failure: StackFailure, context: FailureContext): string {
  const { style, environment, service } = context;
  const [cause, ...others] = failure.causes;
  const task = failure.tasks[0];
  const usual = task && usualCause(task);
  const rows: [string, readonly string[]][] = [
    ['Cause', [task ? taskCause(task, failure) : resourceCause(cause)]],
    ...(task && task.log.length > 0
      ? [
          [
            '',
            [
              '',
              ...task.log.slice(-8).map((line) => `${task.container ?? ''}  ${line}`),
              ...(keepsLog(outcome)
                ? [
                    `(more: npx platc logs --env ${environment}${service === undefined ? '' : ` --service ${service}`} --task ${task.task.slice(0, 8)})`,
                  ]
                : []),
            ],
          ] satisfies [string, readonly string[]],
        ]
      : []),
    ...(task ? [['AWS', [resourceCause(cause)]] satisfies [string, readonly string[]]] : []),
    ...(others.length > 0
      ? [['Also', others.slice(0, 4).map(resourceCause)] satisfies [string, readonly string[]]]
      : []),
    ...(context.place === undefined
      ? []
      : [['Where', [context.place]] satisfies [string, readonly string[]]]),
    ...(task && context.image !== undefined
      ? [
          [
            'Image',
            [
              `${context.image}${context.commit === undefined ? '' : `, deployed from commit ${context.commit.slice(0, 7)}`}`,
            ],
          ] satisfies [string, readonly string[]],
        ]
      : []),
    ...(usual === undefined ? [] : [['Usual', [usual]] satisfies [string, readonly string[]]]),
    ['Now', [stateText(outcome, failure)]],
    ['Next', nextSteps(outcome, task !== undefined, context)],
  ];
  const body = rows.flatMap(([label, lines]) =>
    lines.map((line, index) => `  ${style.bold((index === 0 ? label : '').padEnd(6))}  ${line}`.trimEnd()),
  );
  return `${style.red('✗')} ${style.bold(headline(outcome, failure))}\n\n${body.join('\n')}\n`;
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

/** One sentence on why the new tasks stop. */
function taskCause(
  { exitCode, ranFor, reason, container }: TaskFailure,
  { stoppedTasks, rollout, breaker }: StackFailure,
): string {
  const stopped = Math.max(stoppedTasks, rollout?.failed ?? 0);
  const tries = breaker
    ? `${breaker.failureCount} of ${breaker.threshold} tries`
    : stopped === 1
      ? '1 task'
      : `${stopped} tasks`;
  if (exitCode === undefined) return `${reason} (${tries})`;
  const after =
    ranFor === undefined ? '' : ranFor < 1 ? ', right after its start' : `, ${ranFor} s after its start`;
  return `container ${container ?? ''} exits with code ${exitCode}${after} (${tries}): ${reason}`;
}

function resourceCause(cause: StackFailure['causes'][number] | undefined): string {
  if (!cause) return 'AWS gives no reason';
  return cause.logicalId === undefined ? cause.reason : `${cause.logicalId} (${cause.type}): ${cause.reason}`;
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
