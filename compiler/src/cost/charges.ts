import { HOURS, type Billing, type Charge, type Unpriced } from './charge.ts';
import type { TemplateResource } from '../resources.ts';
import { fargate } from './fargate.ts';
import { loadBalancer } from './load-balancer.ts';

type Bill = (resource: TemplateResource, billing: Billing) => readonly Charge[] | Unpriced;

/** What each resource type is billed for. A type that is neither here nor in `free` has no price, and is said so. */
const billed: Readonly<Record<string, Bill>> = {
  'AWS::ECS::Service': (resource, billing) => [...fargate(resource, billing), ...customMetrics(billing)],
  'AWS::ECS::TaskDefinition': metricsNotAssumed,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': loadBalancer,
  'AWS::EC2::NatGateway': natGateway,
  'AWS::EC2::EIP': () => [
    { row: 'Public IPv4 addresses', what: 'address', quantity: HOURS, price: 'publicIpv4.inUse.hour' },
  ],
  'AWS::EC2::VPCEndpoint': vpcEndpoint,
  'AWS::EC2::FlowLog': (_, { assumptions: { flowLogsGb } }) => [
    {
      row: 'Flow logs',
      what: `${flowLogsGb} GB`,
      quantity: flowLogsGb,
      price: 'cloudwatch.vendedLogs.toLogs.first10TB.gb',
    },
  ],
  'AWS::Logs::LogGroup': logGroup,
  'AWS::Logs::MetricFilter': () => [
    { row: 'Metrics', what: 'metric of a log', quantity: 1, price: 'cloudwatch.customMetric.month' },
  ],
  'AWS::CloudWatch::Alarm': alarm,
  // A policy of target tracking makes two alarms: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
  'AWS::ApplicationAutoScaling::ScalingPolicy': () => [
    { row: 'Alarms', what: '2 of scaling', quantity: 2, price: 'cloudwatch.alarm.standard.month' },
  ],
  'AWS::CloudWatch::Dashboard': () => [
    { row: 'Dashboard', what: 'dashboard', quantity: 1, price: 'cloudwatch.dashboard.month' },
  ],
  'AWS::KMS::Key': () => [{ row: 'KMS key', what: 'key', quantity: 1, price: 'kms.key.month' }],
  'AWS::ECR::Repository': (_, { assumptions: { imagesGb } }) => [
    { row: 'Images', what: `${imagesGb} GB`, quantity: imagesGb, price: 'ecr.storage.gbMonth' },
  ],
  'AWS::ECS::Cluster': ({ properties }) =>
    JSON.stringify(properties['ClusterSettings'] ?? []).includes('"enabled"')
      ? { row: 'Container Insights', reason: 'its metrics grow with services and tasks' }
      : [],
  'AWS::SNS::Topic': () => ({ row: 'Notifications', reason: 'paid by the message' }),
  'AWS::S3::Bucket': () => ({ row: 'Artifacts', reason: 'templates and release records, some megabytes' }),
};

/** Types that cost nothing of their own. Alias records that lead to a load balancer are not billed: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html */
const free =
  /^AWS::(IAM::|EC2::(VPC|InternetGateway|VPCGatewayAttachment|RouteTable|Route|Subnet|SubnetRouteTableAssociation|SecurityGroup|SecurityGroupIngress|SecurityGroupEgress)$|ECS::ClusterCapacityProviderAssociations$|ElasticLoadBalancingV2::(Listener|ListenerRule|TargetGroup)$|ApplicationAutoScaling::ScalableTarget$|Events::Rule$|KMS::Alias$|Logs::ResourcePolicy$|SNS::(TopicPolicy|Subscription)$|S3::BucketPolicy$|CertificateManager::Certificate$|Route53::RecordSet$)/;

