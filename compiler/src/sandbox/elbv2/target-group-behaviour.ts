import type { ProtocolEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../aws-error.ts';
import { ownerOf } from '../resource-owner.ts';
import type { CreatedResource, ResourceBehaviour } from '../resource-behaviour.ts';
import { TARGET_GROUP_DEFAULTS } from './attributes.ts';
import { attributesFrom, typed } from './behaviour-parts.ts';
import type { BehaviourDeps } from './load-balancer-behaviour.ts';
import type { HealthCheck, TargetGroupRecord } from './records.ts';
import { checkTarget } from './register-targets.ts';

interface TargetGroupProperties {
  readonly Name: string;
  readonly Protocol: ProtocolEnum;
  readonly ProtocolVersion: string;
  readonly Port: number;
  readonly VpcId: string;
  readonly TargetType: string;
  readonly IpAddressType: string;
  readonly HealthCheckProtocol: ProtocolEnum;
  readonly HealthCheckPort: string;
  readonly HealthCheckPath: string;
  readonly HealthCheckIntervalSeconds: number;
  readonly HealthCheckTimeoutSeconds: number;
  readonly HealthyThresholdCount: number;
  readonly UnhealthyThresholdCount: number;
  readonly Matcher: { readonly HttpCode?: string };
  readonly TargetGroupAttributes: readonly { readonly Key?: string; readonly Value?: string }[];
  readonly Targets: readonly {
    readonly Id: string;
    readonly Port?: number;
    readonly AvailabilityZone?: string;
  }[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html */
export function targetGroupBehaviour({ context, loadBalancing }: BehaviourDeps): ResourceBehaviour {
  const { tables, targets } = loadBalancing;

  const setTargets = (arn: string, properties: Partial<TargetGroupProperties>, port: number): void => {
    for (const target of properties.Targets ?? []) {
      checkTarget(target.Id);
      const address = { targetGroupArn: arn, id: target.Id, port: target.Port ?? port };
      targets.register(address, target.AvailabilityZone);
    }
  };

  return {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    create(request) {
      const properties = typed<TargetGroupProperties>(request.properties);
      const owner = ownerOf(request);
      const made = tables.targetGroups.all().find((record) => record.owner === owner);
      if (made) return created(made);
      const name = properties.Name ?? request.generatedName;
      const prefix = `arn:${context.partition}:elasticloadbalancing:${request.region}:${context.accountId}`;
      if (tables.targetGroups.all().some((record) => record.name === name && record.arn.startsWith(prefix))) {
        const message = `A target group with the same name '${name}' exists, but with different settings`;
        throw new AwsError('DuplicateTargetGroupName', message);
      }
      const protocol = properties.Protocol ?? 'HTTP';
      if (protocol !== 'HTTP' && protocol !== 'HTTPS') {
        const message = `Target groups of protocol '${protocol}' are not supported here`;
        throw new AwsError('InvalidConfigurationRequest', message);
      }
      const fullName = `targetgroup/${name}/${context.randomHex(16)}`;
      const record: TargetGroupRecord = {
        owner,
        arn: `${prefix}:${fullName}`,
        name,
        fullName,
        protocol,
        protocolVersion: properties.ProtocolVersion ?? 'HTTP1',
        port: properties.Port ?? 80,
        vpcId: properties.VpcId ?? '',
        targetType: properties.TargetType ?? 'instance',
        ipAddressType: properties.IpAddressType ?? 'ipv4',
        healthCheck: healthCheckFrom(properties),
        attributes: attributesFrom(TARGET_GROUP_DEFAULTS, properties.TargetGroupAttributes),
        tags: request.tags,
      };
      tables.targetGroups.put(record.arn, record);
      setTargets(record.arn, properties, record.port);
      return created(record);
    },
    update(request) {
      const record = tables.targetGroups.get(request.physicalId);
      if (!record)
        throw new AwsError('TargetGroupNotFound', `Target group '${request.physicalId}' not found`);
      const properties = typed<TargetGroupProperties>(request.properties);
      const changed = tables.targetGroups.put(record.arn, {
        ...record,
        healthCheck: healthCheckFrom(properties),
        attributes: attributesFrom(TARGET_GROUP_DEFAULTS, properties.TargetGroupAttributes),
        tags: request.tags,
      });
      if (!isDeepStrictEqual(record.healthCheck, changed.healthCheck)) targets.recheck(record.arn);
      setTargets(record.arn, properties, record.port);
      return created(changed);
    },
    remove({ physicalId }) {
      if (!tables.targetGroups.get(physicalId)) return;
      if (tables.usersOf(physicalId).length > 0) {
        const message = `Target group '${physicalId}' is currently in use by a listener or a rule`;
        throw new AwsError('ResourceInUse', message);
      }
      for (const { record } of targets.of(physicalId)) targets.forget(record);
      tables.targetGroups.delete(physicalId);
    },
  };

  function created(record: TargetGroupRecord): CreatedResource {
    return {
      physicalId: record.arn,
      attributes: {
        TargetGroupArn: record.arn,
        TargetGroupName: record.name,
        TargetGroupFullName: record.fullName,
        LoadBalancerArns: tables.usersOf(record.arn),
      },
    };
  }
}

/** Defaults of an Application Load Balancer. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
function healthCheckFrom(properties: Partial<TargetGroupProperties>): HealthCheck {
  const check: HealthCheck = {
    protocol: properties.HealthCheckProtocol ?? 'HTTP',
    port: properties.HealthCheckPort ?? 'traffic-port',
    path: properties.HealthCheckPath ?? '/',
    intervalSeconds: properties.HealthCheckIntervalSeconds ?? 30,
    timeoutSeconds:
      properties.HealthCheckTimeoutSeconds ?? (properties.HealthCheckProtocol === 'HTTPS' ? 10 : 6),
    healthyThreshold: properties.HealthyThresholdCount ?? 5,
    unhealthyThreshold: properties.UnhealthyThresholdCount ?? 2,
    matcher: properties.Matcher?.HttpCode ?? '200',
  };
  // Interval and timeout go below AWS's minimum of 5 and 2 seconds here, for environments on this machine.
  if (check.timeoutSeconds >= check.intervalSeconds) {
    throw new AwsError('ValidationError', 'Health check interval must be greater than the timeout.');
  }
  return check;
}
