import type { Style } from '../host/host.ts';
import type { Phase, Progress, ResourceNote } from './progress.ts';
import { rolloutText, timeOf } from './progress-lines.ts';
import type { RolloutState, ServiceNote } from './rollout.ts';

export interface Screen {
  readonly write: (text: string) => void;
  readonly columns: () => number;
  readonly style: Style;
  readonly now: () => Date;
}

interface Row {
  phase: Phase;
  detail: string | undefined;
  since: Date;
  resource: ResourceNote | undefined;
  done: number;
  rollout: RolloutState | undefined;
  notes: readonly ServiceNote[];
}

/** A piece of a line: colours count nothing towards its width. */
interface Piece {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

const finished: readonly Phase[] = ['done', 'failed', 'skipped'];

/**
 * Progress on a terminal: one line a stack, redrawn in place, with the resource under way and below it the rollout. The cursor
 * is never hidden, so an end at any moment leaves the terminal as it should be.
 * @param stacks full names, in the order of the lines
 * @param prefixes what names begin with and the lines leave out, the longer first
 */
export function progressTable(
  screen: Screen,
  title: string,
  stacks: readonly string[],
  prefixes: readonly string[],
): Progress {
  const started = screen.now();
  const rows = new Map<string, Row>();
  const rowOf = (stack: string): Row => {
    const row = rows.get(stack) ?? {
      phase: 'waiting',
      detail: undefined,
      since: screen.now(),
      resource: undefined,
      done: 0,
      rollout: undefined,
      notes: [],
    };
    rows.set(stack, row);
    return row;
  };
  for (const stack of stacks) rowOf(stack);
  let drawn = 0;

  const draw = () => {
    const width = Math.max(20, screen.columns());
    const names = [...rows.keys()].map((stack) => shortName(stack, prefixes));
    const pad = Math.max(...names.map(({ length }) => length), 0);
    const lines = [
      titleLine(title, clockText(screen.now().getTime() - started.getTime()), width, screen.style),
      '',
      ...[...rows].flatMap(([stack, row]) =>
        rowLines(shortName(stack, prefixes).padEnd(pad), row, screen, width),
      ),
      '',
    ];
    const up = drawn === 0 ? '' : `\u001B[${drawn}A\u001B[J`;
    drawn = lines.length;
    screen.write(`${up}${lines.join('\n')}\n`);
  };

  return {
    phase(stack, phase, detail) {
      const row = rowOf(stack);
      if (row.phase !== phase) row.since = screen.now();
      Object.assign(row, { phase, detail });
      draw();
    },
    resource(stack, note) {
      const row = rowOf(stack);
      row.resource = note;
      if (note.status.endsWith('_COMPLETE')) row.done += 1;
    },
    rollout(stack, state) {
      rowOf(stack).rollout = state;
    },
    note(stack, note) {
      const row = rowOf(stack);
      row.notes = [...row.notes, note].slice(-3);
    },
    tick: draw,
    close: draw,
  };
}

function rowLines(name: string, row: Row, { style, now }: Screen, width: number): readonly string[] {
  const seconds = Math.round((now().getTime() - row.since.getTime()) / 1000);
  const ended = finished.includes(row.phase);
  const marks: Partial<Record<Phase, Piece>> = {
    done: { text: '✓', paint: style.green },
    failed: { text: '✗', paint: style.red },
    skipped: { text: '-', paint: style.dim },
    waiting: { text: '·', paint: style.dim },
  };
  const under =
    !ended && row.resource ? `${row.resource.logicalId}  (${row.done} done, ${seconds} s)` : row.detail;
  const phase = row.phase === 'done' ? (row.detail ?? 'done') : row.phase;
  const first: readonly Piece[] = [
    { text: '  ' },
    marks[row.phase] ?? { text: '●', paint: style.cyan },
    { text: ` ${name}  ${phase}` },
    ...(row.phase === 'done' || under === undefined ? [] : [{ text: `   ${under}`, paint: style.dim }]),
  ];
  if (ended || !row.rollout) return [fit(first, width)];
  return [
    fit(first, width),
    fit([{ text: `      rollout  ${rolloutText(row.rollout)}` }], width),
    ...row.notes.map(({ at, text }) =>
      fit([{ text: `      ${timeOf(at)} ${text}`, paint: style.dim }], width),
    ),
  ];
}

function titleLine(title: string, clock: string, width: number, style: Style): string {
  const room = width - clock.length - 1;
  const text = title.length > room ? `${title.slice(0, Math.max(0, room - 2))}…` : title;
  return `${style.bold(text)}${' '.repeat(Math.max(1, width - 1 - text.length - clock.length))}${clock}`;
}

/** Cuts a line to the width; a line that wraps would make the next redraw begin at the wrong place. */
function fit(pieces: readonly Piece[], width: number): string {
  let room = width - 1;
  return pieces
    .map(({ text, paint = (same) => same }) => {
      const plain = text.replaceAll(/[\r\n\t]+/g, ' ');
      const shown =
        plain.length <= room ? plain : `${plain.slice(0, Math.max(0, room - 1))}${room > 0 ? '…' : ''}`;
      room -= shown.length;
      return shown === '' ? '' : paint(shown);
    })
    .join('');
}

function shortName(stack: string, prefixes: readonly string[]): string {
  const prefix = prefixes.find((candidate) => stack.startsWith(candidate)) ?? '';
  return stack.slice(prefix.length);
}

/** Minutes and seconds. */
function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
