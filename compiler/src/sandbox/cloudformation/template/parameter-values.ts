import { validationError } from '../errors.ts';
import type { ReadSsmParameter } from './dynamic-references.ts';
import type { ParameterDeclaration, Template } from './template.ts';

/** As the caller gives it. */
export interface ParameterInput {
  readonly ParameterKey?: string | undefined;
  readonly ParameterValue?: string | undefined;
  readonly UsePreviousValue?: boolean | undefined;
}

/** A parameter of a stack. Plain JSON. */
interface ParameterValue {
  readonly value: string;
  /** What SSM holds behind `value`; for SSM types only. */
  readonly resolved?: string;
  readonly noEcho: boolean;
}

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

const LONGEST_VALUE = 4096;

/**
 * The value of every parameter that the template declares: given, kept, or its default.
 * @throws ValidationError for one that is unknown, missing or against its constraints
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function parameterValues(
  template: Template,
  inputs: readonly ParameterInput[],
  previous: ParameterValues | undefined,
  region: string,
  readSsm: ReadSsmParameter,
): ParameterValues {
  const given = givenValues(inputs, previous);
  const unknown = [...given.keys()].filter((name) => !Object.hasOwn(template.parameters, name));
  if (unknown.length > 0)
    throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing: string[] = [];
  const values: Record<string, ParameterValue> = {};
  for (const [name, declaration] of Object.entries(template.parameters)) {
    const value = given.get(name) ?? declaration.defaultValue;
    if (value === undefined) {
      if (isSsmValue(declaration)) {
        throw validationError(`Parameter ${name} should either have input value or default value`);
      }
      missing.push(name);
      continue;
    }
    checkConstraints(name, value, declaration);
    const resolved = isSsmValue(declaration) ? readResolved(name, value, region, readSsm) : undefined;
    values[name] = { value, noEcho: declaration.noEcho, ...(resolved !== undefined && { resolved }) };
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return values;
}

/** What `Ref` gives for each parameter: text, or a list for the list types, whose items are trimmed. */
export function parameterReferences(template: Template, values: ParameterValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, { value, resolved }]) => {
      const text = resolved ?? value;
      return [name, isList(template.parameters[name]) ? items(text) : text];
    }),
  );
}

function givenValues(
  inputs: readonly ParameterInput[],
  previous: ParameterValues | undefined,
): Map<string, string> {
  const given = new Map<string, string>();
  for (const { ParameterKey: key = '', ParameterValue: value, UsePreviousValue: keep } of inputs) {
    if (keep && value !== undefined && value !== '') {
      throw validationError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
      );
    }
    const kept = previous?.[key]?.value;
    if (keep && kept === undefined) {
      throw validationError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    }
    const chosen = keep ? kept : value;
    if (chosen !== undefined) given.set(key, chosen);
  }
  return given;
}

function isSsmValue({ type }: ParameterDeclaration): boolean {
  return type.startsWith('AWS::SSM::Parameter::Value<');
}

function isList(declaration: ParameterDeclaration | undefined): boolean {
  return /^(AWS::SSM::Parameter::Value<)?(List<|CommaDelimitedList)/.test(declaration?.type ?? '');
}

function items(text: string): string[] {
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}

function readResolved(name: string, ssmName: string, region: string, readSsm: ReadSsmParameter): string {
  const [, key = ssmName, version] = /^(.*?)(?::(\d+))?$/.exec(ssmName) ?? [];
  const parameter = readSsm({ region, name: key, ...(version && { version: Number(version) }) });
  if (!parameter) {
    throw validationError(`Unable to fetch parameters [${ssmName}] from parameter store for this account.`);
  }
  if (parameter.type === 'SecureString') {
    throw validationError(
      `Parameters [${name}] referenced by template have types not supported by CloudFormation.`,
    );
  }
  return parameter.value;
}

/** Constraints hold for the text as given; for a list its pattern and allowed values hold for each item. */
function checkConstraints(name: string, value: string, declaration: ParameterDeclaration): void {
  const { type, allowedPattern, allowedValues, minLength, maxLength, minValue, maxValue } = declaration;
  const list = isList(declaration);
  const each = list && !isSsmValue(declaration) ? items(value) : [value];
  const refuse = (message: string): never => {
    const { constraintDescription: description } = declaration;
    throw validationError(
      description ? `Parameter '${name}' failed to satisfy constraint: ${description}` : message,
    );
  };
  if (Buffer.byteLength(value) > LONGEST_VALUE) {
    throw validationError(`Parameter '${name}' exceeded ${LONGEST_VALUE} bytes.`);
  }
  if (type.includes('Number') && !each.every((item) => item.trim() !== '' && !Number.isNaN(Number(item)))) {
    throw validationError(`Parameter '${name}' must be a number.`);
  }
  if (
    allowedPattern !== undefined &&
    !each.every((item) => new RegExp(`^(?:${allowedPattern})$`, 'u').test(item))
  ) {
    refuse(
      `${list ? `Each value of parameter '${name}'` : `Parameter '${name}'`} must match pattern ${allowedPattern}`,
    );
  }
  if (allowedValues && !each.every((item) => allowedValues.includes(item))) {
    refuse(`Parameter '${name}' must be one of AllowedValues`);
  }
  if (minLength !== undefined && value.length < minLength) {
    refuse(`Parameter '${name}' must contain at least ${minLength} characters`);
  }
  if (maxLength !== undefined && value.length > maxLength) {
    refuse(`Parameter '${name}' must contain at most ${maxLength} characters`);
  }
  if (minValue !== undefined && each.some((item) => Number(item) < minValue)) {
    refuse(`Parameter '${name}' must be a number not less than ${minValue}`);
  }
  if (maxValue !== undefined && each.some((item) => Number(item) > maxValue)) {
    refuse(`Parameter '${name}' must be a number not greater than ${maxValue}`);
  }
}
