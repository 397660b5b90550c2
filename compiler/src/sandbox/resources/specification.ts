import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { DefinitionReference, Property, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';

export type { Property, PropertyType, Resource } from '@aws-cdk/service-spec-types';

let database: SpecDatabase | undefined;
const resources = new Map<string, Resource | undefined>();

/** Loading takes most of a second and 180 MiB, so it happens when the first template arrives. */
function specification(): SpecDatabase {
  return (database ??= loadAwsServiceSpecSync());
}

/**
 * The published specification of a CloudFormation resource type, or undefined when there is no such type.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export function resourceType(type: string): Resource | undefined {
  if (!resources.has(type)) {
    resources.set(type, specification().lookup('resource', 'cloudFormationType', 'equals', type)[0]);
  }
  return resources.get(type);
}

/** Properties of a nested type. One without any takes every key. */
export function definitionProperties(reference: DefinitionReference): Readonly<Record<string, Property>> {
  return specification().get('typeDefinition', reference.reference).properties;
}
