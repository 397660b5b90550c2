import type { Terminal } from '../host/host.ts';
import { ago } from './age.ts';
import { alarmLines } from './alarm-text.ts';
import { serviceLines } from './service-text.ts';
import type { EnvironmentStatus, StackStatus } from './status.ts';

/** A status for people. No line but a link is wider than the terminal; where there is none, nothing is cut. */
export function statusText(status: EnvironmentStatus, terminal: Terminal, now: Date): string {
  const { style, interactive } = terminal;
  const columns = interactive ? terminal.columns : Infinity;
  const prefix = `${status.app}-${status.environment}-`;
  const short = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const width = Math.max(0, ...status.stacks.map(({ name }) => short(name).length));
  const layout = { columns, style, now };
  const lines = [
    `${style.bold(`${status.app} → ${status.environment}`)}${status.url === undefined ? '' : `  ${status.url}`}`,
    '',
  ];
  for (const stack of status.stacks) {
    lines.push(stackLine(stack, short(stack.name).padEnd(width), terminal, now));
    const service = status.services.find(({ service: name }) => `${prefix}${name}` === stack.name);
    if (service) lines.push(...serviceLines(service, layout));
  }
  if (status.alarms.length > 0) lines.push('', style.bold('alarms'), ...alarmLines(status.alarms, layout));
  lines.push('', verdict(status, prefix, terminal));
  const link = status.dashboard?.url === undefined ? '' : `\ndashboard: ${status.dashboard.url}\n`;
  return `${lines.map((line) => clip(line, columns)).join('\n')}\n${link}`;
}

function verdict(status: EnvironmentStatus, prefix: string, { style }: Terminal): string {
  // What all environments share may be there before this one is.
  const own =
    status.environment === 'common'
      ? status.stacks
      : status.stacks.filter(({ name }) => name.startsWith(prefix));
  if (status.healthy) return style.green('healthy');
  if (own.every(({ status: deployed }) => deployed === undefined))
    return style.yellow(`nothing is deployed in ${status.environment}`);
  const ringing = status.alarms.filter(({ state }) => state === 'ALARM').length;
  const rings = ringing === 0 ? '' : `: ${ringing === 1 ? 'an alarm rings' : `${ringing} alarms ring`}`;
  return style.red(`not healthy${rings}`);
}

function stackLine(stack: StackStatus, name: string, { style }: Terminal, now: Date): string {
  if (stack.status === undefined) return `  ${style.dim('·')} ${name}  ${style.dim('not deployed')}`;
  const mark = stack.healthy ? style.green('✓') : style.red('✗');
  const when = stack.changedAt === undefined ? '' : `  ${style.dim(ago(stack.changedAt, now))}`;
  const why = stack.healthy || stack.reason === undefined ? '' : `  ${stack.reason}`;
  return `  ${mark} ${name}  ${stack.status}${when}${why}`;
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
