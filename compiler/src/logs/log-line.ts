import type { Style } from '../host/host.ts';
import type { LogEvent } from './log-event.ts';

/** One event as a line: service and short task id, then what was written. */
export function logLine(
  { service, task, at, message }: LogEvent,
  options: { readonly readable: boolean; readonly style: Style },
): string {
  const { readable, style } = options;
  const prefix = style.cyan(`${service} ${task.slice(0, 8)}`);
  const json = readable ? parse(message) : undefined;
  return `${prefix}  ${json ? readableLine(json, at, style) : message}\n`;
}

/** A JSON log line: time, level, message, and the rest as key=value. */
function readableLine(json: Readonly<Record<string, unknown>>, at: number, style: Style): string {
  const { time, level, msg, message, err, ...rest } = json;
  const when = new Date(typeof time === 'number' || typeof time === 'string' ? time : at);
  const clock = (Number.isNaN(when.getTime()) ? new Date(at) : when).toISOString().slice(11, 23);
  const name = levelName(level);
  const paint = /error|fatal/.test(name) ? style.red : name === 'warn' ? style.yellow : style.green;
  const text = [msg, message]
    .filter((part) => part !== undefined)
    .map(plain)
    .join(' ');
  const pairs = Object.entries(rest)
    .map(([key, value]) => `${key}=${plain(value)}`)
    .join(' ');
  const parts = [
    style.dim(clock),
    ...(name === '' ? [] : [paint(name.padEnd(5))]),
    ...(text === '' ? [] : [text]),
    ...(pairs === '' ? [] : [style.dim(pairs)]),
  ];
  return `${parts.join(' ')}${stackOf(err)}`;
}

/** pino's numbers, and the words of others. https://github.com/pinojs/pino/blob/main/docs/api.md#loggerlevels-object */
function levelName(level: unknown): string {
  const names: Readonly<Record<string, string>> = {
    10: 'trace',
    20: 'debug',
    30: 'info',
    40: 'warn',
    50: 'error',
    60: 'fatal',
  };
  if (typeof level === 'number') return names[level] ?? String(level);
  return typeof level === 'string' ? level.toLowerCase() : '';
}

function stackOf(error: unknown): string {
  if (error === undefined) return '';
  const { stack }: { stack?: unknown } = typeof error === 'object' && error !== null ? error : {};
  return typeof stack === 'string' ? `\n${stack.replaceAll(/^/gm, '    ')}` : ` err=${plain(error)}`;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parse(message: string): Readonly<Record<string, unknown>> | undefined {
  if (!message.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
