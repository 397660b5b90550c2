import type { NormalizedSchema } from '@smithy/core/schema';
import { below } from './shape-error.ts';

/** Where a required member is missing, as AWS names the place: `stackName`, `tags.1.member.key`. */
export function missingMembers(schema: NormalizedSchema, value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    const member = schema.isListSchema() ? schema.getValueSchema() : undefined;
    if (!member) return [];
    return value.flatMap((item, index) =>
      missingMembers(member, item, below(below(path, index + 1), 'member')),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  if (schema.isMapSchema()) {
    const member = schema.getValueSchema();
    return Object.entries(value).flatMap(([key, item]) =>
      missingMembers(member, item, below(below(path, key), 'member')),
    );
  }
  if (!schema.isStructSchema()) return [];
  const required = requiredMembers(schema);
  return [...schema.structIterator()].flatMap(([name, member]) => {
    const place = below(path, name.charAt(0).toLowerCase() + name.slice(1));
    if (Object.hasOwn(value, name)) return missingMembers(member, Reflect.get(value, name), place);
    return required.has(name) ? [place] : [];
  });
}

/** A structure's static schema lists its required members first and ends with their number. */
export function requiredMembers(schema: NormalizedSchema): ReadonlySet<string> {
  const shape: unknown = schema.getSchema();
  if (!Array.isArray(shape)) return new Set();
  const [, , , , names, , count] = shape;
  return new Set(Array.isArray(names) && typeof count === 'number' ? names.slice(0, count).map(String) : []);
}

/** The sentence that AWS services built on its common framework answer with. */
export function missingMessage(places: readonly string[]): string {
  const errors = places.map(
    (place) => `Value null at '${place}' failed to satisfy constraint: Member must not be null`,
  );
  return `${places.length} validation error${places.length === 1 ? '' : 's'} detected: ${errors.join('; ')}`;
}
