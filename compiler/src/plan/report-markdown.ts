import {
  byWeight,
  comparedText,
  dataSentence,
  fateOf,
  headlineOf,
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
import type { Plan, ResourceChange, StackPlan } from './plan.ts';
import { endangersData } from './summary.ts';

/**
 * A plan for a pull request, in GitHub Flavored Markdown. Everything that comes from a config or an account is written
 * as character references, which no Markdown parser takes for structure (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references).
 */
export function planToMarkdown(plan: Plan): string {
  const danger = plan.stacks.flatMap((stack) =>
    stack.changes.filter(endangersData).map((change) => ({ stack, change })),
  );
  const { counts } = plan.summary;
  const blocks = [
    `### ${escape(plan.app)} → ${escape(plan.environment)}\n\n${escape(comparedText(plan))}`,
    ...danger.map(
      ({ stack, change }) =>
        `> [!CAUTION]\n> ${code(titleOf(stack))}: ${code(change.logicalId)} holds data and ${escape(verbOf(change))}: ${escape(fateOf(change))}.`,
    ),
    table(
      ['Stack', 'Change'],
      plan.stacks.map((stack) => [code(titleOf(stack)), stackCell(stack)]),
    ),
    ...plan.stacks.filter((stack) => stack.changes.length > 0 || stack.state === 'update').map(details),
    [
      `${counts.added} new, ${counts.modified} updated, ${counts.replaced} replaced, ${counts.removed} removed.`,
      `Permissions: ${escape(refsText(plan, plan.summary.permissions))}. Network: ${escape(refsText(plan, plan.summary.network))}.`,
      `Interruption: ${plan.summary.interruptions.length === 0 ? 'none' : plan.summary.interruptions.map(escape).join('; ')}.`,
    ].join('\n'),
    `**${escape(dataSentence(plan))}**`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function stackCell(stack: StackPlan): string {
  const refused =
    stack.refused === undefined ? [] : [`**CloudFormation refuses it:** ${escape(stack.refused)}`];
  return [escape(headlineOf(stack)), ...stack.notes.map(escape), ...refused].join('<br>');
}

function details(stack: StackPlan): string {
  const rows = byWeight(stack.changes).map((change) => [
    code(`${symbolOf(change)} ${change.logicalId}`),
    escape(verbOf(change)),
    changeCell(stack, change),
    placeCell(change),
  ]);
  const others = [
    ...(stack.parameters.length > 0 ? [`parameters: ${code(valueChangesText(stack.parameters))}`] : []),
    ...(stack.outputs.length > 0 ? [`outputs: ${code(valueChangesText(stack.outputs))}`] : []),
    ...(stack.tags.length > 0 ? [`stack tags: ${code(valueChangesText(stack.tags))}`] : []),
    ...(stack.image
      ? [`image: ${code(valueText(stack.image.reference, 100))}, ${escape(stack.image.rule)}`]
      : []),
  ];
  return [
    `<details${stack.state === 'create' ? '' : ' open'}><summary>${code(titleOf(stack))}: ${escape(headlineOf(stack))}</summary>`,
    rows.length > 0 ? table(['Resource', '', 'What', 'Where'], rows) : '',
    others.map((line) => `- ${line}`).join('\n'),
    '</details>',
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function changeCell(stack: StackPlan, change: ResourceChange): string {
  const fate = fateOf(change);
  return [
    ...(change.properties.length > 0
      ? change.properties.map((property) => code(propertyText(property)))
      : [code(change.type)]),
    ...(fate === '' ? [] : [escape(fate)]),
    ...(change.usedBy.length > 0 ? [`used by ${change.usedBy.map(code).join(', ')}`] : []),
    ...(change.type === 'AWS::ECS::Service' && change.action === 'Modify' && stack.rollout
      ? [escape(stack.rollout.scale)]
      : []),
  ].join('<br>');
}

/** Each place once: of the resource's own line only where its properties have none. */
function placeCell(change: ResourceChange): string {
  const own = change.properties
    .map(({ place }) => placeText(place))
    .filter((place) => place !== '' && place !== placeText(change.place));
  const places = own.length > 0 ? own : [placeText(change.place)];
  return [...new Set(places)]
    .filter((place) => place !== '')
    .map(code)
    .join('<br>');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

/** Every ASCII character that any Markdown parser gives a meaning to, as a character reference. */
function escape(text: string): string {
  return printable(text).replaceAll(
    /[^\p{L}\p{N} ,;/→…±–()%"'-]/gu,
    (character) => `&#${character.codePointAt(0)};`,
  );
}
