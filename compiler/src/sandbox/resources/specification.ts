import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { DefinitionReference, Property, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';

export type { Property, PropertyType, Resource } from '@aws-cdk/service-spec-types';

let database: SpecDatabase | undefined;
const resources = new Map<string, Resource | undefined>();
const beginnings = new Map<string, string>();

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

/**
 * How most ARNs of a service begin by the templates of its types: partition, service, region and account, the parts
 * still named as in `arn:${Partition}:states:${Region}:${Account}:`. Undefined where no type has a template.
 * @param service as in the names of its types, `StepFunctions`
 */
export function arnBeginning(service: string): string | undefined {
  if (beginnings.size === 0) {
    const counts = new Map<string, number>();
    for (const { cloudFormationType, arnTemplate } of specification().all('resource')) {
      const name = cloudFormationType.split('::')[1];
      if (name === undefined || arnTemplate === undefined) continue;
      const beginning = `${arnTemplate.split(':').slice(0, 5).join(':')}:`;
      const count = (counts.get(`${name} ${beginning}`) ?? 0) + 1;
      counts.set(`${name} ${beginning}`, count);
      if (count > (counts.get(`${name} ${beginnings.get(name)}`) ?? 0) || !beginnings.has(name))
        beginnings.set(name, beginning);
    }
  }
  return beginnings.get(service);
}
