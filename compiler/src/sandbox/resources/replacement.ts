import { isDeepStrictEqual } from 'node:util';
import type { Properties } from '../resource-behaviour.ts';
import type { Property, PropertyType, Resource } from './specification.ts';
import { definitionProperties } from './specification.ts';

type RequiresRecreation = 'Never' | 'Conditionally' | 'Always';

/** One value that differs. `path` starts with the property's name: `['Tags', '0', 'Value']`. */
export interface PropertyDifference {
  readonly path: readonly [string, ...string[]];
  readonly before: unknown;
  readonly after: unknown;
  readonly requiresRecreation: RequiresRecreation;
}

const FROM_SPECIFICATION = { yes: 'Always', maybe: 'Conditionally', no: 'Never' } as const;

/** What differs between two sets of resolved properties, leaf by leaf, and whether each makes a new resource. */
export function propertyDifferences(
  resource: Resource,
  before: Properties,
  after: Properties,
): PropertyDifference[] {
  const differences: PropertyDifference[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const property = Object.hasOwn(resource.properties, name) ? resource.properties[name] : undefined;
    compare(before[name], after[name], [name], property?.type, recreation(property, 'Never'), differences);
  }
  return differences.map((difference) => withAdditional(resource, difference));
}

/** Whether the update needs a new physical resource: what only may need one is changed in place. */
export function replaces(differences: readonly PropertyDifference[]): boolean {
  return differences.some(({ requiresRecreation }) => requiresRecreation === 'Always');
}

function compare(
  before: unknown,
  after: unknown,
  path: readonly [string, ...string[]],
  type: PropertyType | undefined,
  inherited: RequiresRecreation,
  differences: PropertyDifference[],
): void {
  if (isDeepStrictEqual(before, after)) return;
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const { type: inner, property } = member(type, key);
      compare(before[key], after[key], [...path, key], inner, recreation(property, inherited), differences);
    }
    return;
  }
  differences.push({ path, before, after, requiresRecreation: inherited });
}

/** The stricter of a nested property's own rule and that of the property around it. */
function recreation(property: Property | undefined, inherited: RequiresRecreation): RequiresRecreation {
  const own = FROM_SPECIFICATION[property?.causesReplacement ?? 'no'];
  if (own === 'Always' || inherited === 'Always') return 'Always';
  return own === 'Conditionally' || inherited === 'Conditionally' ? 'Conditionally' : 'Never';
}

function member(
  type: PropertyType | undefined,
  key: string,
): { type: PropertyType | undefined; property: Property | undefined } {
  if (type?.type === 'array' || type?.type === 'map') return { type: type.element, property: undefined };
  const property = type?.type === 'ref' ? definitionProperties(type)[key] : undefined;
  return { type: property?.type, property };
}

function withAdditional(resource: Resource, difference: PropertyDifference): PropertyDifference {
  const replacing = (resource.additionalReplacementProperties ?? []).some((path) =>
    path.every((part, index) => part === '*' || part === difference.path[index]),
  );
  return replacing ? { ...difference, requiresRecreation: 'Always' } : difference;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
