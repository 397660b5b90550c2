import type { CollectionTag, ScalarTag } from 'yaml';
import { isMap, isSeq } from 'yaml';

/**
 * The short forms of YAML templates (`!Ref`, `!GetAtt A.B`, `!Sub` …) as their long forms.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const shortForms: (ScalarTag | CollectionTag)[] = [
  ...['Ref', 'Condition', 'GetAtt', 'Sub', 'Base64', 'GetAZs', 'ImportValue', 'Transform'].map(
    (name): ScalarTag => ({ tag: `!${name}`, resolve: (text) => longForm(name, text) }),
  ),
  ...[
    'GetAtt',
    'Sub',
    'Join',
    'Split',
    'Select',
    'FindInMap',
    'Cidr',
    'If',
    'And',
    'Or',
    'Not',
    'Equals',
    'GetAZs',
  ].map((name): CollectionTag => ({
    tag: `!${name}`,
    collection: 'seq',
    resolve: (items) => longForm(name, isSeq(items) ? items.toJSON() : items),
  })),
  ...['Base64', 'GetAZs', 'ImportValue', 'Transform'].map((name): CollectionTag => ({
    tag: `!${name}`,
    collection: 'map',
    resolve: (map) => longForm(name, isMap(map) ? map.toJSON() : map),
  })),
];

function longForm(name: string, argument: unknown): unknown {
  if (name === 'Ref' || name === 'Condition') return { [name]: argument };
  if (name !== 'GetAtt' || typeof argument !== 'string') return { [`Fn::${name}`]: argument };
  const dot = argument.indexOf('.');
  return { 'Fn::GetAtt': dot < 0 ? [argument] : [argument.slice(0, dot), argument.slice(dot + 1)] };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The function's name and argument, if the value is a call: `{ Ref: 'Vpc' }` is `['Ref', 'Vpc']`. */
export function intrinsic(value: unknown): readonly [name: string, argument: unknown] | undefined {
  if (!isRecord(value)) return undefined;
  const keys = Object.keys(value);
  const name = keys[0];
  if (keys.length !== 1 || name === undefined) return undefined;
  return name === 'Ref' || name.startsWith('Fn::') ? [name, value[name]] : undefined;
}

/** The names that a `Fn::Sub` takes from the template; `${!Literal}` and its own variables are none. */
export function subVariables(argument: unknown): readonly string[] {
  const [text, own] = Array.isArray(argument) ? [argument[0], argument[1]] : [argument, undefined];
  if (typeof text !== 'string') return [];
  const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => match[1]?.trim() ?? '');
  return names.filter((name) => !isRecord(own) || !(name in own));
}

/** Parameters, resources, mappings and conditions that a value names, each once. */
export function references(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  const call = intrinsic(value);
  if (call) {
    const [name, argument] = call;
    const first: unknown = Array.isArray(argument) ? argument[0] : argument;
    if (name === 'Ref' && typeof argument === 'string') found.add(argument);
    if (name === 'Fn::GetAtt' && typeof first === 'string') found.add(first.split('.')[0] ?? first);
    if ((name === 'Fn::FindInMap' || name === 'Fn::If') && typeof first === 'string') found.add(first);
    if (name === 'Fn::Sub')
      for (const variable of subVariables(argument)) found.add(variable.split('.')[0] ?? variable);
  }
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (isRecord(value))
    for (const [key, item] of Object.entries(value)) {
      if (key === 'Condition' && typeof item === 'string') found.add(item);
      collect(item, found);
    }
}
