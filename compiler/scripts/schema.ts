import { readdirSync, readFileSync } from 'node:fs';

/** A JSON Schema node, as far as this project writes them. */
export interface Schema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
  default?: unknown;
  examples?: unknown[];
  [keyword: string]: unknown;
}

const source = new URL('../src/', import.meta.url);

function read(path: string): Schema {
  return JSON.parse(readFileSync(new URL(path, source), 'utf8')) as Schema;
}

/** Component folders, sorted: the registry is what is on disk. */
export function componentNames(): string[] {
  return readdirSync(new URL('components/', source), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The schema of platform.yaml: the application's own keys, and each component's fragment at its mount. */
export function platformSchema(): Schema {
  const root = read('schema/application.json');
  const fragments = componentNames()
    .filter((name) => readdirSync(new URL(`components/${name}/`, source)).includes('schema.json'))
    .map((name) => read(`components/${name}/schema.json`))
    .sort((a, b) => String(a['x-mount']).split('/').length - String(b['x-mount']).split('/').length);
  for (const { 'x-mount': mount, ...fragment } of fragments) {
    const steps = String(mount).split('/');
    const last = steps.pop() ?? '';
    const parent = steps.reduce(child, root);
    if (last === '*') parent.additionalProperties = fragment;
    else (parent.properties ??= {})[last] = fragment;
  }
  return root;
}

function child(parent: Schema, step: string): Schema {
  const found = step === '*' ? parent.additionalProperties : parent.properties?.[step];
  if (typeof found !== 'object') throw new Error(`nothing is mounted at ${step}`);
  return found;
}

/** The schema of the merged config: platform.yaml's keys and the environment's own. */
export function mergedSchema(): Schema {
  const platform = platformSchema();
  const environment = read('schema/environment.json');
  return { ...platform, properties: { ...platform.properties, ...environment.properties } };
}

/** The schema of an environment: every key optional and nullable. */
export function environmentSchema(): Schema {
  const { properties, ...rest } = mergedSchema();
  const overlay = nullable({ ...rest, ...(properties && { properties }) });
  return { ...overlay, type: 'object', description: read('schema/environment.json').description ?? '' };
}

/** A schema that also takes null, all the way down: null takes a key away and brings its default back. */
function nullable(schema: Schema): Schema {
  const { required: _, ...node } = schema;
  const copy: Schema = { ...node };
  if (copy.type !== undefined) copy.type = [...[copy.type].flat(), 'null'];
  if (copy.enum) copy.enum = [...copy.enum, null];
  if (copy.properties) copy.properties = mapValues(overlayable(copy.properties), nullable);
  if (typeof copy.additionalProperties === 'object')
    copy.additionalProperties = nullable(copy.additionalProperties);
  return copy;
}

/** Without the keys that may stand in platform.yaml only. */
function overlayable(properties: Record<string, Schema>): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(properties).filter(([, { 'x-only': only }]) => only !== 'platform'),
  );
}

/** Every node of a schema through `change`, children first. */
export function mapSchema(schema: Schema, change: (schema: Schema) => Schema): Schema {
  const copy: Schema = { ...schema };
  if (copy.properties) copy.properties = mapValues(copy.properties, (node) => mapSchema(node, change));
  if (typeof copy.additionalProperties === 'object')
    copy.additionalProperties = mapSchema(copy.additionalProperties, change);
  if (copy.items) copy.items = mapSchema(copy.items, change);
  if (copy.propertyNames) copy.propertyNames = mapSchema(copy.propertyNames, change);
  return change(copy);
}

/** Without the `x-` keywords, which are platc's own. */
export function standard(schema: Schema): Schema {
  return mapSchema(schema, (node) =>
    Object.fromEntries(Object.entries(node).filter(([key]) => !key.startsWith('x-'))),
  );
}

/** Without `required`: a file may leave out what another one gives. */
export function optional(schema: Schema): Schema {
  return mapSchema(schema, (node) => omit(node, 'required'));
}

/** The shape after `resolve`: what has a default is there, units are plain numbers. */
export function resolvedSchema(): Schema {
  return mapSchema(standardUnits(mergedSchema()), (node) => {
    if (!node.properties) return node;
    const present = Object.entries(node.properties).filter(([, property]) => 'default' in property);
    return { ...node, required: [...(node.required ?? []), ...present.map(([key]) => key)] };
  });
}

function standardUnits(schema: Schema): Schema {
  return mapSchema(schema, (node) => {
    if (node['x-unit'] === undefined) return node;
    const { pattern: _, ...rest } = node;
    return { ...rest, type: 'number' };
  });
}

function omit(schema: Schema, key: string): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== key));
}

function mapValues<T, U>(map: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
