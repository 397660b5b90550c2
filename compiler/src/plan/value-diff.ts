import { isDeepStrictEqual } from 'node:util';
import type { Path } from '../diagnostics/diagnostic.ts';
import { intrinsic, isRecord } from './intrinsic.ts';

/** One place where two values differ. */
export interface ValueDifference {
  /** Keys; of a list its index in `after` (in `before`, where the item is gone). */
  readonly path: Path;
  /** The path as people read it: items of lists that carry a name by it, `ContainerDefinitions[api].Environment[PORT].Value`. */
  readonly label: string;
  /** Undefined: not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/** What the items of a list are known by, in the order of preference. */
const identities = ['Key', 'Name', 'Id', 'Sid', 'PolicyName', 'ContainerName', 'DeviceName'] as const;

/**
 * Where two values differ, as deep as both are maps or lists of the same kind. An intrinsic function is one value;
 * so is a list of scalars, one whose order changed, and one that grew or shrank where its items have no name.
 */
export function differences(
  before: unknown,
  after: unknown,
  path: Path = [],
  label = '',
): readonly ValueDifference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const whole = [{ path, label, before, after }];
  if (intrinsic(before) || intrinsic(after)) return whole;
  if (isRecord(before) && isRecord(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(own(before, key), own(after, key), [...path, key], join(label, key)),
    );
  }
  if (Array.isArray(before) && Array.isArray(after))
    return listDifferences(before, after, path, label) ?? whole;
  return whole;
}

function own(map: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function join(label: string, key: string): string {
  const name = /^[\w:-]+$/.test(key) ? key : JSON.stringify(key);
  return label === '' ? name : `${label}.${name}`;
}

function listDifferences(
  before: readonly unknown[],
  after: readonly unknown[],
  path: Path,
  label: string,
): readonly ValueDifference[] | undefined {
  const nameOf = naming([...before, ...after]);
  if (!nameOf) return sameLength(before, after, path, label);
  const old = byName(before, nameOf);
  const now = byName(after, nameOf);
  if (!old || !now || !sameOrder([...old.keys()], [...now.keys()])) return undefined;
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const index = is?.index ?? was?.index ?? 0;
    return differences(was?.item, is?.item, [...path, index], `${label}[${name}]`);
  });
}

/** Items without a name keep their place only while none is added or removed. */
function sameLength(before: readonly unknown[], after: readonly unknown[], path: Path, label: string) {
  if (before.length !== after.length || ![...before, ...after].every(isRecord)) return undefined;
  return before.flatMap((item, index) =>
    differences(item, after[index], [...path, index], `${label}[${index}]`),
  );
}

function naming(items: readonly unknown[]): ((item: unknown) => string | undefined) | undefined {
  const key = identities.find((name) =>
    items.every((item) => isRecord(item) && typeof item[name] === 'string'),
  );
  return key && ((item) => (isRecord(item) ? String(item[key]) : undefined));
}

function byName(items: readonly unknown[], nameOf: (item: unknown) => string | undefined) {
  const named = new Map<string, { readonly item: unknown; readonly index: number }>();
  for (const [index, item] of items.entries()) {
    const name = nameOf(item);
    if (name === undefined || named.has(name)) return undefined;
    named.set(name, { item, index });
  }
  return named;
}

function sameOrder(before: readonly string[], after: readonly string[]): boolean {
  const kept = new Set(before.filter((name) => after.includes(name)));
  return isDeepStrictEqual(
    before.filter((name) => kept.has(name)),
    after.filter((name) => kept.has(name)),
  );
}
