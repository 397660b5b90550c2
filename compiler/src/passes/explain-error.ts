import { diagnostic, type Diagnostic, type Path } from '../diagnostics/diagnostic.ts';
import { formatPath } from '../diagnostics/format.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { ValidationError } from '../generated/validators.js';
import { schemaAt, type Schema } from '../schema/schema.ts';
import { isSecretName, looksSecret, MASKED } from '../secret.ts';

/** The two kinds of files; each has keys that the other may not have (`x-only`). */
export type Kind = 'platform' | 'environment';

/** Where a path of the validated value was written. */
export type PlaceOf = (path: Path, at: 'key' | 'value') => Diagnostic['place'];

/** One ajv error in our words. Undefined for errors that only wrap another one. */
export function explain(
  kind: Kind | undefined,
  error: ValidationError,
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

/** A key that the schema, or this kind of file, does not have. */
export function unknownKey(kind: Kind | undefined, key: string, path: Path, placeOf: PlaceOf): Diagnostic {
  const schema = schemaAt(path);
  const known = Object.entries(schema?.properties ?? {}).flatMap(([name, property]) =>
    isAllowed(kind, property) ? [name] : [],
  );
  const elsewhere = Object.hasOwn(schema?.properties ?? {}, key) ? elsewhereHint(kind, path) : undefined;
  const owner = schema?.['x-owner'] ?? (path.length === 0 ? fileKind(kind) : `\`${formatPath(path)}\``);
  const hint = elsewhere ?? didYouMean(key, known) ?? `its keys are ${known.join(', ')}`;
  return diagnostic('PLATC2001', { key, owner }, { place: placeOf([...path, key], 'key'), hint });
}

function elsewhereHint(kind: Kind | undefined, path: Path): string {
  if (kind !== 'environment') return 'it stands in environments only';
  const always = 'it stands in platform.yaml, the same for all environments';
  if (path[0] !== 'services' || path.length !== 2) return always;
  // One image goes through all environments: two of them that add a service could not differ in it.
  return `${always}; so does a service that only some have: \`${formatPath(path)}: null\` takes it from the others`;
}

function limit({ keyword, params }: ValidationError): string {
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

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
    root,
  );
}

/** Whether a key may stand in this kind of file. */
export function isAllowed(kind: Kind | undefined, schema: Schema | undefined): boolean {
  const only = schema?.['x-only'];
  return only === undefined || kind === undefined || only === kind;
}

/** ajv's JSON pointer as a path, with numbers where the value has lists. */
export function pathOf(instancePath: string, root: unknown): Path {
  const path: (string | number)[] = [];
  let value = root;
  for (const escaped of instancePath.split('/').slice(1)) {
    const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(step) : step);
    value = (value as Record<string, unknown> | undefined)?.[step];
  }
  return path;
}
