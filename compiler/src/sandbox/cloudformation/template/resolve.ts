import { KNOWN_AFTER_APPLY, containsUnknown } from '../../resources/known-after-apply.ts';
import { validationError } from '../errors.ts';
import { cidrBlocks } from './cidr.ts';
import { type JsonObject, isObject, own } from './json.ts';
import { getAttParts } from './references.ts';
import { subParts } from './sub.ts';

/** Where an expression finds its values. Everything may be KNOWN_AFTER_APPLY. */
export interface Scope {
  /** Parameters and pseudo parameters, by name. A list parameter is a list. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly conditions: Readonly<Record<string, boolean>>;
  /** What `Ref` of a resource gives; undefined when there is no such resource. */
  ref(logicalId: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  importValue(name: string): unknown;
  availabilityZones(region: string): readonly string[];
  /** `{{resolve:…}}` in a string. */
  dynamicReferences(text: string): string;
}

/** What `AWS::NoValue` gives: the property or list item is left out. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');

type IntrinsicFunction = (argument: unknown, scope: Scope) => unknown;

/**
 * Resolves every intrinsic function in a value.
 * @throws ValidationError with CloudFormation's text for a function that is used wrongly
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return value.includes('{{resolve:') ? scope.dynamicReferences(value) : value;
  if (Array.isArray(value))
    return value.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  if (!isObject(value)) return value;
  const [key, ...more] = Object.keys(value);
  if (key !== undefined && more.length === 0) {
    const intrinsic = own(FUNCTIONS, key);
    if (intrinsic) return intrinsic(value[key], scope);
    if (key.startsWith('Fn::'))
      throw validationError(`Template error: unsupported intrinsic function ${key}`);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, item]) => [name, resolve(item, scope)] as const)
      .filter(([, item]) => item !== NO_VALUE),
  );
}

const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (argument, scope) => refer(String(argument), scope),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Split': split,
  'Fn::Select': select,
  'Fn::FindInMap': findInMap,
  'Fn::Base64': (argument, scope) =>
    fromText(resolve(argument, scope), 'Fn::Base64', (text) => Buffer.from(text).toString('base64')),
  'Fn::Cidr': cidr,
  'Fn::GetAZs': (argument, scope) => {
    const region = resolve(argument, scope);
    return scope.availabilityZones(
      typeof region === 'string' && region !== '' ? region : String(scope.parameters['AWS::Region']),
    );
  },
  'Fn::ImportValue': (argument, scope) =>
    fromText(resolve(argument, scope), 'Fn::ImportValue', (name) => scope.importValue(name)),
  'Fn::If': (argument, scope) => {
    const branch = conditionBranch(argument, scope.conditions);
    return resolve(branch, scope);
  },
};

function refer(name: string, scope: Scope): unknown {
  if (name === 'AWS::NoValue') return NO_VALUE;
  if (Object.hasOwn(scope.parameters, name)) return scope.parameters[name];
  const value = scope.ref(name);
  if (value === undefined) throw unresolved(name);
  return value;
}

function unresolved(name: string): Error {
  return validationError(
    `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
  );
}

function getAtt(argument: unknown, scope: Scope): unknown {
  const parts = getAttParts(argument);
  if (!parts) {
    throw validationError(
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  return scope.getAtt(parts[0], String(resolve(parts[1], scope)));
}

function sub(argument: unknown, scope: Scope): unknown {
  const [template, variables, ...more]: readonly unknown[] = Array.isArray(argument)
    ? argument
    : [argument, {}];
  if (typeof template !== 'string' || !isObject(variables) || more.length > 0) {
    throw validationError(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  const values = subParts(template).map((part) => {
    if ('text' in part) return part.text;
    const { variable } = part;
    if (Object.hasOwn(variables, variable)) return resolve(variables[variable], scope);
    if (!variable.includes('.')) return refer(variable, scope);
    return getAtt(variable, scope);
  });
  if (values.some(containsUnknown)) return KNOWN_AFTER_APPLY;
  const text = values.map((value) => asText(value, 'Fn::Sub')).join('');
  return text.includes('{{resolve:') ? scope.dynamicReferences(text) : text;
}

function join(argument: unknown, scope: Scope): unknown {
  const wrong = validationError(
    'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
  );
  if (!Array.isArray(argument) || argument.length !== 2 || typeof argument[0] !== 'string') throw wrong;
  const list = resolve(argument[1], scope);
  if (containsUnknown(list)) return KNOWN_AFTER_APPLY;
  if (!Array.isArray(list)) throw wrong;
  const text = list.map((item) => asText(item, 'Fn::Join')).join(argument[0]);
  return text.includes('{{resolve:') ? scope.dynamicReferences(text) : text;
}

function split(argument: unknown, scope: Scope): unknown {
  const wrong = validationError(
    'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
  );
  if (!Array.isArray(argument) || argument.length !== 2 || typeof argument[0] !== 'string') throw wrong;
  const text = resolve(argument[1], scope);
  if (containsUnknown(text)) return KNOWN_AFTER_APPLY;
  if (typeof text !== 'string' || argument[0] === '') throw wrong;
  return text.split(argument[0]);
}

function select(argument: unknown, scope: Scope): unknown {
  const wrong = validationError(
    'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
  );
  if (!Array.isArray(argument) || argument.length !== 2) throw wrong;
  const index = resolve(argument[0], scope);
  const list = resolve(argument[1], scope);
  if (containsUnknown(index) || list === KNOWN_AFTER_APPLY) return KNOWN_AFTER_APPLY;
  if (!/^\d+$/.test(String(index)) || !Array.isArray(list)) throw wrong;
  if (Number(index) >= list.length) {
    throw validationError(
      `Template error: Fn::Select cannot select nonexistent value at index ${String(index)}`,
    );
  }
  return list[Number(index)];
}

function findInMap(argument: unknown, scope: Scope): unknown {
  if (!Array.isArray(argument) || argument.length !== 3) {
    throw validationError(
      'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
    );
  }
  const keys = argument.map((part) => resolve(part, scope));
  if (keys.some(containsUnknown)) return KNOWN_AFTER_APPLY;
  const [map, top, second] = keys.map(String) as [string, string, string];
  const value = own(own(own(scope.mappings, map), top), second);
  if (value === undefined)
    throw validationError(`Template error: Unable to get mapping for ${map}::${top}::${second}`);
  return value;
}

function cidr(argument: unknown, scope: Scope): unknown {
  const parts: unknown[] = Array.isArray(argument) ? argument.map((part) => resolve(part, scope)) : [];
  const [block, count, bits = 8] = parts;
  // Lists of unknown length could not be selected from, so each block is unknown by itself.
  if (parts.some(containsUnknown)) {
    return Array.from({ length: Number(count) || 1 }, () => KNOWN_AFTER_APPLY);
  }
  return cidrBlocks(String(block), Number(count), Number(bits));
}

/**
 * The branch that an Fn::If takes.
 * @throws ValidationError when the condition is not declared
 */
export function conditionBranch(argument: unknown, conditions: Readonly<Record<string, boolean>>): unknown {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    throw validationError('Template error: Fn::If requires a list argument with three elements');
  }
  const outcome = own(conditions, argument[0]);
  if (outcome === undefined) {
    throw validationError(`Template error: unresolved condition dependency ${argument[0]} in Fn::If`);
  }
  return outcome ? argument[1] : argument[2];
}

function fromText(value: unknown, name: string, then: (text: string) => unknown): unknown {
  if (containsUnknown(value)) return KNOWN_AFTER_APPLY;
  return then(asText(value, name));
}

function asText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw validationError(
    `Template error: every ${name} object must not contain iterators or lists, only strings.`,
  );
}
