import { intrinsic, isRecord, subVariables } from './intrinsic.ts';

/** What stands where a value is known only once the resource behind it exists, as CloudFormation itself writes it. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** Whether a value, or a part of it, is known only once it is deployed. */
export function isKnownAfterApply(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(KNOWN_AFTER_APPLY);
  if (Array.isArray(value)) return value.some(isKnownAfterApply);
  return isRecord(value) && Object.values(value).some(isKnownAfterApply);
}

/** What is known of the names that a template's functions use. Each gives undefined for what is not known. */
export interface Names {
  /** `Ref` of a parameter, a pseudo parameter or a resource; `GetAtt` (with the attribute) of a resource. */
  valueOf(name: string, attribute?: string): unknown;
  condition(name: string): boolean | undefined;
  /** Keys are undefined where they are not known. */
  mapping(map: string, first: string | undefined, second: string | undefined): unknown;
}

/** `AWS::NoValue`: the property goes. */
const NONE = Symbol('AWS::NoValue');

/**
 * The value with every function put in that can be worked out here; the others stay as they are.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolve(value: unknown, names: Names): unknown {
  const result = resolved(value, names);
  return result === NONE ? undefined : result;
}

function resolved(value: unknown, names: Names): unknown {
  const call = intrinsic(value);
  if (call) return called(call[0], call[1], value, names);
  if (Array.isArray(value)) return value.map((item) => resolved(item, names)).filter((item) => item !== NONE);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, resolved(item, names)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== NONE));
}

function called(name: string, argument: unknown, whole: unknown, names: Names): unknown {
  switch (name) {
    case 'Ref':
      if (argument === 'AWS::NoValue') return NONE;
      return typeof argument === 'string' ? (names.valueOf(argument) ?? whole) : whole;
    case 'Fn::GetAtt': {
      const [id, attribute] =
        typeof argument === 'string' ? dotted(argument) : Array.isArray(argument) ? argument : [];
      return typeof id === 'string' && typeof attribute === 'string'
        ? (names.valueOf(id, attribute) ?? whole)
        : whole;
    }
    case 'Fn::If': {
      if (!Array.isArray(argument)) return whole;
      const [condition, then, otherwise] = argument;
      const holds = typeof condition === 'string' ? names.condition(condition) : undefined;
      if (holds !== undefined) return resolved(holds ? then : otherwise, names);
      return { 'Fn::If': [condition, resolve(then, names), resolve(otherwise, names)] };
    }
    case 'Fn::FindInMap': {
      const keys: unknown = resolve(argument, names);
      const [map, first, second] = (Array.isArray(keys) ? keys : []).map((key: unknown) =>
        typeof key === 'string' ? key : undefined,
      );
      return (map === undefined ? undefined : names.mapping(map, first, second)) ?? { [name]: keys };
    }
    case 'Fn::Sub':
      return substitute(argument, names);
    case 'Fn::Join': {
      const parts: unknown = resolve(argument, names);
      return joined(parts) ?? { [name]: parts };
    }
    default:
      return { [name]: resolve(argument, names) };
  }
}

function dotted(text: string): readonly [string, string] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

function joined(parts: unknown): string | undefined {
  if (!Array.isArray(parts)) return undefined;
  const [delimiter, items] = parts;
  if (typeof delimiter !== 'string' || !Array.isArray(items)) return undefined;
  return items.every((item) => typeof item === 'string' || typeof item === 'number')
    ? items.join(delimiter)
    : undefined;
}

/** Variables that are known are put in; the rest stay, and so does the function while one is left. */
function substitute(argument: unknown, names: Names): unknown {
  const [text, own] = Array.isArray(argument) ? [argument[0], argument[1]] : [argument, undefined];
  if (typeof text !== 'string') return { 'Fn::Sub': argument };
  const variables: Readonly<Record<string, unknown>> = isRecord(own) ? own : {};
  const left: Record<string, unknown> = {};
  const filled = text.replaceAll(/\$\{([^!}][^}]*)\}/g, (whole, inner: string) => {
    const name = inner.trim();
    const [id, attribute] = name.includes('.') ? dotted(name) : [name];
    const value = Object.hasOwn(variables, name)
      ? resolve(variables[name], names)
      : names.valueOf(id, attribute);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return String(value);
    if (Object.hasOwn(variables, name)) left[name] = value;
    return whole;
  });
  const rest = Object.keys(left).length > 0 ? [filled, left] : filled;
  const done = subVariables(filled).length === 0 && Object.keys(left).length === 0;
  return done ? filled.replaceAll('${!', '${') : { 'Fn::Sub': rest };
}
