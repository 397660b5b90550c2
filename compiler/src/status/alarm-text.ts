import type { Style } from '../host/host.ts';
import { wrap } from '../plan/wrap.ts';
import { age } from './age.ts';
import type { AlarmStatus } from './status.ts';

const INDENT = '      ';

/** The alarms: each that rings with what to do, the others of a service in one line. */
export function alarmLines(
  alarms: readonly AlarmStatus[],
  { columns, style, now }: { readonly columns: number; readonly style: Style; readonly now: Date },
): readonly string[] {
  const width = Math.max(...alarms.map((alarm) => ownerOf(alarm).length));
  const line = (
    mark: string,
    owner: string,
    text: string,
    paint: (text: string) => string = (one) => one,
  ) => {
    const beside = width + 6;
    return wrap(text, columns - beside).map((part, index) =>
      index === 0
        ? `  ${mark} ${owner.padEnd(width)}  ${paint(part)}`
        : `${' '.repeat(beside)}${paint(part)}`,
    );
  };
  const ringing = alarms.filter(({ state }) => state === 'ALARM');
  const quiet = ['INSUFFICIENT_DATA', 'OK'].flatMap((state) => {
    const these = alarms.filter((alarm) => alarm.state === state);
    return [...new Set(these.map(ownerOf))].map((owner) => ({
      owner,
      known: state === 'OK',
      watches: these.filter((alarm) => ownerOf(alarm) === owner).map(({ watches }) => watches),
    }));
  });
  return [
    ...ringing.flatMap((alarm) => [
      ...line(style.red('✗'), ownerOf(alarm), ringingText(alarm, now), style.red),
      ...wrap(alarm.description ?? alarm.reason ?? '', columns - INDENT.length).map(
        (part) => `${INDENT}${part}`,
      ),
    ]),
    ...quiet.flatMap(({ owner, known, watches }) =>
      line(
        known ? style.green('✓') : style.dim('·'),
        owner,
        `${watches.join(', ')}${known ? '' : ': not enough data yet'}`,
        known ? undefined : style.dim,
      ),
    ),
  ];
}

function ringingText({ watches, since }: AlarmStatus, now: Date): string {
  return `${watches}: rings${since === undefined ? '' : ` for ${age(since, now)}`}`;
}

function ownerOf({ service }: AlarmStatus): string {
  return service ?? 'platform';
}
