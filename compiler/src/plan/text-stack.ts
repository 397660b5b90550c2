import type { Style } from '../host/host.ts';
import { byWeight, mainPlace, placeText, symbolOf, titleOf, verbOf } from './describe.ts';
import type { ResourceChange, StackPlan } from './plan.ts';
import { extrasOf, partsOf } from './report-parts.ts';
import { wrap } from './wrap.ts';

export function hasDetails(stack: StackPlan): boolean {
  return stack.changes.length + stack.parameters.length + stack.outputs.length + stack.tags.length > 0;
}

/** What changes of a stack, a line or more for each resource; what endangers data stands first. */
export function stackLines(
  stack: StackPlan,
  style: Style,
  width: number,
  isTitled: boolean,
): readonly string[] {
  if (!hasDetails(stack)) return [];
  const changes = byWeight(stack.changes);
  const ids = Math.max(...changes.map(({ logicalId }) => logicalId.length), 0);
  const verbs = Math.max(...changes.map((change) => verbOf(change).length), 0);
  const layout: Layout = { ids: Math.min(ids, Math.floor(width * 0.4)), verbs, width, style };
  return [
    ...(isTitled ? [`  ${style.bold(titleOf(stack))}`] : []),
    ...changes.flatMap((change) => resourceLines(stack, change, layout)),
    ...extrasOf(stack).flatMap(({ name, text, place }) =>
      placed(wrap(`${name}: ${text}`, width - 4), place, 4, layout, style.dim),
    ),
  ];
}

interface Layout {
  /** Columns that the logical ids take, and the verbs. */
  readonly ids: number;
  readonly verbs: number;
  readonly width: number;
  readonly style: Style;
}

/** On one line where that fits; else a line for each property, with its own place where it has another. */
function resourceLines(stack: StackPlan, change: ResourceChange, layout: Layout): readonly string[] {
  const { ids, verbs, width, style } = layout;
  const paint = paintOf(change, style);
  const [symbol, verb] = [symbolOf(change), verbOf(change).padEnd(verbs)];
  const head = `  ${symbol} ${change.logicalId.padEnd(ids)}  ${verb}  `;
  const painted = `  ${paint(symbol)} ${change.logicalId.padEnd(ids)}  ${paint(verb)}  `;
  const parts = partsOf(stack, change);
  const all = parts.map(({ text }) => text).join(', ');
  const where = placeText(mainPlace(change));
  const room = width - head.length - where.length - 2;
  if (all.length <= room)
    return [`${painted}${all}${' '.repeat(room - all.length + 2)}${style.dim(where)}`.trimEnd()];
  const first =
    room >= 0
      ? [`${painted}${' '.repeat(room + 2)}${style.dim(where)}`]
      : [painted, ...atTheRight(where, layout)];
  return [
    ...first.map((line) => line.trimEnd()),
    ...parts.flatMap(({ text, place }) =>
      placed(wrap(text, width - 6), place === where ? '' : place, 6, layout),
    ),
  ];
}

function paintOf({ action, replacement }: ResourceChange, style: Style): (text: string) => string {
  if (action === 'Remove' || replacement !== 'no') return style.red;
  return action === 'Add' ? style.green : style.yellow;
}

/** Indented lines, and at the right of the last one, or below it, where they come from. */
function placed(
  lines: readonly string[],
  place: string,
  indent: number,
  layout: Layout,
  paint: (line: string) => string = (line) => line,
): readonly string[] {
  const indented = lines.map((line) => `${' '.repeat(indent)}${paint(line)}`);
  if (place === '') return indented;
  const gap = layout.width - indent - (lines.at(-1)?.length ?? 0) - place.length;
  if (gap < 2) return [...indented, ...atTheRight(place, layout)];
  return [...indented.slice(0, -1), `${indented.at(-1) ?? ''}${' '.repeat(gap)}${layout.style.dim(place)}`];
}

function atTheRight(text: string, { width, style }: Layout): readonly string[] {
  if (text === '') return [];
  // One place stays on one line.
  return wrap(text, width, ', ').map(
    (line) => `${' '.repeat(Math.max(0, width - line.length))}${style.dim(line)}`,
  );
}
