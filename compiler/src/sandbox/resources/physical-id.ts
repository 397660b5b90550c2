import { createHash } from 'node:crypto';
import type { ResourceRequest } from '../resource-behaviour.ts';

/**
 * Ids of EC2 resources are a prefix and 17 hexadecimal digits.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
const ID_PREFIXES: Readonly<Record<string, string>> = {
  CapacityReservation: 'cr',
  CustomerGateway: 'cgw',
  DHCPOptions: 'dopt',
  EC2Fleet: 'fleet',
  EgressOnlyInternetGateway: 'eigw',
  EIP: 'eipalloc',
  EIPAssociation: 'eipassoc',
  FlowLog: 'fl',
  Instance: 'i',
  InternetGateway: 'igw',
  KeyPair: 'key',
  LaunchTemplate: 'lt',
  NatGateway: 'nat',
  NetworkAcl: 'acl',
  NetworkInterface: 'eni',
  PrefixList: 'pl',
  RouteTable: 'rtb',
  SecurityGroup: 'sg',
  SecurityGroupIngress: 'sgr',
  SecurityGroupEgress: 'sgr',
  SpotFleet: 'sfr',
  Subnet: 'subnet',
  SubnetRouteTableAssociation: 'rtbassoc',
  TransitGateway: 'tgw',
  TransitGatewayAttachment: 'tgw-attach',
  VPC: 'vpc',
  VPCEndpoint: 'vpce',
  VPCPeeringConnection: 'pcx',
  Volume: 'vol',
  VPNConnection: 'vpn',
  VPNGateway: 'vgw',
};

/** Digits that look random and are the same every time for one seed, so that a repeated creation is the same resource. */
export function stableHex(seed: string, length: number): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, length);
}

/** What tells a resource from every other, a replacement from the one before included. */
export function seedOf({ stackId, logicalId, generatedName }: ResourceRequest): string {
  return `${stackId}/${logicalId}/${generatedName}`;
}

/**
 * An id that a service would have chosen: `subnet-0f3c…` for EC2, a UUID for KMS keys and certificates, else hexadecimal digits.
 * `name` is the attribute or property that holds it, since one resource may hold ids of others (`DefaultSecurityGroup`).
 */
export function serviceId(type: string, name: string, seed: string): string {
  const [, service, resource = ''] = type.split('::');
  const hex = stableHex(`${seed}/${type}`, 32);
  if (service === 'EC2') {
    const other = /^Default(SecurityGroup|NetworkAcl)$/.exec(name)?.[1];
    const prefix = other ? ID_PREFIXES[other] : ID_PREFIXES[resource];
    const digits = other ? stableHex(`${seed}/${name}`, 17) : hex.slice(0, 17);
    return prefix ? `${prefix}-${digits}` : `${resource.toLowerCase()}-${digits}`;
  }
  if (service === 'KMS' || service === 'CertificateManager') {
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
  if (service === 'Route53' && resource === 'HostedZone') return `Z${hex.slice(0, 20).toUpperCase()}`;
  if (service === 'CloudFront') return `E${hex.slice(0, 13).toUpperCase()}`;
  return hex.slice(0, 17);
}
