import { conditionHolds } from './conditions.ts';
import { isRecord } from './intrinsic.ts';
import { KNOWN_AFTER_APPLY, type Names } from './resolve.ts';
import type { Blocks, Template } from './template.ts';

/** Values of a stack's parameters before and after; what is in neither has its default, or is not known. */
export interface ParameterValues {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** Parameters that get a value only while deploying, and perhaps another one than before. */
  readonly unknown: ReadonlySet<string>;
}

export const noParameters: ParameterValues = { before: new Map(), after: new Map(), unknown: new Set() };

/** What is known on either side of a diff. */
export interface TemplateNames {
  readonly before: Names;
  readonly after: Names;
  /** Like `after`, before any change was followed to what refers to it. */
  readonly settled: Names;
}

export interface Sides {
  readonly before: Template | undefined;
  readonly after: Template | undefined;
  readonly parameters: ParameterValues;
}

/** @param touched what has another value after than before, and is known only once it is deployed */
export function templateNames(
  { before, after, parameters }: Sides,
  touched: ReadonlyMap<string, { readonly kind: string }>,
): TemplateNames {
  const later = (name: string) => {
    const kind = touched.get(name)?.kind;
    return (
      kind === 'resource' || kind === 'mapping' || (kind === 'parameter' && parameters.unknown.has(name))
    );
  };
  return {
    before: sideNames(before, parameters.before, () => false),
    after: sideNames(after, parameters.after, later),
    settled: sideNames(after, kept(parameters), () => false),
  };
}

/** What is not known yet stays as it is. */
function kept({ before, after, unknown }: ParameterValues): ReadonlyMap<string, string> {
  return new Map([...after, ...[...before].filter(([name]) => unknown.has(name))]);
}

const empty: Blocks = new Map();

function sideNames(
  template: Template | undefined,
  values: ReadonlyMap<string, string>,
  later: (name: string) => boolean,
): Names {
  const names: Names = {
    valueOf(name, attribute) {
      if (later(name)) return KNOWN_AFTER_APPLY;
      if (attribute !== undefined) return undefined;
      return parameterValue(template?.Parameters.get(name)?.value, values.get(name));
    },
    condition: (name) => conditionHolds(template?.Conditions ?? empty, name, names),
    mapping(map, first, second) {
      if (first === undefined || second === undefined) return later(map) ? KNOWN_AFTER_APPLY : undefined;
      return at(at(template?.Mappings.get(map)?.value, first), second);
    },
  };
  return names;
}

function at(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** What is hidden from everybody is hidden here, too. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
function parameterValue(definition: unknown, given: string | undefined): unknown {
  if (!isRecord(definition) || String(definition['NoEcho']) === 'true') return undefined;
  const value = given ?? definition['Default'];
  const type = definition['Type'];
  if (typeof value !== 'string' || typeof type !== 'string') return value;
  // The value behind an SSM parameter is looked up by CloudFormation; what is given is only its name.
  if (type.startsWith('AWS::SSM::Parameter::Value')) return undefined;
  return type === 'CommaDelimitedList' || type.startsWith('List<')
    ? value.split(',').map((item) => item.trim())
    : value;
}
