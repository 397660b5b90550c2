import { diagnostic, type Diagnostic, type Path } from '../diagnostics/diagnostic.ts';
import { config, type ValidationError } from '../generated/validators.js';
import { childSchema, isEntry, rootSchema, type Schema } from '../schema/schema.ts';
import { explain, isAllowed, pathOf, unknownKey, type Kind, type PlaceOf } from './explain-error.ts';
import type { FailedPaths } from './failed.ts';
import { configMap, isMap } from './merge.ts';

/** The merged config, whole: its shape, and what one of the two files has to give. */
export function validateMerged(
  value: Readonly<Record<string, unknown>>,
  placeOf: PlaceOf,
  failed: FailedPaths,
): readonly Diagnostic[] {
  const problems = shape(undefined, value, placeOf, failed);
  const missing = (rootSchema.required ?? []).filter(
    (key) => value[key] === undefined && !failed.covers([key]),
  );
  for (const key of missing) failed.add([key]);
  return [
    ...problems,
    ...missing.map((key) => {
      const hint = hintFor(rootSchema.properties?.[key], key);
      return diagnostic('PLATC2006', { key, owner: 'the application' }, { place: placeOf([], 'key'), hint });
    }),
  ];
}

/** One file as it was written: nothing is required of it, and null in an environment takes a key away. */
export function validate(
  kind: Kind,
  value: Readonly<Record<string, unknown>>,
  placeOf: PlaceOf,
  failed: FailedPaths,
): readonly Diagnostic[] {
  const elsewhere = misplaced(kind, value, rootSchema, []);
  for (const path of elsewhere) failed.add(path);
  return [
    ...elsewhere.map((path) => unknownKey(kind, String(path.at(-1)), path.slice(0, -1), placeOf)),
    ...shape(kind, kind === 'environment' ? withoutNulls(value, rootSchema) : value, placeOf, failed),
  ];
}

/** Paths of the keys that may stand only in the other kind of file. */
function misplaced(kind: Kind, value: unknown, schema: Schema | undefined, path: Path): readonly Path[] {
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = [...path, key];
    const own = childSchema(schema, key);
    return isAllowed(kind, own) ? misplaced(kind, child, own, at) : [at];
  });
}

/**
 * Keys of a schema stay, so that a misspelt one is found, but null below them is no value. An entry of a map, such as a
 * service, has no key in the schema: null takes it away.
 */
function withoutNulls(value: unknown, schema: Schema | undefined): unknown {
  if (!isMap(value)) return value ?? undefined;
  const copy = configMap();
  for (const [key, child] of Object.entries(value)) {
    if (child !== null || !isEntry(schema, key)) copy[key] = withoutNulls(child, childSchema(schema, key));
  }
  return copy;
}

/**
 * Checks a value against the compiled schema. `placeOf` says where a path was written: for a file that is the file
 * itself, for the merged config wherever the value was set last.
 */
function shape(
  kind: Kind | undefined,
  value: unknown,
  placeOf: PlaceOf,
  failed: FailedPaths,
): readonly Diagnostic[] {
  if (config(value)) return [];
  const problems = (config.errors ?? []).flatMap((error) => {
    const path = failingPath(error, value);
    const found = failed.covers(path) ? undefined : explain(kind, error, value, placeOf);
    return found ? [{ path, found }] : [];
  });
  for (const { path } of problems) failed.add(path);
  return distinct(problems.map(({ found }) => found));
}

/** The path that an error condemns: of the key itself for a key that is unknown or misnamed. */
function failingPath(error: ValidationError, root: unknown): Path {
  const path = pathOf(error.instancePath, root);
  const params: Readonly<Record<string, string | undefined>> = error.params;
  const key = params['additionalProperty'] ?? params['propertyName'];
  return key === undefined ? path : [...path, key];
}

/** ajv reports some problems by two of its keywords; one of them is enough. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((d) => [JSON.stringify([d.code, d.message, d.place]), d])).values()];
}

function hintFor(schema: Schema | undefined, key: string): string | undefined {
  const example: unknown = schema?.examples?.[0];
  return example === undefined
    ? undefined
    : `for example ${key}: ${typeof example === 'string' ? example : JSON.stringify(example)}`;
}
