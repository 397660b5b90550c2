import type { Style } from '../host/host.ts';
import type { StackFailure } from './deployment.ts';
import { shortEvent } from './service-event.ts';
import type { TaskFailure } from './tasks.ts';
import { usualCause } from './usual-cause.ts';

/** A label and the lines beside it. */
export type Row = readonly [label: string, lines: readonly string[]];

/** What a failure is about. */
export interface FailedThing {
  readonly environment: string;
  readonly service: string | undefined;
  readonly image: string | undefined;
  readonly commit: string | undefined;
  /** `platform.yaml:34  (Service)`, of what failed; the first cause first. */
  readonly places: readonly string[];
  /** Whether its log group is still there. */
  readonly hasLog: boolean;
}

/** Why it failed: the end of the new tasks with their last lines, then what AWS says of it. */
export function causeRows(failure: StackFailure, about: FailedThing): readonly Row[] {
  const [cause, ...others] = failure.causes;
  const task = failure.tasks[0];
  const usual = task && usualCause(task);
  const { image, commit, places } = about;
  const from = commit === undefined ? '' : `, deployed from commit ${commit.slice(0, 7)}`;
  const rows: (Row | false)[] = [
    ['Cause', [task ? taskCause(task, failure) : resourceCause(cause)]],
    task !== undefined && task.log.length > 0 && ['', logLines(task, about)],
    task !== undefined && ['AWS', [resourceCause(cause)]],
    others.length > 0 && ['Also', others.slice(0, 4).map(resourceCause)],
    places.length > 0 && ['Where', [...new Set(places)].slice(0, 5)],
    task !== undefined && image !== undefined && ['Image', [`${image}${from}`]],
    usual !== undefined && ['Usual', [usual]],
  ];
  return rows.filter((row) => row !== false);
}

/** A headline, and the rows below it. */
export function rowsText(headline: string, rows: readonly Row[], style: Style): string {
  const body = rows.flatMap(([label, lines]) =>
    lines.map((line, index) => `  ${style.bold((index === 0 ? label : '').padEnd(6))}  ${line}`.trimEnd()),
  );
  return `${style.red('✗')} ${style.bold(headline)}\n\n${body.join('\n')}\n`;
}

function logLines(task: TaskFailure, { environment, service, hasLog }: FailedThing): readonly string[] {
  const of = service === undefined ? '' : ` --service ${service}`;
  const more = `(more: npx platc logs --env ${environment}${of} --task ${task.task.slice(0, 8)})`;
  const last = task.log.slice(-8).map((line) => `${task.container ?? ''}  ${line}`);
  return ['', ...last, ...(hasLog ? [more] : [])];
}

/** One sentence on why the new tasks stop. */
function taskCause(
  { exitCode, ranFor, reason, container }: TaskFailure,
  { stoppedTasks, rollout, breaker }: StackFailure,
): string {
  const tries = triesText(Math.max(stoppedTasks, rollout?.failed ?? 0), breaker);
  // ECS has stopped it then: the exit code tells of that alone.
  if (/failed (ELB|container) health checks/.test(reason))
    return `the new tasks start, but do not become healthy (${tries}): ${shortEvent(reason)}`;
  if (exitCode === undefined) return `${reason} (${tries})`;
  const after =
    ranFor === undefined ? '' : ranFor < 1 ? ', right after its start' : `, ${ranFor} s after its start`;
  return `container ${container ?? ''} exits with code ${exitCode}${after} (${tries}): ${reason}`;
}

/** ECS counts on until the last of the tasks that it had started is gone. */
function triesText(stopped: number, breaker: StackFailure['breaker']): string {
  if (breaker && breaker.failureCount <= breaker.threshold)
    return `${breaker.failureCount} of ${breaker.threshold} tries`;
  if (breaker) return `${breaker.failureCount} tries; ECS gives up after ${breaker.threshold}`;
  return stopped === 1 ? '1 task' : `${stopped} tasks`;
}

function resourceCause(cause: StackFailure['causes'][number] | undefined): string {
  if (!cause) return 'AWS gives no reason';
  return cause.logicalId === undefined ? cause.reason : `${cause.logicalId} (${cause.type}): ${cause.reason}`;
}