/** What a resource is billed for in a month; none for one that is free. */
export function chargesOf(resource: TemplateResource, billing: Billing): readonly Charge[] | Unpriced {
  const bill = Object.hasOwn(billed, resource.type) ? billed[resource.type] : undefined;
  if (bill) return bill(resource, billing);
  return free.test(resource.type)
    ? []
    : { row: resource.type, reason: 'no price is known for this resource type' };
}

/** All gateways share the traffic. */
function natGateway(_: TemplateResource, { assumptions, natGateways }: Billing): readonly Charge[] {
  const gb = assumptions.natGb / natGateways;
  return [
    { row: 'NAT gateways', what: `${HOURS} h`, quantity: HOURS, price: 'nat.zonal.hour' },
    { row: 'NAT gateways', what: `${gb} GB`, quantity: gb, price: 'nat.zonal.gb' },
  ];
}

/** An interface endpoint is paid by the hour in each zone; a gateway endpoint is not: https://aws.amazon.com/privatelink/pricing/ */
function vpcEndpoint({ properties }: TemplateResource, { zones, ...billing }: Billing): readonly Charge[] {
  if (properties['VpcEndpointType'] !== 'Interface') return [];
  const endpoints = billing.stack.filter(
    (other) => other.properties['VpcEndpointType'] === 'Interface',
  ).length;
  const gb = billing.natGateways > 0 ? 0 : billing.assumptions.natGb / endpoints;
  return [
    {
      row: 'VPC endpoints',
      what: `${zones} zones × ${HOURS} h`,
      quantity: zones * HOURS,
      price: 'vpcEndpoint.interface.hour',
    },
    {
      row: 'VPC endpoints',
      what: `${gb.toPrecision(2)} GB`,
      quantity: gb,
      price: 'vpcEndpoint.interface.gb',
    },
  ];
}

/** Ingestion, and a month of keeping. Flow logs are billed with their source; task exits are a few lines. */
function logGroup(_: TemplateResource, { assumptions, service }: Billing): readonly Charge[] {
  if (service === undefined) return [];
  const gb = assumptions.logsGb;
  return [
    { row: `Logs, ${service}`, what: `${gb} GB`, quantity: gb, price: 'cloudwatch.logs.ingest.gb' },
    {
      row: `Logs, ${service}`,
      what: `${gb} GB kept`,
      quantity: gb,
      price: 'cloudwatch.logs.storage.gbMonth',
    },
  ];
}

/** By the metrics that it looks at: https://aws.amazon.com/cloudwatch/pricing/ */
function alarm({ properties }: TemplateResource): readonly Charge[] {
  const { Metrics: queries } = properties;
  const metrics = Array.isArray(queries)
    ? queries.filter((query) => typeof query === 'object' && query !== null && 'MetricStat' in query).length
    : 1;
  return [
    {
      row: 'Alarms',
      what: metrics === 1 ? 'alarm' : `alarm of ${metrics} metrics`,
      quantity: metrics,
      price: 'cloudwatch.alarm.standard.month',
    },
  ];
}

function customMetrics({ assumptions: { customMetrics: count } }: Billing): readonly Charge[] {
  if (count === 0) return [];
  return [
    {
      row: 'Metrics',
      what: `${count} of the service`,
      quantity: count,
      price: 'cloudwatch.customMetric.month',
    },
  ];
}

/** A task costs what its service says. `ENABLE_CLOUDWATCH` is how the service that comes with platc is told to send metrics. */
function metricsNotAssumed(
  { properties }: TemplateResource,
  { assumptions, service }: Billing,
): readonly Charge[] | Unpriced {
  const { ContainerDefinitions: containers } = properties;
  const sends = /\{"Name":"ENABLE_CLOUDWATCH","Value":"true"\}/.test(JSON.stringify(containers ?? []));
  if (!sends || assumptions.customMetrics > 0) return [];
  const reason = `${service} has ENABLE_CLOUDWATCH, and cost.assumptions.customMetrics is 0`;
  return { row: 'Metrics', reason };
}
