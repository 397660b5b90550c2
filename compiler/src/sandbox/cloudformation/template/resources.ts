import { resourceType } from '../../resources/specification.ts';
import { validationError } from '../errors.ts';
import { isObject } from './json.ts';
import type { DeletionPolicy, TemplateResource } from './template.ts';

const ATTRIBUTES = new Set([
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'DependsOn',
  'Metadata',
  'Properties',
  'Type',
  'UpdatePolicy',
  'UpdateReplacePolicy',
]);

const DELETION_POLICIES: readonly string[] = ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'];
const REPLACE_POLICIES: readonly string[] = ['Delete', 'Retain', 'Snapshot'];

/** Types that run other stacks, code or signals. Holding them as mere records would be a silent success. */
const NOT_RUN = /^(AWS::CloudFormation::(CustomResource|Macro|Stack|StackSet|WaitCondition)|Custom::.*)$/;

/**
 * The Resources section.
 * @throws ValidationError with CloudFormation's text for what is wrong
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
 */
export function parseResources(section: unknown): Record<string, TemplateResource> {
  if (section === undefined || (isObject(section) && Object.keys(section).length === 0)) {
    throw validationError('Template format error: At least one Resources member must be defined.');
  }
  if (!isObject(section)) throw validationError('Template format error: unsupported structure.');
  const resources = Object.fromEntries(
    Object.entries(section).map(([logicalId, value]) => [logicalId, parseResource(logicalId, value)]),
  );
  const types = new Set(Object.values(resources).map(({ type }) => type));
  const unknown = [...types].filter((type) => NOT_RUN.test(type) || !resourceType(type));
  if (unknown.length > 0) {
    throw validationError(`Template format error: Unrecognized resource types: [${unknown.join(', ')}]`);
  }
  return resources;
}

function parseResource(logicalId: string, value: unknown): TemplateResource {
  if (!/^[a-zA-Z0-9]+$/.test(logicalId)) {
    throw validationError(`Template format error: Resource name ${logicalId} is non alphanumeric.`);
  }
  if (!isObject(value))
    throw validationError('Template format error: Any Resources member must be an object.');
  const { Type: type, Properties: properties = {}, DependsOn: dependsOn = [], Condition: condition } = value;
  if (typeof type !== 'string') {
    throw validationError(
      `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
    );
  }
  const unknown = Object.keys(value).find((key) => !ATTRIBUTES.has(key));
  if (unknown) throw validationError(`Invalid template resource property '${unknown}'`);
  if (value['CreationPolicy'] !== undefined) {
    throw validationError(
      `[/Resources/${logicalId}/CreationPolicy] Signals are not supported by this endpoint.`,
    );
  }
  if (!isObject(properties)) {
    throw validationError(
      `Template format error: [/Resources/${logicalId}/Properties] Properties must be an object.`,
    );
  }
  const deletionPolicy = policy(value['DeletionPolicy'], 'DeletionPolicy', DELETION_POLICIES, logicalId);
  const updateReplacePolicy = policy(
    value['UpdateReplacePolicy'],
    'UpdateReplacePolicy',
    REPLACE_POLICIES,
    logicalId,
  );
  return {
    logicalId,
    type,
    properties,
    dependsOn: dependencies(dependsOn),
    ...(typeof condition === 'string' && { condition }),
    ...(isObject(value['Metadata']) && { metadata: value['Metadata'] }),
    ...(isObject(value['UpdatePolicy']) && { updatePolicy: value['UpdatePolicy'] }),
    ...(deletionPolicy && { deletionPolicy }),
    ...(updateReplacePolicy && { updateReplacePolicy }),
  };
}

/** Literals only: intrinsic functions in them need a transform. The text for a wrong value is not documented. */
function policy(
  value: unknown,
  name: string,
  allowed: readonly string[],
  logicalId: string,
): DeletionPolicy | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string')
    throw validationError(`Template format error: Every ${name} member must be a string.`);
  if (!allowed.includes(value)) {
    throw validationError(`Template format error: Unrecognized ${name} ${value} for resource ${logicalId}.`);
  }
  return value as DeletionPolicy;
}

function dependencies(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === 'string')) {
    throw validationError('Template format error: Every DependsOn value must be a string.');
  }
  return list;
}
