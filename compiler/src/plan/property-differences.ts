import type { Path } from '../diagnostics/diagnostic.ts';
import { isRecord, references } from './intrinsic.ts';
import type { Replacement, ReplacementRules } from './replacement.ts';
import { resolve } from './resolve.ts';
import type { TemplateNames } from './template-names.ts';
import { differences, type ValueDifference } from './value-diff.ts';

/** Attributes of a resource that are changes of their own. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html */
const attributes = [
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
  'DeletionPolicy',
  'UpdateReplacePolicy',
] as const;
export type Attribute = 'Properties' | 'Tags' | 'Type' | 'Condition' | (typeof attributes)[number];

/** A parameter, mapping, condition or resource whose change reaches what refers to it. */
export interface Cause {
  readonly kind: 'parameter' | 'mapping' | 'condition' | 'resource';
  readonly name: string;
}

export interface PropertyDifference extends ValueDifference {
  readonly attribute: Attribute;
  readonly replacement: Replacement;
  /** Why it differs, where the text of it does not. */
  readonly causes: readonly Cause[];
}

/** What changes of its own accord, and how surely what refers to it becomes something else. */
export type Touched = ReadonlyMap<
  string,
  { readonly kind: Cause['kind']; readonly replacement: Replacement }
>;

/** What differs of a resource besides its properties. */
export function attributeDifferences(
  was: Readonly<Record<string, unknown>>,
  is: Readonly<Record<string, unknown>>,
  names: TemplateNames,
): readonly PropertyDifference[] {
  const of = (attribute: Attribute, replacement: Replacement, before: unknown, after: unknown) =>
    differences(before, after, [], attribute).map((difference) => ({
      ...difference,
      attribute,
      replacement,
      causes: [],
    }));
  const unsure = [was, is].some(
    ({ Condition: name }) => typeof name === 'string' && names.after.condition(name) === undefined,
  );
  return [
    ...of('Type', 'yes', was['Type'], is['Type']),
    ...(unsure ? of('Condition', 'no', was['Condition'], is['Condition']) : []),
    ...attributes.flatMap((name) =>
      of(name, 'no', resolve(was[name], names.before), resolve(is[name], names.after)),
    ),
  ];
}

/** What differs of its properties, whether that replaces it, and what it follows from. */
export function propertyDifferences(
  was: unknown,
  is: unknown,
  type: string,
  rules: ReplacementRules,
  names: TemplateNames,
  touched: Touched,
): readonly PropertyDifference[] {
  const before = resolve(was, names.before);
  const certain = new Set(
    differences(before, resolve(is, names.settled)).map(({ path }) => JSON.stringify(path)),
  );
  return differences(before, resolve(is, names.after)).map((difference) => {
    const { path } = difference;
    const rule = rules(type, path);
    const edited = differences(valueAt(was, path), valueAt(is, path)).length > 0;
    const causes = [...references(valueAt(is, path))].flatMap((name) => {
      const change = touched.get(name);
      return change ? [{ kind: change.kind, name, replacement: change.replacement }] : [];
    });
    // A value that only may become another one only may replace what it belongs to.
    const onlyMay =
      !certain.has(JSON.stringify(path)) && causes.every(({ replacement }) => replacement !== 'yes');
    return {
      ...difference,
      attribute: path[0] === 'Tags' ? ('Tags' as const) : ('Properties' as const),
      replacement: onlyMay && rule === 'yes' ? ('conditional' as const) : rule,
      causes: edited ? [] : causes.map(({ kind, name }) => ({ kind, name })),
    };
  });
}

/** The value at a path, or the function on the way to it. */
function valueAt(value: unknown, path: Path): unknown {
  let node = value;
  for (const step of path) {
    const next: unknown = Array.isArray(node)
      ? node[Number(step)]
      : isRecord(node) && Object.hasOwn(node, step)
        ? node[String(step)]
        : undefined;
    if (
      next === undefined &&
      isRecord(node) &&
      Object.keys(node).some((key) => key === 'Ref' || key.startsWith('Fn::'))
    )
      return node;
    node = next;
  }
  return node;
}
