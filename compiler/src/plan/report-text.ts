import type { Style } from '../host/host.ts';
import {
  byWeight,
  comparedText,
  dataSentence,
  fateOf,
  headlineOf,
  mainPlace,
  placeText,
  printable,
  propertyText,
  refsText,
  symbolOf,
  titleOf,
  valueChangesText,
  valueText,
  verbOf,
} from './describe.ts';
import type { FilePlace } from './place.ts';
import type { Plan, ResourceChange, ResourceRef, StackPlan } from './plan.ts';
import { endangersData } from './summary.ts';
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
  const danger = plan.stacks.flatMap((stack) =>
    stack.changes.filter(endangersData).map((change) => ({ stack, change })),
  );
  const blocks = [
    header(plan, style, width),
    danger.flatMap(({ stack, change }) => dangerLines(stack, change, style, width)),
    overview(plan, style, width),
    ...plan.stacks.map((stack) => stackLines(stack, style, width, plan.stacks.filter(hasDetails).length > 1)),
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

function dangerLines(
  stack: StackPlan,
  change: ResourceChange,
  style: Style,
  width: number,
): readonly string[] {
  const place = change.place ? ` (${change.place.file}:${change.place.line})` : '';
  const text = `${titleOf(stack)}: ${change.logicalId} holds data and ${change.action === 'Remove' ? 'is removed' : `${change.replacement === 'yes' ? 'is' : 'may be'} replaced`}, ${fateOf(change)}${place}`;
  return wrap(text, width - 4).map((line, index) => style.red(`${index === 0 ? '  ! ' : '    '}${line}`));
}

function overview(plan: Plan, style: Style, width: number): readonly string[] {
  const column = Math.max(8, ...plan.stacks.map((stack) => titleOf(stack).length)) + 2;
  return plan.stacks.flatMap((stack) => {
    const quiet = stack.state === 'unchanged' || stack.state === 'removed';
    const lines = [
      ...wrap(headlineOf(stack), width - 2 - column).map((line) => (quiet ? style.dim(line) : line)),
      ...(stack.state === 'removed' ? [] : stack.notes).flatMap((note) =>
        wrap(printable(note), width - 2 - column).map(style.dim),
      ),
      ...(stack.refused === undefined
        ? []
        : wrap(`CloudFormation refuses it: ${valueText(stack.refused, 1000)}`, width - 2 - column).map(
            style.red,
          )),
    ];
    return lines.map((line, index) => `  ${(index === 0 ? titleOf(stack) : '').padEnd(column)}${line}`);
  });
}

function hasDetails(stack: StackPlan): boolean {
  return stack.changes.length + stack.parameters.length + stack.outputs.length + stack.tags.length > 0;
}

function stackLines(stack: StackPlan, style: Style, width: number, titled: boolean): readonly string[] {
  if (!hasDetails(stack)) return [];
  const changes = byWeight(stack.changes);
  const ids = Math.min(
    Math.max(...changes.map(({ logicalId }) => logicalId.length), 0),
    Math.floor(width * 0.4),
  );
  const verbs = Math.max(...changes.map((change) => verbOf(change).length), 0);
  return [
    ...(titled ? [`  ${style.bold(titleOf(stack))}`] : []),
    ...changes.flatMap((change) => resourceLines(stack, change, ids, verbs, style, width)),
    ...extras(stack).flatMap(([name, text]) =>
      wrap(`${name}: ${text}`, width - 4).map((line) => `    ${style.dim(line)}`),
    ),
  ];
}

/** On one line where that fits; else a line for each property, with its own place where it has another. */
function resourceLines(
  stack: StackPlan,
  change: ResourceChange,
  ids: number,
  verbs: number,
  style: Style,
  width: number,
): readonly string[] {
  const paint =
    change.action === 'Remove' || change.replacement !== 'no'
      ? style.red
      : change.action === 'Add'
        ? style.green
        : style.yellow;
  const place = mainPlace(change);
  const verb = verbOf(change);
  const head = `  ${symbolOf(change)} ${change.logicalId.padEnd(ids)}  ${verb.padEnd(verbs)}  `;
  const painted = `  ${paint(symbolOf(change))} ${change.logicalId.padEnd(ids)}  ${paint(verb.padEnd(verbs))}  `;
  const details = detailsOf(stack, change);
  const all = details.map(({ text }) => text).join(', ');
  const where = placeText(place);
  const room = width - head.length - where.length - 2;
  if (all.length <= room)
    return [`${painted}${all}${' '.repeat(room - all.length + 2)}${style.dim(where)}`.trimEnd()];
  const first =
    room >= 0
      ? [`${painted}${' '.repeat(room + 2)}${style.dim(where)}`]
      : [painted.trimEnd(), ...atTheRight(where, style, width)];
  return [
    ...first.map((line) => line.trimEnd()),
    ...details.flatMap((detail) => {
      const own = placeText(detail.place);
      // The resource's own place says nothing new of one of its properties.
      const right = own === where || own === placeText(change.place) ? '' : own;
      const lines = wrap(detail.text, width - 6);
      const last = lines.at(-1) ?? '';
      const gap = width - 6 - last.length - right.length;
      const indented = lines.map((line) => `      ${line}`);
      if (right === '') return indented;
      if (gap < 2) return [...indented, ...atTheRight(right, style, width)];
      return [...indented.slice(0, -1), `      ${last}${' '.repeat(gap)}${style.dim(right)}`];
    }),
  ];
}

function atTheRight(text: string, style: Style, width: number): readonly string[] {
  return text === '' ? [] : [`${' '.repeat(Math.max(0, width - text.length))}${style.dim(text)}`];
}

interface Detail {
  readonly text: string;
  readonly place?: FilePlace | undefined;
}

function detailsOf(stack: StackPlan, change: ResourceChange): readonly Detail[] {
  const properties = change.properties.map((property) => ({
    text: propertyText(property),
    place: property.place,
  }));
  const fate = fateOf(change);
  return [
    ...(properties.length > 0 ? properties : [{ text: change.type }]),
    ...(fate === '' ? [] : [{ text: fate }]),
    ...(change.usedBy.length > 0 ? [{ text: `used by ${change.usedBy.join(', ')}` }] : []),
    ...(change.type === 'AWS::ECS::Service' && change.action === 'Modify' && stack.rollout
      ? [{ text: stack.rollout.scale }]
      : []),
  ];
}

function extras(stack: StackPlan): readonly (readonly [string, string])[] {
  return [
    ...(stack.parameters.length > 0 ? [['parameters', valueChangesText(stack.parameters)] as const] : []),
    ...(stack.outputs.length > 0 ? [['outputs', valueChangesText(stack.outputs)] as const] : []),
    ...(stack.tags.length > 0 ? [['stack tags', valueChangesText(stack.tags)] as const] : []),
    ...(stack.image
      ? [['image', `${valueText(stack.image.reference, 60)}, ${printable(stack.image.rule)}`] as const]
      : []),
  ];
}

function closing(plan: Plan, style: Style, width: number): readonly string[] {
  const { summary } = plan;
  const row = (name: string, refs: readonly ResourceRef[]) => {
    const text = refsText(plan, refs);
    return wrap(text, width - 17).map(
      (line, index) =>
        `  ${(index === 0 ? name : '').padEnd(15)}${refs.length === 0 ? style.dim(line) : line}`,
    );
  };
  const interruption = summary.interruptions.length === 0 ? ['none'] : summary.interruptions;
  return [
    ...row('Permissions', summary.permissions),
    ...row('Network', summary.network),
    ...interruption.flatMap((reason, index) =>
      wrap(reason, width - 17).map(
        (line, at) =>
          `  ${(index + at === 0 ? 'Interruption' : '').padEnd(15)}${summary.interruptions.length === 0 ? style.dim(line) : style.red(line)}`,
      ),
    ),
  ];
}
