import type { ErrorObject } from 'ajv';
import { diagnostic, type Diagnostic, type Path } from '../diagnostics/diagnostic.ts';
import { formatPath } from '../diagnostics/format.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { config } from '../generated/validators.js';
import { rootSchema, schemaAt, type Schema } from '../schema/schema.ts';
import { isSecretName, looksSecret, MASKED } from '../secret.ts';
import type { FailedPaths } from './failed.ts';
import { configMap, isMap } from './merge.ts';

/** The two kinds of files; each has keys that the other may not have (`x-only`). */
export type Kind = 'platform' | 'environment';

/** Where a path of the validated value was written. */
type PlaceOf = (path: Path, at: 'key' | 'value') => Diagnostic['place'];

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
  const elsewhere = Object.keys(value).filter((key) => !allowedIn(kind, key));
  for (const key of elsewhere) failed.add([key]);
  return [
    ...elsewhere.map((key) => unknownKey(kind, key, [], placeOf)),
    ...shape(kind, kind === 'environment' ? withoutNulls(value) : value, placeOf, failed),
  ];
}

/** Whether a key of the config may stand in this kind of file, where it is a key at all. */
function allowedIn(kind: Kind | undefined, key: string): boolean {
  const properties = rootSchema.properties ?? {};
  const only = Object.hasOwn(properties, key) ? properties[key]?.['x-only'] : undefined;
  return only === undefined || kind === undefined || only === kind;
}

/** Keys stay, so that a misspelt one is found, but null below them is no value. */
function withoutNulls(value: unknown): unknown {
  if (!isMap(value)) return value ?? undefined;
  const copy = configMap();
  for (const [key, child] of Object.entries(value)) copy[key] = withoutNulls(child);
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
function failingPath(error: ErrorObject, root: unknown): Path {
  const path = pathOf(error.instancePath, root);
  const params: Readonly<Record<string, string | undefined>> = error.params;
  const key = params['additionalProperty'] ?? params['propertyName'];
  return key === undefined ? path : [...path, key];
}

/** ajv reports some problems by two of its keywords; one of them is enough. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((d) => [JSON.stringify([d.code, d.message, d.place]), d])).values()];
}

/** One ajv error in our words. Undefined for errors that only wrap another one. */
function explain(
  kind: Kind | undefined,
  error: ErrorObject,
  root: unknown,
  placeOf: PlaceOf,
): Diagnostic | undefined {
  const path = pathOf(error.instancePath, root);
  const value = valueAt(root, path);
  const schema = schemaAt(path);
  const name = formatPath(path);
  const place = placeOf(path, 'value');
  if (value === null && kind === 'platform')
    return diagnostic('PLATC2007', { path: name }, { place, hint: 'give it a value, or remove the key' });
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(kind, String(error.params['additionalProperty']), path, placeOf);
    case 'type':
      return diagnostic(
        'PLATC2002',
        { path: name, expected: typeName(schema), found: shown(path, value) },
        { place, hint: expectation(schema) },
      );
    case 'enum': {
      const allowed = (schema?.enum ?? []).map(String);
      return diagnostic(
        'PLATC2003',
        { path: name, found: shown(path, value), allowed: allowed.join(', ') },
        { place, hint: didYouMean(String(value), allowed) },
      );
    }
    case 'pattern': {
      if (error.propertyName !== undefined) return undefined;
      const expected = expectation(schema) ?? 'it does not have the right form';
      return diagnostic(
        'PLATC2004',
        { path: name, found: shown(path, value), expected: `it is ${expected}` },
        { place },
      );
    }
    case 'propertyNames': {
      const key = String(error.params['propertyName']);
      const expected = expectation(schema?.propertyNames) ?? 'it does not have the right form';
      return diagnostic(
        'PLATC2008',
        { name: key, owner: schema?.['x-owner'] ?? name, expected: `names are ${expected}` },
        { place: placeOf([...path, key], 'key') },
      );
    }
    case 'uniqueItems':
      return diagnostic(
        'PLATC2009',
        { path: name, item: shown(path, (value as unknown[])[Number(error.params['j'])]) },
        { place: placeOf([...path, Number(error.params['i'])], 'value') },
      );
    case 'minimum':
    case 'maximum':
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return diagnostic('PLATC2005', { path: name, limit: limit(error) }, { place });
    default:
      return diagnostic(
        'PLATC2004',
        { path: name, found: shown(path, value), expected: error.message ?? 'it does not fit the schema' },
        { place },
      );
  }
}

function unknownKey(kind: Kind | undefined, key: string, path: Path, placeOf: PlaceOf): Diagnostic {
  const schema = schemaAt(path);
  const known = Object.keys(schema?.properties ?? {}).filter(
    (name) => path.length > 0 || allowedIn(kind, name),
  );
  const owner = schema?.['x-owner'] ?? (path.length === 0 ? fileKind(kind) : `\`${formatPath(path)}\``);
  const hint = didYouMean(key, known) ?? `its keys are ${known.join(', ')}`;
  return diagnostic('PLATC2001', { key, owner }, { place: placeOf([...path, key], 'key'), hint });
}

function limit({ keyword, params }: ErrorObject): string {
  const bound = Number(params['limit']);
  const least = keyword.startsWith('min') ? 'at least' : 'at most';
  if (keyword.endsWith('Length')) return `${least} ${bound} character${bound === 1 ? '' : 's'} long`;
  if (keyword.endsWith('Items')) return `a list of ${least} ${bound} item${bound === 1 ? '' : 's'}`;
  return `${least} ${bound}`;
}

function fileKind(kind: Kind | undefined): string {
  return kind === 'environment' ? 'an environment' : 'platform.yaml';
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

function typeName(schema: Schema | undefined): string {
  return [schema?.type ?? []]
    .flat()
    .map((type) => typeNames[type] ?? type)
    .join(' or ');
}

function expectation(schema: Schema | undefined): string | undefined {
  return schema?.['x-expected'];
}

function hintFor(schema: Schema | undefined, key: string): string | undefined {
  const example: unknown = schema?.examples?.[0];
  return example === undefined
    ? undefined
    : `for example ${key}: ${typeof example === 'string' ? example : JSON.stringify(example)}`;
}

/** A value in few words; where a reference to a secret belongs, the secret itself may have been written. */
function shown(path: Path, value: unknown): string {
  const isSecret =
    (path[0] === 'services' && path[2] === 'secrets') ||
    isSecretName(String(path.at(-1))) ||
    (typeof value === 'string' && looksSecret(value));
  return isSecret && ['string', 'number'].includes(typeof value) ? MASKED : describe(value);
}

/** A value in few words; a long text is cut, and a map or list is only named. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return typeof value;
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

/** ajv's JSON pointer as a path, with numbers where the value has lists. */
function pathOf(instancePath: string, root: unknown): Path {
  const path: (string | number)[] = [];
  let value = root;
  for (const escaped of instancePath.split('/').slice(1)) {
    const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(step) : step);
    value = (value as Record<string, unknown> | undefined)?.[step];
  }
  return path;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
    root,
  );
}
