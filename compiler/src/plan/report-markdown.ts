import {
  byWeight,
  comparedText,
  dataSentence,
  headlineOf,
  placeText,
  printable,
  refsText,
  symbolOf,
  titleOf,
  verbOf,
} from './describe.ts';
import type { Plan, ResourceChange, StackPlan } from './plan.ts';
import { dangersOf, extrasOf, partsOf, refusalOf, type Part } from './report-parts.ts';

/**
 * A plan for a pull request, in GitHub Flavored Markdown. Everything that comes from a config or an account is written
 * as character references, which no Markdown parser takes for structure (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references).
 */
export function planToMarkdown(plan: Plan): string {
  const { counts, permissions, network, interruptions } = plan.summary;
  const blocks = [
    `### ${escape(plan.app)} → ${escape(plan.environment)}\n\n${escape(comparedText(plan))}`,
    ...dangersOf(plan).map(
      ({ stack, change, text }) =>
        `> [!CAUTION]\n> ${code(titleOf(stack))}: ${code(change.logicalId)} ${escape(text)}. ${code(placeText(change.place))}`,
    ),
    table(
      ['Stack', 'Change'],
      plan.stacks.map((stack) => [code(titleOf(stack)), stackCell(stack)]),
    ),
    ...plan.stacks.filter((stack) => stack.changes.length > 0 || stack.state === 'update').map(details),
    [
      `${counts.added} new, ${counts.modified} updated, ${counts.replaced} replaced, ${counts.removed} removed.`,
      `Permissions: ${escape(refsText(plan, permissions))}. Network: ${escape(refsText(plan, network))}.`,
      `Interruption: ${interruptions.length === 0 ? 'none' : interruptions.map(escape).join('; ')}.`,
      ...(plan.verdicts ?? []).map(({ name, text }) => `${escape(name)}: ${escape(text)}.`),
    ].join('\n'),
    `**${escape(dataSentence(plan))}**`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function stackCell(stack: StackPlan): string {
  const refusal = refusalOf(stack);
  const refused = refusal === undefined ? [] : [`**CloudFormation refuses it:** ${escape(refusal)}`];
  return [escape(headlineOf(stack)), ...stack.notes.map(escape), ...refused].join('<br>');
}

function details(stack: StackPlan): string {
  const rows = byWeight(stack.changes).map((change) => [
    code(`${symbolOf(change)} ${change.logicalId}`),
    escape(verbOf(change)),
    partsOf(stack, change).map(partCell).join('<br>'),
    placeCell(change),
  ]);
  const extras = extrasOf(stack).map(
    (part) => `- ${part.name}: ${partCell(part)}${part.place === '' ? '' : ` ${code(part.place)}`}`,
  );
  return [
    `<details${stack.state === 'create' ? '' : ' open'}><summary>${code(titleOf(stack))}: ${escape(headlineOf(stack))}</summary>`,
    rows.length > 0 ? table(['Resource', '', 'What', 'Where'], rows) : '',
    extras.join('\n'),
    '</details>',
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function partCell({ text, isCode }: Part): string {
  return isCode ? code(text) : escape(text);
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
