import { AwsError } from '../aws-error.ts';
import { ownerOf } from '../resource-owner.ts';
import type { SandboxContext } from '../context.ts';
import type { CreatedResource, ResourceBehaviour } from '../resource-behaviour.ts';
import { LOAD_BALANCER_DEFAULTS } from './attributes.ts';
import { attributesFrom, typed } from './behaviour-parts.ts';
import type { LoadBalancing } from './load-balancing.ts';
import type { LoadBalancerRecord } from './records.ts';

/** Where a subnet lies. */
export interface SubnetPlace {
  readonly availabilityZone: string;
  readonly vpcId: string;
}

export interface BehaviourDeps {
  readonly context: SandboxContext;
  readonly loadBalancing: LoadBalancing;
  /** Looks a subnet up; without it, or where it is not known, the region's first zone is shown. */
  readonly findSubnet?: (subnetId: string) => SubnetPlace | undefined;
}

interface LoadBalancerProperties {
  readonly Name: string;
  readonly Type: string;
  readonly Scheme: 'internal' | 'internet-facing';
  readonly IpAddressType: string;
  readonly Subnets: readonly string[];
  readonly SubnetMappings: readonly { readonly SubnetId: string }[];
  readonly SecurityGroups: readonly string[];
  readonly LoadBalancerAttributes: readonly { readonly Key?: string; readonly Value?: string }[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html */
export function loadBalancerBehaviour({
  context,
  loadBalancing,
  findSubnet,
}: BehaviourDeps): ResourceBehaviour {
  const { loadBalancers } = loadBalancing.tables;

  const mutable = (region: string, properties: Partial<LoadBalancerProperties>) => {
    const subnetIds = properties.Subnets ?? properties.SubnetMappings?.map(({ SubnetId }) => SubnetId) ?? [];
    const places = subnetIds.map((subnetId) => ({ subnetId, place: findSubnet?.(subnetId) }));
    return {
      ipAddressType: properties.IpAddressType ?? 'ipv4',
      vpcId: places[0]?.place?.vpcId ?? 'vpc-00000000000000000',
      subnets: places.map(({ subnetId, place }) => ({
        subnetId,
        zoneName: place?.availabilityZone ?? `${region}a`,
      })),
      securityGroups: properties.SecurityGroups ?? [],
      attributes: attributesFrom(LOAD_BALANCER_DEFAULTS, properties.LoadBalancerAttributes),
    };
  };

  return {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    create(request) {
      const properties = typed<LoadBalancerProperties>(request.properties);
      const owner = ownerOf(request);
      const made = loadBalancers.all().find((record) => record.owner === owner);
      if (made) return created(made);
      const type = properties.Type ?? 'application';
      if (type !== 'application') {
        throw new AwsError(
          'InvalidConfigurationRequest',
          `Load balancers of type '${type}' are not supported here`,
        );
      }
      const name = properties.Name ?? request.generatedName;
      const prefix = `arn:${context.partition}:elasticloadbalancing:${request.region}:${context.accountId}`;
      if (loadBalancers.all().some((record) => record.name === name && record.arn.startsWith(prefix))) {
        const message = `A load balancer with the same name '${name}' exists, but with different settings`;
        throw new AwsError('DuplicateLoadBalancerName', message);
      }
      const fullName = `app/${name}/${context.randomHex(16)}`;
      const record: LoadBalancerRecord = {
        owner,
        arn: `${prefix}:loadbalancer/${fullName}`,
        name,
        fullName,
        type,
        scheme: properties.Scheme ?? 'internet-facing',
        createdAt: context.clock.now(),
        httpPort: loadBalancing.pickPort(80),
        tags: request.tags,
        ...mutable(request.region, properties),
      };
      loadBalancers.put(record.arn, record);
      loadBalancing.refresh();
      return created(record);
    },
    update(request) {
      const record = loadBalancers.get(request.physicalId);
      if (!record)
        throw new AwsError('LoadBalancerNotFound', `Load balancer '${request.physicalId}' not found`);
      const changes = mutable(request.region, typed<LoadBalancerProperties>(request.properties));
      const changed = loadBalancers.put(record.arn, { ...record, ...changes, tags: request.tags });
      loadBalancing.refresh();
      return created(changed);
    },
    live({ physicalId, properties }) {
      const record = loadBalancers.get(physicalId);
      if (!record) return 'deleted';
      const { LoadBalancerAttributes: set } = typed<LoadBalancerProperties>(properties);
      if (!set) return {};
      const now = set.map(({ Key = '', Value }) => ({ Key, Value: record.attributes[Key] ?? Value }));
      return { LoadBalancerAttributes: now };
    },
    remove({ physicalId }) {
      const record = loadBalancers.get(physicalId);
      if (!record) return;
      if (record.attributes['deletion_protection.enabled'] === 'true') {
        const message = `Load balancer '${physicalId}' cannot be deleted because deletion protection is enabled`;
        throw new AwsError('OperationNotPermitted', message);
      }
      // Its listeners and their rules go with it.
      for (const listener of loadBalancing.tables.listenersOf(physicalId)) {
        for (const rule of loadBalancing.tables.rulesOf(listener.arn))
          loadBalancing.tables.rules.delete(rule.arn);
        loadBalancing.tables.listeners.delete(listener.arn);
      }
      loadBalancers.delete(physicalId);
      loadBalancing.refresh();
    },
    settled({ physicalId }, operation) {
      return operation === 'delete' || loadBalancing.isOpen(physicalId, 80) ? 'done' : 'pending';
    },
  };

  function created(record: LoadBalancerRecord): CreatedResource {
    return {
      physicalId: record.arn,
      attributes: {
        LoadBalancerArn: record.arn,
        LoadBalancerName: record.name,
        LoadBalancerFullName: record.fullName,
        DNSName: dnsName(record),
        CanonicalHostedZoneID: HOSTED_ZONE,
        SecurityGroups: record.securityGroups,
      },
    };
  }
}

/** No name server knows it; it only has to look like one. */
export const HOSTED_ZONE = 'Z0SANDBOX000000000000';

/** On this machine a load balancer is reached by a port, so its DNS name carries it. */
export function dnsName(record: LoadBalancerRecord): string {
  return `localhost:${record.httpPort}`;
}
