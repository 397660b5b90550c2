import type { Style } from '../host/host.ts';
import {
  comparedText,
  dataSentence,
  headlineOf,
  placeText,
  printable,
  refsText,
  titleOf,
} from './describe.ts';
import type { Plan, ResourceRef } from './plan.ts';
import { dangersOf, refusalOf } from './report-parts.ts';
import { hasDetails, stackLines } from './text-stack.ts';
import { wrap } from './wrap.ts';

/** Beyond this a line is hard to follow; below 60 columns lines are longer than the terminal. */
const WIDEST = 110;
const NARROWEST = 60;

const same = (text: string) => text;

/** For a file. */
export const unstyled: Style = { red: same, green: same, yellow: same, cyan: same, bold: same, dim: same };

/** A plan for a terminal of `columns`. What endangers data stands first; the last sentence says whether anything does. */
export function planToText(plan: Plan, style: Style, columns: number): string {
  const width = Math.max(NARROWEST, Math.min(columns, WIDEST));
  const danger = dangerLines(plan, style, width);
  const isTitled = plan.stacks.filter(hasDetails).length > 1;
  const blocks = [
    header(plan, style, width),
    danger,
    overview(plan, style, width),
    ...plan.stacks.map((stack) => stackLines(stack, style, width, isTitled)),
    closing(plan, style, width),
    wrap(dataSentence(plan), width).map(danger.length > 0 ? style.red : style.green),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function header(plan: Plan, style: Style, width: number): readonly string[] {
  const title = `${plan.app} → ${plan.environment}`;
  const compared = comparedText(plan);
  const gap = width - title.length - compared.length;
  if (gap < 2) return [style.bold(title), ...wrap(compared, width - 2).map((line) => `  ${style.dim(line)}`)];
  return [`${style.bold(title)}${' '.repeat(gap)}${style.dim(compared)}`];
}

function dangerLines(plan: Plan, style: Style, width: number): readonly string[] {
  return dangersOf(plan).flatMap(({ stack, change, text }) => {
    const place = change.place ? ` (${placeText(change.place)})` : '';
    return wrap(`${titleOf(stack)}: ${change.logicalId} ${text}${place}`, width - 4).map((line, index) =>
      style.red(`${index === 0 ? '  ! ' : '    '}${line}`),
    );
  });
}

function overview(plan: Plan, style: Style, width: number): readonly string[] {
  const column = Math.max(8, ...plan.stacks.map((stack) => titleOf(stack).length)) + 2;
  return plan.stacks.flatMap((stack) => {
    const quiet = stack.state === 'unchanged' || stack.state === 'removed';
    const refusal = refusalOf(stack);
    const wrapped = (text: string) => wrap(text, width - 2 - column);
    const lines = [
      ...wrapped(headlineOf(stack)).map((line) => (quiet ? style.dim(line) : line)),
      ...(stack.state === 'removed' ? [] : stack.notes).flatMap((note) =>
        wrapped(printable(note)).map(style.dim),
      ),
      ...(refusal === undefined ? [] : wrapped(`CloudFormation refuses it: ${refusal}`).map(style.red)),
    ];
    return lines.map((line, index) => `  ${(index === 0 ? titleOf(stack) : '').padEnd(column)}${line}`);
  });
}

function closing({ stacks, summary, ...plan }: Plan, style: Style, width: number): readonly string[] {
  const rows = (name: string, texts: readonly string[], paint: (line: string) => string) =>
    texts
      .flatMap((text) => wrap(text, width - 17))
      .map((line, index) => `  ${(index === 0 ? name : '').padEnd(15)}${paint(line)}`);
  const refs = (name: string, found: readonly ResourceRef[]) =>
    rows(name, [refsText({ ...plan, stacks, summary }, found)], found.length === 0 ? style.dim : same);
  const { interruptions } = summary;
  return [
    ...refs('Permissions', summary.permissions),
    ...refs('Network', summary.network),
    ...(interruptions.length === 0
      ? rows('Interruption', ['none'], style.dim)
      : rows('Interruption', interruptions, style.red)),
    ...(plan.verdicts ?? []).flatMap(({ name, text, alarming }) =>
      rows(name, [text], alarming ? style.red : same),
    ),
  ];
}
