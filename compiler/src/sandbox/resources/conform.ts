import { KNOWN_AFTER_APPLY } from './known-after-apply.ts';
import type { Property, PropertyType, Resource } from './specification.ts';
import { definitionProperties } from './specification.ts';
import type { Properties } from '../resource-behaviour.ts';

/** One thing that is wrong with the properties of a resource. `path` is a JSON pointer below `Properties`, '' for all. */
export interface PropertyIssue {
  readonly path: string;
  readonly kind: 'unsupported' | 'required' | 'type' | 'value';
  /** The key that is missing or too many. */
  readonly key?: string;
  /** As CloudFormation's schema validation words it, without the leading `#<path>: `. */
  readonly message: string;
}

export interface Conformed {
  readonly properties: Properties;
  readonly issues: readonly PropertyIssue[];
}

const TAG: Readonly<Record<string, Property>> = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' }, required: true },
};

/**
 * Checks properties against the resource specification, nested types included, and gives primitive values the
 * type that the specification names: template parameters are text, and CloudFormation hands a provider numbers
 * and booleans. Values that are not known yet pass.
 */
export function conform(resource: Resource, properties: Properties): Conformed {
  const issues: PropertyIssue[] = [];
  const conformed = conformObject(properties, resource.properties, '', issues);
  return { properties: conformed, issues };
}

function conformObject(
  value: Properties,
  known: Readonly<Record<string, Property>>,
  path: string,
  issues: PropertyIssue[],
): Properties {
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const property = Object.hasOwn(known, key) ? known[key] : undefined;
    if (property) {
      result[key] = conformValue(item, alternatives(property), `${path}/${key}`, issues);
    } else {
      issues.push({ path, kind: 'unsupported', key, message: `extraneous key [${key}] is not permitted` });
    }
  }
  for (const [key, property] of Object.entries(known)) {
    if (property.required && value[key] === undefined) {
      issues.push({ path, kind: 'required', key, message: `required key [${key}] not found` });
    }
  }
  return result;
}

/** A property may have had other types in earlier versions of the specification, which templates still use. */
function alternatives(property: Property): PropertyType {
  const previous = property.previousTypes ?? [];
  return previous.length === 0 ? property.type : { type: 'union', types: [property.type, ...previous] };
}

function conformValue(value: unknown, type: PropertyType, path: string, issues: PropertyIssue[]): unknown {
  if (value === KNOWN_AFTER_APPLY) return value;
  switch (type.type) {
    case 'string':
    case 'date-time':
      return conformString(value, type, path, issues);
    case 'integer':
    case 'number':
      return conformNumber(value, type, path, issues);
    case 'boolean':
      if (value === 'true' || value === true) return true;
      if (value === 'false' || value === false) return false;
      return wrongType('Boolean', value, path, issues);
    case 'array':
      // A lone value stands for a list of one in many providers, but schema validation refuses it.
      if (!Array.isArray(value)) return wrongType('JSONArray', value, path, issues);
      return value.map((item, index) => conformValue(item, type.element, `${path}/${index}`, issues));
    case 'map':
      if (!isObject(value)) return wrongType('JSONObject', value, path, issues);
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          conformValue(item, type.element, `${path}/${key}`, issues),
        ]),
      );
    case 'tag':
      if (!isObject(value)) return wrongType('JSONObject', value, path, issues);
      return conformObject(value, TAG, path, issues);
    case 'ref': {
      if (!isObject(value)) return wrongType('JSONObject', value, path, issues);
      const known = definitionProperties(type);
      return Object.keys(known).length === 0 ? value : conformObject(value, known, path, issues);
    }
    case 'union':
      return conformUnion(value, type.types, path, issues);
    case 'json':
    case 'null':
      return value;
  }
}

function conformUnion(
  value: unknown,
  types: readonly PropertyType[],
  path: string,
  issues: PropertyIssue[],
): unknown {
  let fewest: PropertyIssue[] | undefined;
  for (const type of types) {
    const tried: PropertyIssue[] = [];
    const conformed = conformValue(value, type, path, tried);
    if (tried.length === 0) return conformed;
    if (!fewest || tried.length < fewest.length) fewest = tried;
  }
  issues.push(...(fewest ?? []));
  return value;
}

function conformString(
  value: unknown,
  type: Extract<PropertyType, { type: 'string' | 'date-time' }>,
  path: string,
  issues: PropertyIssue[],
): unknown {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return wrongType('String', value, path, issues);
  }
  const text = String(value);
  const allowed = type.type === 'string' ? type.allowedValues : undefined;
  if (allowed && !allowed.includes(text)) {
    issues.push({ path, kind: 'value', message: `${text} is not a valid enum value` });
  }
  return text;
}

function conformNumber(
  value: unknown,
  type: Extract<PropertyType, { type: 'integer' | 'number' }>,
  path: string,
  issues: PropertyIssue[],
): unknown {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const expected = type.type === 'integer' ? 'Integer' : 'Number';
  if (typeof number !== 'number' || Number.isNaN(number)) return wrongType(expected, value, path, issues);
  if (type.type === 'integer' && !Number.isInteger(number)) return wrongType(expected, value, path, issues);
  const allowed = type.type === 'integer' ? type.allowedValues : undefined;
  if (allowed && !allowed.includes(number)) {
    issues.push({ path, kind: 'value', message: `${number} is not a valid enum value` });
  }
  return number;
}

function wrongType(expected: string, value: unknown, path: string, issues: PropertyIssue[]): unknown {
  issues.push({ path, kind: 'type', message: `expected type: ${expected}, found: ${typeName(value)}` });
  return value;
}

function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'BigDecimal';
  return 'JSONObject';
}

function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
