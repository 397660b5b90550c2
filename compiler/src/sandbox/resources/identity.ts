import type { ResourceRequest } from '../resource-behaviour.ts';
import { serviceId, stableHex } from './physical-id.ts';
import type { PropertyType, Resource } from './specification.ts';

/** The account in which a resource lives. */
export interface Place {
  readonly partition: string;
  readonly accountId: string;
}

/**
 * What `Ref` gives: the identifier that the specification names for it, several parts joined with `|`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html
 */
export function physicalId(resource: Resource, request: ResourceRequest, place: Place): string {
  const identifier = resource.cfnRefIdentifier ?? resource.primaryIdentifier;
  if (!identifier) return request.generatedName;
  const shown = identifier.filter((name) => !isLeftOut(resource, name, request));
  const parts = shown.length === 0 ? identifier : shown;
  return parts.map((name) => identifierValue(resource, name, request, place)).join('|');
}

/** A part that names something else, like the event bus of a rule, does not show where the template leaves it out. */
function isLeftOut(resource: Resource, name: string, request: ResourceRequest): boolean {
  const property = resource.properties[name];
  const owner = name.replace(/(Name|Id)$/, '');
  return (
    property !== undefined &&
    !property.required &&
    !(name in request.properties) &&
    !resource.name.endsWith(owner)
  );
}

/** Every attribute that `Fn::GetAtt` knows, by name. */
export function attributeValues(
  resource: Resource,
  request: ResourceRequest,
  place: Place,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(resource.attributes).map(([name, { type }]) => [
      name,
      attributeValue(resource, name, type, request, place),
    ]),
  );
}

function attributeValue(
  resource: Resource,
  name: string,
  type: PropertyType,
  request: ResourceRequest,
  place: Place,
): unknown {
  const given = valueAt(request.properties, name);
  if (given !== undefined) return given;
  switch (type.type) {
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'string':
    case 'date-time':
      return identifierValue(resource, name, request, place);
    default:
      return {};
  }
}

function identifierValue(resource: Resource, name: string, request: ResourceRequest, place: Place): string {
  const given = valueAt(request.properties, name);
  if (given !== undefined) return typeof given === 'string' ? given : JSON.stringify(given);
  const seed = `${request.stackId}/${request.logicalId}/${request.generatedName}`;
  const last = name.split('.').at(-1) ?? name;
  if (/arn$/i.test(last)) return arn(resource, request, place);
  if (/ip$/i.test(last)) return benchmarkAddress(seed);
  if (/url$/i.test(last)) {
    return `https://${serviceName(resource)}.${request.region}.amazonaws.com/${place.accountId}/${ownName(resource, request)}`;
  }
  if (/(DNSName|DomainName|Endpoint(\.Address)?)$/i.test(name)) {
    return `${request.generatedName.toLowerCase()}.${serviceName(resource)}.${request.region}.amazonaws.com`;
  }
  if (/(^|[a-z])Id(entifier)?$/.test(last) || /^Default(SecurityGroup|NetworkAcl)$/.test(last)) {
    return serviceId(resource.cloudFormationType, last, seed);
  }
  return request.generatedName;
}

/** Of 198.18.0.0/15, which RFC 2544 sets apart: nobody's address. */
function benchmarkAddress(seed: string): string {
  const [third = 0, fourth = 0] = Buffer.from(stableHex(seed, 4), 'hex');
  return `198.18.${third}.${fourth}`;
}

/**
 * The resource's ARN by the template that the specification gives, else by the general form.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
function arn(resource: Resource, request: ResourceRequest, { partition, accountId }: Place): string {
  const name = ownName(resource, request);
  const kind = resource.name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
  const template =
    resource.arnTemplate ??
    `arn:\${Partition}:${serviceName(resource)}:\${Region}:\${Account}:${kind}/\${Name}`;
  const known: Readonly<Record<string, string>> = {
    Partition: partition,
    Region: request.region,
    Account: accountId,
  };
  return template.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => known[variable] ?? name);
}

/** The part of an ARN that tells one resource from another of its type. */
function ownName(resource: Resource, request: ResourceRequest): string {
  const seed = `${request.stackId}/${request.logicalId}/${request.generatedName}`;
  const names = [...(resource.primaryIdentifier ?? []), `${resource.name}Name`, 'Name'];
  for (const name of names) {
    const given = valueAt(request.properties, name);
    if (typeof given === 'string') return given.replace(/^\//, '');
    if (name.endsWith('Id')) return serviceId(resource.cloudFormationType, name, seed);
  }
  return request.generatedName;
}

function serviceName(resource: Resource): string {
  const service = resource.arnTemplate?.split(':')[2];
  return service ?? (resource.cloudFormationType.split('::')[1] ?? '').toLowerCase();
}

function valueAt(properties: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = properties;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
