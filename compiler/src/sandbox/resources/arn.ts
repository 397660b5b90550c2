import type { ResourceRequest } from '../resource-behaviour.ts';
import { seedOf, serviceId, stableHex } from './physical-id.ts';
import type { Resource } from './specification.ts';
import { arnBeginning } from './specification.ts';
import { valueAt } from './value-at.ts';

/** The account in which a resource lives. */
export interface Place {
  readonly partition: string;
  readonly accountId: string;
}

/**
 * The resource's ARN by the template that the specification gives, else in the general form, beginning as those of
 * other types of its service.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arn(resource: Resource, request: ResourceRequest, { partition, accountId }: Place): string {
  const kind = resource.name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
  const template = resource.arnTemplate ?? `${beginningOf(resource)}${kind}/\${Name}`;
  const known: Readonly<Record<string, string>> = {
    Partition: partition,
    Region: request.region,
    Account: accountId,
  };
  return template.replaceAll(
    /\$\{(\w+)\}/g,
    (_, variable: string) => known[variable] ?? variableValue(resource, request, variable),
  );
}

/** The service as ARNs and addresses name it: `states` for Step Functions. */
export function arnService(resource: Resource): string {
  return (resource.arnTemplate ?? beginningOf(resource)).split(':')[2] ?? '';
}

/** The part of an ARN that tells one resource from another of its type. */
export function ownName(resource: Resource, request: ResourceRequest): string {
  const names = [...(resource.primaryIdentifier ?? []), `${resource.name}Name`, 'Name'];
  const given = names
    .map((name) => valueAt(request.properties, name))
    .find((value) => typeof value === 'string');
  if (given !== undefined) return given.replace(/^\//, '');
  const id = names.find((name) => name.endsWith('Id'));
  return id === undefined || hasNameInArn(resource)
    ? request.generatedName
    : serviceId(resource.cloudFormationType, id, seedOf(request));
}

function beginningOf({ cloudFormationType }: Resource): string {
  const service = cloudFormationType.split('::')[1] ?? '';
  return arnBeginning(service) ?? `arn:\${Partition}:${service.toLowerCase()}:\${Region}:\${Account}:`;
}

function variableValue(resource: Resource, request: ResourceRequest, variable: string): string {
  const { properties } = request;
  const given = properties[variable];
  if (typeof given === 'string') return given;
  const name = ownName(resource, request);
  if (hasNameInArn(resource)) return `${name}-${stableHex(seedOf(request), 6)}`;
  if (variable === 'OidcProviderName') return textOf(properties['Url'], name).replace(/^https:\/\//, '');
  if (variable.endsWith('WithPath')) return `${textOf(properties['Path'], '/').slice(1)}${name}`;
  if (!variable.endsWith('Id')) return name;
  return serviceId(resource.cloudFormationType, variable, seedOf(request));
}

/**
 * The name of a secret, and six characters that keep it apart from an earlier one of that name.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
 */
function hasNameInArn({ cloudFormationType }: Resource): boolean {
  return cloudFormationType === 'AWS::SecretsManager::Secret';
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
