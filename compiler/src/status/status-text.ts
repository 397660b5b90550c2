import type { Terminal } from '../host/host.ts';
import type { EnvironmentStatus, ServiceStatus, StackStatus } from './status.ts';

/** A status for people. No line is wider than the terminal; where there is none, nothing is cut. */
export function statusText(status: EnvironmentStatus, terminal: Terminal, now: Date): string {
  const { style, interactive } = terminal;
  const columns = interactive ? terminal.columns : Infinity;
  const prefix = `${status.app}-${status.environment}-`;
  const short = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const width = Math.max(0, ...status.stacks.map(({ name }) => short(name).length));
  const lines = [
    `${style.bold(`${status.app} → ${status.environment}`)}${status.url === undefined ? '' : `  ${status.url}`}`,
    '',
  ];
  for (const stack of status.stacks) {
    lines.push(stackLine(stack, short(stack.name).padEnd(width), terminal, now));
    const service = status.services.find(({ service: name }) => `${prefix}${name}` === stack.name);
    if (service) lines.push(...serviceLines(service, terminal));
  }
  // What all environments share may be there before this one is.
  const own =
    status.environment === 'common'
      ? status.stacks
      : status.stacks.filter(({ name }) => name.startsWith(prefix));
  const verdict = status.healthy
    ? style.green('healthy')
    : own.every(({ status: deployed }) => deployed === undefined)
      ? style.yellow(`nothing is deployed in ${status.environment}`)
      : style.red('not healthy');
  lines.push('', verdict);
  return `${lines.map((line) => clip(line, columns)).join('\n')}\n`;
}

function stackLine(stack: StackStatus, name: string, { style }: Terminal, now: Date): string {
  if (stack.status === undefined) return `  ${style.dim('·')} ${name}  ${style.dim('not deployed')}`;
  const mark = stack.healthy ? style.green('✓') : style.red('✗');
  const when = stack.changedAt === undefined ? '' : `  ${style.dim(ago(new Date(stack.changedAt), now))}`;
  const why = stack.healthy || stack.reason === undefined ? '' : `  ${stack.reason}`;
  return `  ${mark} ${name}  ${stack.status}${when}${why}`;
}

function serviceLines(service: ServiceStatus, { style }: Terminal): readonly string[] {
  const { running, desired, rollout, taskDefinition, image, release } = service;
  const rows: [string, string][] = [
    [
      'tasks',
      `${running} of ${desired} running${rollout === undefined ? '' : `, rollout ${rollout.toLowerCase().replace('_', ' ')}`}`,
    ],
    ...(taskDefinition === undefined
      ? []
      : [
          ['runs', `${taskDefinition}${release === undefined ? '' : `, release ${release}`}`] satisfies [
            string,
            string,
          ],
        ]),
    ...(image === undefined ? [] : [['image', image.split('@')[1] ?? image] satisfies [string, string]]),
    ...service.targets.map(({ target, state, reason }): [string, string] => {
      const paint = state === 'healthy' ? style.green : state === 'unhealthy' ? style.red : style.yellow;
      return ['target', `${target} ${paint(state)}${reason === undefined ? '' : ` (${reason})`}`];
    }),
    ...service.events.map(({ at, message }): [string, string] => ['event', `${at.slice(11, 19)} ${message}`]),
    ...service.problems.map((problem): [string, string] => ['✗', style.red(problem)]),
  ];
  return rows.map(([label, text]) => `      ${style.dim(label.padEnd(7))} ${text}`);
}

function ago(then: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));
  const [amount, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 3600
        ? [Math.floor(seconds / 60), 'minute']
        : seconds < 86_400
          ? [Math.floor(seconds / 3600), 'hour']
          : [Math.floor(seconds / 86_400), 'day'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'} ago`;
}

/** Cuts what is visible at the terminal's width; escape sequences take no room. */
function clip(line: string, columns: number): string {
  // oxlint-disable-next-line no-control-regex -- terminal colours begin with ESC
  const parts = line.split(/(\u001B\[\d+m)/);
  let room = columns;
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return part;
      const letters = Array.from(part);
      const kept =
        letters.length <= room
          ? part
          : `${letters.slice(0, Math.max(0, room - 1)).join('')}${room > 0 ? '…' : ''}`;
      room -= Math.min(room, letters.length);
      return kept;
    })
    .join('');
}
