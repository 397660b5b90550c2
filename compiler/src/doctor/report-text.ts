import type { Style } from '../host/host.ts';
import { wrap } from '../plan/wrap.ts';
import type { Diagnosis } from './examination.ts';

/** What a doctor says, for people: a line a finding, and how to mend it below. */
export function doctorText(found: readonly Diagnosis[], style: Style, columns: number): string {
  const width = Math.max(...found.map(({ check }) => check.length));
  const marks = {
    ok: style.green('✓'),
    note: style.yellow('·'),
    unknown: style.yellow('?'),
    fault: style.red('✗'),
  };
  const indent = ' '.repeat(width + 6);
  const lines = found.flatMap(({ check, state, text, mend }) => {
    const [first = '', ...rest] = wrap(text, Math.max(20, columns - indent.length));
    const advice = mend === undefined ? [] : wrap(mend, Math.max(20, columns - indent.length));
    return [
      `  ${marks[state]} ${check.padEnd(width)}  ${first}`,
      ...rest.map((line) => indent + line),
      ...advice.map((line) => indent + style.dim(line)),
    ];
  });
  const faults = found.filter(({ state }) => state === 'fault').length;
  const verdict =
    faults === 0
      ? style.green('nothing is in the way')
      : style.red(`${faults} ${faults === 1 ? 'fault' : 'faults'}`);
  return `${lines.join('\n')}\n\n${verdict}\n`;
}
