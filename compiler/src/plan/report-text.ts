import type { Style } from '../host/host.ts';
import {
  byWeight,
  comparedText,
  dataSentence,
  fateOf,
  headlineOf,
  propertyText,
  symbolOf,
  titleOf,
  valueChangeText,
  valueText,
  verbOf,
} from './describe.ts';
import type { Plan, ResourceChange, ResourceRef, StackPlan } from './plan.ts';
import { endangersData } from './summary.ts';
import { wrap } from './wrap.ts';

/** Beyond this a line is hard to follow; below 60 columns lines are longer than the terminal. */
const WIDEST = 110;
const NARROWEST = 60;

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
        wrap(note, width - 2 - column).map(style.dim),
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
    Math.floor(width / 3),
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
  const margin = 4 + ids + 2 + verbs + 2;
  const place = change.properties.find((property) => property.place)?.place ?? change.place;
  const where = place ? `${place.file}:${place.line}` : '';
  const [first = '', ...rest] = wrap(detailOf(stack, change), width - margin);
  const head = `  ${paint(symbolOf(change))} ${change.logicalId.padEnd(ids)}  ${paint(verbOf(change).padEnd(verbs))}  `;
  // An id that is longer than its column pushes the rest aside.
  const used = margin + Math.max(0, change.logicalId.length - ids);
  const gap = width - used - first.length - where.length;
  const tail = ' '.repeat(margin);
  if (where === '') return [`${head}${first}`.trimEnd(), ...rest.map((line) => `${tail}${line}`)];
  if (gap >= 2)
    return [`${head}${first}${' '.repeat(gap)}${style.dim(where)}`, ...rest.map((line) => `${tail}${line}`)];
  return [
    `${head}${first}`,
    ...rest.map((line) => `${tail}${line}`),
    `${' '.repeat(Math.max(2, width - where.length))}${style.dim(where)}`,
  ];
}

function detailOf(stack: StackPlan, change: ResourceChange): string {
  const properties = change.properties.map(propertyText).join(', ');
  const parts = [
    change.action === 'Modify' ? properties : change.type,
    ...(change.action === 'Modify' && change.properties.length === 0 ? [change.type] : []),
    ...(change.action === 'Remove' || change.replacement !== 'no' ? [fateOf(change)] : []),
    ...(change.usedBy.length > 0 ? [`used by ${change.usedBy.join(', ')}`] : []),
    ...(change.type === 'AWS::ECS::Service' && change.action === 'Modify' && stack.rollout
      ? [stack.rollout.scale]
      : []),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function extras(stack: StackPlan): readonly (readonly [string, string])[] {
  const text = (changes: StackPlan['outputs']) => changes.map(valueChangeText).join(', ');
  return [
    ...(stack.parameters.length > 0 ? [['parameters', text(stack.parameters)] as const] : []),
    ...(stack.outputs.length > 0 ? [['outputs', text(stack.outputs)] as const] : []),
    ...(stack.tags.length > 0 ? [['stack tags', text(stack.tags)] as const] : []),
    ...(stack.image
      ? [['image', `${valueText(stack.image.reference, 60)}, ${stack.image.rule}`] as const]
      : []),
  ];
}

function closing({ summary }: Plan, style: Style, width: number): readonly string[] {
  const row = (name: string, refs: readonly ResourceRef[]) => {
    const text = refs.length === 0 ? 'no change' : refs.map(({ logicalId }) => logicalId).join(', ');
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
