import type { Style } from '../host/host.ts';
import { shortEvent } from '../deploy/service-event.ts';
import { wrap } from '../plan/wrap.ts';
import { age, ago } from './age.ts';
import type { ServiceStatus, StoppedTaskStatus, TaskStatus } from './status.ts';

/** A label, its text, and how the text is painted. */
type Row = readonly [label: string, text: string, paint?: (text: string) => string];

const INDENT = 6;
const LABEL = 8;

/** Characters of a task's id. */
const SHORT_ID = 8;

/** What stands below the stack of a service. Text that others wrote goes on in further lines. */
export function serviceLines(
  service: ServiceStatus,
  { columns, style, now }: { readonly columns: number; readonly style: Style; readonly now: Date },
): readonly string[] {
  const { running, desired, rollout, taskDefinition, image, release } = service;
  const rows: readonly Row[] = [
    [
      'tasks',
      `${running} of ${desired} running${rollout === undefined ? '' : `, rollout ${inWords(rollout)}`}`,
    ],
    ...(taskDefinition === undefined
      ? []
      : [row('runs', `${taskDefinition}${release === undefined ? '' : `, release ${release}`}`)]),
    ...(image === undefined ? [] : [row('image', image.split('@')[1] ?? image)]),
    ...service.tasks.map((task) => row('task', taskText(task, now), painter(task.state, task.health, style))),
    ...service.stopped.map((task) => row('stopped', stoppedText(task, now))),
    ...service.targets.map(({ target, state, reason }) =>
      row(
        'target',
        `${target} ${state}${reason === undefined ? '' : ` (${reason})`}`,
        state === 'healthy' ? undefined : state === 'unhealthy' ? style.red : style.yellow,
      ),
    ),
    ...service.events.map(({ at, message }) => row('event', `${at.slice(11, 19)} ${shortEvent(message)}`)),
    ...service.problems.map((problem) => row('✗', problem, style.red)),
  ];
  return rows.flatMap(([label, text, paint = same]) =>
    wrap(text, columns - INDENT - LABEL).map(
      (line, index) =>
        `${' '.repeat(INDENT)}${style.dim((index === 0 ? label : '').padEnd(LABEL))}${paint(line)}`,
    ),
  );
}

function row(label: string, text: string, paint?: (text: string) => string): Row {
  return paint ? [label, text, paint] : [label, text];
}

function same(text: string): string {
  return text;
}

/** Only a task that runs is healthy. */
function taskText({ id, state, health, zone, startedAt }: TaskStatus, now: Date): string {
  const known = health === 'HEALTHY' && state === 'RUNNING' ? health : state;
  return [
    `${id.slice(0, SHORT_ID)} ${inWords(known)}${startedAt === undefined ? '' : ` for ${age(startedAt, now)}`}`,
    ...(health === 'UNHEALTHY' ? [inWords(health)] : []),
    ...(zone === undefined ? [] : [zone]),
  ].join(', ');
}

function stoppedText({ id, stoppedAt, reason, exitCode }: StoppedTaskStatus, now: Date): string {
  const when = stoppedAt === undefined ? '' : ` ${ago(stoppedAt, now)}`;
  return `${id.slice(0, SHORT_ID)}${when}: ${shortEvent(reason)}${exitCode === undefined ? '' : ` (exit code ${exitCode})`}`;
}

function painter(state: string, health: string, style: Style): ((text: string) => string) | undefined {
  if (health === 'UNHEALTHY') return style.red;
  return state === 'RUNNING' ? undefined : style.yellow;
}

/** `IN_PROGRESS` → `in progress` */
function inWords(state: string): string {
  return state.toLowerCase().replaceAll('_', ' ');
}
