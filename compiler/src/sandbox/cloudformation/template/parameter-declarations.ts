import { validationError } from '../errors.ts';
import { type JsonObject, isObject, scalarText } from './json.ts';
import type { ParameterDeclaration } from './template.ts';

const AWS_TYPE =
  '(AWS::EC2::(AvailabilityZone::Name|Image::Id|Instance::Id|KeyPair::KeyName|SecurityGroup::GroupName|SecurityGroup::Id|Subnet::Id|Volume::Id|VPC::Id)|AWS::Route53::HostedZone::Id)';
const PARAMETER_TYPE = new RegExp(
  `^(String|Number|List<Number>|CommaDelimitedList|${AWS_TYPE}|List<${AWS_TYPE}>|AWS::SSM::Parameter::Name|` +
    `AWS::SSM::Parameter::Value<(String|List<String>|CommaDelimitedList|${AWS_TYPE}|List<${AWS_TYPE}>)>)$`,
);

/**
 * The Parameters section.
 * @throws ValidationError with CloudFormation's text where it is known
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function parseParameters(section: JsonObject): Record<string, ParameterDeclaration> {
  return Object.fromEntries(
    Object.entries(section).map(([name, value]) => [name, parseParameter(name, value)]),
  );
}

function parseParameter(name: string, value: unknown): ParameterDeclaration {
  if (!/^[a-zA-Z0-9]+$/.test(name)) {
    throw validationError(`Template format error: Parameter name ${name} is non alphanumeric.`);
  }
  if (!isObject(value) || typeof value['Type'] !== 'string') {
    throw validationError('Template format error: Every Parameters object must contain a Type member.');
  }
  const type = value['Type'];
  if (!PARAMETER_TYPE.test(type))
    throw validationError(`Template format error: Unrecognized parameter type: ${type}`);
  const { AllowedValues: allowed, Default: given, Description: description, NoEcho: noEcho } = value;
  if (allowed !== undefined && !Array.isArray(allowed)) {
    throw validationError('Template format error: Every AllowedValues member must be a list.');
  }
  const defaultValue = Array.isArray(given) ? given.join(',') : given;
  return {
    type,
    noEcho: noEcho === true || noEcho === 'true',
    ...(defaultValue !== undefined && { defaultValue: scalarText(defaultValue) }),
    ...(typeof description === 'string' && { description }),
    ...(allowed && { allowedValues: allowed.map(scalarText) }),
    ...text(value, 'AllowedPattern', 'allowedPattern'),
    ...text(value, 'ConstraintDescription', 'constraintDescription'),
    ...number(value, 'MinLength', 'minLength'),
    ...number(value, 'MaxLength', 'maxLength'),
    ...number(value, 'MinValue', 'minValue'),
    ...number(value, 'MaxValue', 'maxValue'),
  };
}

function text<K extends string>(value: JsonObject, key: string, name: K): { readonly [P in K]?: string } {
  const given = value[key];
  return (given === undefined ? {} : { [name]: scalarText(given) }) as { readonly [P in K]?: string };
}

function number<K extends string>(value: JsonObject, key: string, name: K): { readonly [P in K]?: number } {
  const given = value[key];
  return (given === undefined ? {} : { [name]: Number(given) }) as { readonly [P in K]?: number };
}
