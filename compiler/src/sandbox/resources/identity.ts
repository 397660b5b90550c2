import type { ResourceRequest } from '../resource-behaviour.ts';
import { arn, arnService, ownName } from './arn.ts';
import type { Place } from './arn.ts';
import { seedOf, serviceId, stableHex } from './physical-id.ts';
import type { PropertyType, Resource } from './specification.ts';
import { valueAt } from './value-at.ts';

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
  const seed = seedOf(request);
  const last = name.split('.').at(-1) ?? name;
  if (/arn$/i.test(last) || isArn(resource, name)) return arn(resource, request, place);
  if (last === 'AccountId') return place.accountId;
  if (last === 'AvailabilityZone') return `${request.region}a`;
  if (/ip$/i.test(last)) return benchmarkAddress(seed);
  if (/url$/i.test(last)) {
    return `https://${arnService(resource)}.${request.region}.amazonaws.com/${place.accountId}/${ownName(resource, request)}`;
  }
  if (/(DNSName|DomainName|Endpoint(\.Address)?)$/i.test(name)) {
    return `${request.generatedName.toLowerCase()}.${arnService(resource)}.${request.region}.amazonaws.com`;
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

/** An identifier that is an ARN and is not called so: the specification gives names of identifiers, not their form. */
function isArn({ cloudFormationType }: Resource, name: string): boolean {
  return cloudFormationType === 'AWS::SecretsManager::Secret' && name === 'Id';
}
