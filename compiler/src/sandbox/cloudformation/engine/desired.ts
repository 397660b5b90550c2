import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../aws-error.ts';
import { type PropertyIssue, conform } from '../../resources/conform.ts';
import { propertyFailure } from '../../resources/property-failure.ts';
import { propertyDifferences, replaces } from '../../resources/replacement.ts';
import { type Resource, resourceType } from '../../resources/specification.ts';
import type { ResourceRecord, Tags } from '../records.ts';
import { isObject } from '../template/json.ts';
import type { ResourceInstance } from '../template/instance.ts';
import { type Scope, resolve } from '../template/resolve.ts';

export type Desired = Pick<
  ResourceRecord,
  | 'deletionPolicy'
  | 'dependencies'
  | 'logicalId'
  | 'metadata'
  | 'properties'
  | 'tags'
  | 'type'
  | 'updateReplacePolicy'
>;

/** A resource as its template wants it, functions resolved. */
export interface DesiredResource {
  readonly desired: Desired;
  readonly issues: readonly PropertyIssue[];
  /** What an event says of the issues. */
  readonly failure?: string;
}

/** The specification of a type that a parsed template holds. */
export function specificationOf(type: string): Resource {
  const specification = resourceType(type);
  if (!specification) throw new Error(`${type} got past the check of the template`);
  return specification;
}

export function desiredResource(instance: ResourceInstance, scope: Scope, stackTags: Tags): DesiredResource {
  const specification = specificationOf(instance.type);
  const resolved = resolve(instance.properties, scope);
  const { properties, issues } = conform(specification, isObject(resolved) ? resolved : {});
  const failure = propertyFailure(specification, instance.logicalId, issues);
  return {
    desired: {
      logicalId: instance.logicalId,
      type: instance.type,
      properties,
      tags: mergedTags(specification, properties, stackTags),
      dependencies: instance.dependencies,
      ...(instance.metadata && { metadata: instance.metadata }),
      ...(instance.deletionPolicy && { deletionPolicy: instance.deletionPolicy }),
      ...(instance.updateReplacePolicy && { updateReplacePolicy: instance.updateReplacePolicy }),
    },
    issues,
    ...(failure !== undefined && { failure }),
  };
}

/**
 * Tags of the stack go to every resource that can have tags; its own win.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
function mergedTags(
  specification: Resource,
  properties: Readonly<Record<string, unknown>>,
  stackTags: Tags,
): Tags {
  const { tagInformation } = specification;
  if (!tagInformation) return {};
  const own = properties[tagInformation.tagPropertyName];
  const pairs: readonly unknown[] = Array.isArray(own) ? own : [];
  const listed = pairs
    .filter(isObject)
    .map(({ Key: key, Value: value }) => [String(key), String(value)] as const);
  const mapped = isObject(own)
    ? Object.entries(own).map(([key, value]) => [key, String(value)] as const)
    : [];
  return { ...stackTags, ...Object.fromEntries([...listed, ...mapped]) };
}

/** What has to be done to make `before` what is desired; 'none' when at most its policies differ. */
export function changeOf(before: ResourceRecord, desired: Desired): 'none' | 'replace' | 'update' {
  const differences = propertyDifferences(
    specificationOf(desired.type),
    before.properties,
    desired.properties,
  );
  if (replaces(differences)) return 'replace';
  const same =
    differences.length === 0 &&
    isDeepStrictEqual(before.tags, desired.tags) &&
    isDeepStrictEqual(before.metadata ?? {}, desired.metadata ?? {});
  return same ? 'none' : 'update';
}

/**
 * Refuses a replacement that keeps the name which the template chose, since both could not exist at once.
 * @throws AwsError with the reason that the event shows
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
export function refuseSameName(before: ResourceRecord, desired: Desired): void {
  const specification = specificationOf(desired.type);
  const kept = Object.entries(specification.properties).some(([name, { causesReplacement }]) => {
    const kind = /^(.*)Name$/.exec(name)?.[1];
    if (kind === undefined || causesReplacement !== 'yes' || !specification.name.endsWith(kind)) return false;
    return desired.properties[name] !== undefined && desired.properties[name] === before.properties[name];
  });
  if (!kept) return;
  throw new AwsError(
    'ValidationError',
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${before.physicalId} and update the stack again.`,
  );
}

/**
 * The key under which a name that the template chose is taken; undefined when the service chooses the identity.
 */
export function identityKey(
  region: string,
  resource: Pick<ResourceRecord, 'properties' | 'type'>,
): string | undefined {
  const specification = specificationOf(resource.type);
  const parts = (specification.primaryIdentifier ?? []).map((name) => resource.properties[name]);
  if (parts.length === 0 || !parts.every((part) => typeof part === 'string')) return undefined;
  return [region, resource.type, parts.join('|')].join(' ');
}
