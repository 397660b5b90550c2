import type { Style } from '../host/host.ts';
import { placeText, printable, valueText } from '../plan/describe.ts';
import { wrap } from '../plan/wrap.ts';
import type { EnvironmentDrift, PropertyDrift, ResourceDrift, StackDrift, Unchecked } from './drift.ts';

/** Beyond this a line is hard to follow; below 60 columns lines are longer than the terminal. */
const WIDEST = 110;
const NARROWEST = 60;

/** What differs from what was deployed, for a terminal of `columns`. */
export function driftText(drift: EnvironmentDrift, style: Style, columns: number): string {
  const width = Math.max(NARROWEST, Math.min(columns, WIDEST));
  const { app, environment, stacks } = drift;
  const prefixes = [`${app}-${environment}-`, `${app}-`];
  const short = (name: string) => {
    const prefix = prefixes.find((candidate) => name.startsWith(candidate)) ?? '';
    return name.slice(prefix.length);
  };
  const pad = Math.max(...stacks.map(({ name }) => short(name).length), 0);
  const blocks = [
    [style.bold(`${app} → ${environment}: drift`)],
    stacks.flatMap((stack) => overview(stack, short(stack.name).padEnd(pad), style, width)),
    ...stacks.flatMap((stack) =>
      stack.resources.length === 0
        ? []
        : [
            [
              `  ${style.bold(short(stack.name))}`,
              ...stack.resources.flatMap((resource) => resourceLines(resource, style, width)),
            ],
          ],
    ),
    notChecked(
      stacks.flatMap((stack) => stack.notChecked),
      style,
      width,
    ),
    closing(drift, style, width),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function overview(stack: StackDrift, name: string, style: Style, width: number): readonly string[] {
  const { text, mark } = summary(stack, style);
  const problem =
    stack.problem === undefined
      ? []
      : wrap(printable(stack.problem), width - 6).map((line) => `      ${line}`);
  return [`  ${mark} ${name}  ${text}`, ...problem];
}

function summary(stack: StackDrift, style: Style): { readonly text: string; readonly mark: string } {
  const of = (status: ResourceDrift['status']) =>
    stack.resources.filter((resource) => resource.status === status).length;
  switch (stack.status) {
    case 'NOT_DEPLOYED':
      return { mark: style.dim('·'), text: style.dim('not deployed') };
    case 'NOT_CHECKED':
      return { mark: style.red('✗'), text: 'not compared' };
    case 'UNKNOWN':
      return { mark: style.red('✗'), text: `${resources(stack.checked)} in sync, not all compared` };
    case 'IN_SYNC':
      return { mark: style.green('✓'), text: `in sync, ${resources(stack.checked)}` };
    case 'DRIFTED': {
      const parts = [
        ...(of('MODIFIED') > 0 ? [`${of('MODIFIED')} changed`] : []),
        ...(of('DELETED') > 0 ? [`${of('DELETED')} deleted`] : []),
      ];
      return { mark: style.yellow('~'), text: `${parts.join(', ')} of ${resources(stack.checked)}` };
    }
  }
}

function resourceLines(resource: ResourceDrift, style: Style, width: number): readonly string[] {
  const { logicalId, type, status, physicalId, properties } = resource;
  const place = placeText(resource.place);
  if (status === 'DELETED')
    return [
      atRight(
        `  ${style.red('-')} ${logicalId} (${type})  deleted`,
        `    ${logicalId} (${type})  deleted`,
        place,
        style,
        width,
      ),
      ...wrap(`it was ${printable(physicalId)}`, width - 6).map((line) => `      ${style.dim(line)}`),
    ];
  return [
    `  ${style.yellow('~')} ${logicalId} (${type})`,
    ...properties.flatMap((property) =>
      propertyLines(property, placeText(property.place ?? resource.place), style, width),
    ),
  ];
}

function propertyLines(
  property: PropertyDrift,
  place: string,
  style: Style,
  width: number,
): readonly string[] {
  const lines = wrap(textOf(property), width - 6).map((line) => `      ${line}`);
  const last = lines.at(-1) ?? '';
  return [...lines.slice(0, -1), atRight(last, last, place, style, width)];
}

/** `RetentionInDays 14 → 3` */
function textOf({ property, kind, expected, actual }: PropertyDrift): string {
  const name = printable(property);
  if (kind === 'ADD') return `${name} added: ${valueText(actual)}`;
  if (kind === 'REMOVE') return `${name} ${valueText(expected)} → (not set)`;
  return `${name} ${valueText(expected)} → ${valueText(actual)}`;
}

/** The place behind the line where there is room, else below it. */
function atRight(line: string, plain: string, place: string, style: Style, width: number): string {
  if (place === '') return line;
  const gap = width - plain.length - place.length;
  if (gap >= 2) return `${line}${' '.repeat(gap)}${style.dim(place)}`;
  return `${line}\n${' '.repeat(Math.max(8, width - place.length))}${style.dim(place)}`;
}

function notChecked(all: readonly Unchecked[], style: Style, width: number): readonly string[] {
  if (all.length === 0) return [];
  const unreadable = all.filter(({ reason }) => reason === undefined);
  const failed = all.filter(({ reason }) => reason !== undefined);
  const names = unreadable.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
  return [
    ...(unreadable.length > 0
      ? wrap(`Not checked, since CloudFormation cannot read such resources back: ${names}`, width)
      : []),
    ...failed.flatMap(({ logicalId, type, reason = '' }) =>
      wrap(`Not checked: ${logicalId} (${type}): ${printable(reason)}`, width),
    ),
  ].map(style.dim);
}

function closing({ drifted, complete }: EnvironmentDrift, style: Style, width: number): readonly string[] {
  if (drifted) {
    const text =
      'A deploy does not take this back: CloudFormation compares with what it deployed itself. Write the change into the config and deploy it, or undo it where it was made.';
    return wrap(text, width);
  }
  return complete
    ? [style.green('Nothing was changed outside CloudFormation.')]
    : [style.red('Not everything could be compared.')];
}

function resources(count: number): string {
  return count === 1 ? '1 resource' : `${count} resources`;
}
