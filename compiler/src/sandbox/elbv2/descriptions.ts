import type {
  Listener,
  LoadBalancer,
  Rule,
  TargetGroup,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { HOSTED_ZONE, dnsName } from './load-balancer-behaviour.ts';
import type {
  ListenerRecord,
  LoadBalancerRecord,
  LoadBalancingTables,
  RuleRecord,
  TargetGroupRecord,
} from './records.ts';
import type { LiveTarget } from './targets.ts';

export function describeLoadBalancer(record: LoadBalancerRecord, open: boolean): LoadBalancer {
  return {
    LoadBalancerArn: record.arn,
    DNSName: dnsName(record),
    CanonicalHostedZoneId: HOSTED_ZONE,
    CreatedTime: new Date(record.createdAt),
    LoadBalancerName: record.name,
    Scheme: record.scheme,
    VpcId: record.vpcId,
    State: { Code: open ? 'active' : 'provisioning' },
    Type: 'application',
    AvailabilityZones: record.subnets.map(({ subnetId, zoneName }) => ({
      SubnetId: subnetId,
      ZoneName: zoneName,
      LoadBalancerAddresses: [],
    })),
    SecurityGroups: [...record.securityGroups],
    IpAddressType: record.ipAddressType === 'dualstack' ? 'dualstack' : 'ipv4',
  };
}

export function describeListener(record: ListenerRecord): Listener {
  return {
    ListenerArn: record.arn,
    LoadBalancerArn: record.loadBalancerArn,
    Port: record.port,
    Protocol: record.protocol,
    ...(record.sslPolicy === undefined ? {} : { SslPolicy: record.sslPolicy }),
    ...(record.certificateArns.length === 0
      ? {}
      : { Certificates: record.certificateArns.map((CertificateArn) => ({ CertificateArn })) }),
    DefaultActions: [...record.defaultActions],
  };
}

/** The rules of a listener, the default rule last. */
export function describeRules(tables: LoadBalancingTables, listener: ListenerRecord): Rule[] {
  const fallback: Rule = {
    RuleArn: `${listener.arn.replace(':listener/', ':listener-rule/')}/default`,
    Priority: 'default',
    Conditions: [],
    Actions: [...listener.defaultActions],
    IsDefault: true,
  };
  return [...tables.rulesOf(listener.arn).map(describeRule), fallback];
}

export function describeRule(record: RuleRecord): Rule {
  return {
    RuleArn: record.arn,
    Priority: String(record.priority),
    Conditions: [...record.conditions],
    Actions: [...record.actions],
    IsDefault: false,
  };
}

export function describeTargetGroup(tables: LoadBalancingTables, record: TargetGroupRecord): TargetGroup {
  const { healthCheck } = record;
  return {
    TargetGroupArn: record.arn,
    TargetGroupName: record.name,
    Protocol: record.protocol,
    ProtocolVersion: record.protocolVersion,
    Port: record.port,
    VpcId: record.vpcId,
    TargetType: record.targetType === 'ip' ? 'ip' : 'instance',
    IpAddressType: record.ipAddressType === 'ipv6' ? 'ipv6' : 'ipv4',
    HealthCheckEnabled: true,
    HealthCheckProtocol: healthCheck.protocol,
    HealthCheckPort: healthCheck.port,
    HealthCheckPath: healthCheck.path,
    HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    Matcher: { HttpCode: healthCheck.matcher },
    LoadBalancerArns: [...tables.usersOf(record.arn)],
  };
}

export function describeTargetHealth(
  { record, health }: LiveTarget,
  checkPort: string,
): TargetHealthDescription {
  return {
    Target: {
      Id: record.id,
      Port: record.port,
      ...(record.zone === undefined ? {} : { AvailabilityZone: record.zone }),
    },
    HealthCheckPort: checkPort === 'traffic-port' ? String(record.port) : checkPort,
    TargetHealth: health,
  };
}
