import type { Model } from '../model.ts';
import { references } from '../plan/intrinsic.ts';
import { resourcesOf, type TemplateResource } from '../resources.ts';
import type { RenderedStack } from '../stack.ts';

/** A subnet, and what stands in it. */
export interface Subnet {
  readonly name: string;
  readonly cidr: string;
  readonly hasNat: boolean;
}

/** An availability zone by its position in the Region, from 1. */
export interface Zone {
  readonly number: number;
  readonly public: readonly Subnet[];
  readonly private: readonly Subnet[];
}

export interface ServiceNode {
  readonly name: string;
  /** `2–8 tasks in all zones`. */
  readonly tasks: string;
  /** `512 CPU (ARM64), 1024 MB, port 8080`; x86 goes without saying. */
  readonly size: string;
  readonly routes: readonly string[];
}

/** What an environment is made of, as its rendered templates say. */
export interface Architecture {
  readonly title: string;
  readonly region: string;
  readonly cidr: string;
  readonly zones: readonly Zone[];
  /** Listeners of the load balancer: `HTTPS 443`. */
  readonly listeners: readonly string[];
  /** Services of AWS that endpoints lead to: `ecr.api`. */
  readonly endpoints: readonly string[];
  readonly services: readonly ServiceNode[];
  /** What watches and what keeps, a short name each: `8 alarms`. */
  readonly beside: readonly string[];
}

/** Reads the architecture off the stacks of an environment. */
export function architecture(model: Model, stacks: readonly RenderedStack[]): Architecture {
  const parsed = stacks.map((stack) => ({ stack, resources: resourcesOf(stack) }));
  const all = parsed.flatMap(({ resources }) => resources);
  const vpc = all.find(({ type }) => type === 'AWS::EC2::VPC');
  return {
    title: `${model.config.app} → ${model.environment}`,
    region: model.config.region,
    cidr: literal(vpc?.properties['CidrBlock']),
    zones: zonesOf(all),
    listeners: ofType(all, 'AWS::ElasticLoadBalancingV2::Listener')
      .map(({ properties }) => `${literal(properties['Protocol'])} ${literal(properties['Port'])}`)
      .toSorted(),
    endpoints: ofType(all, 'AWS::EC2::VPCEndpoint').map(({ properties }) =>
      JSON.stringify(properties['ServiceName'])
        .replace(/^.*AWS::Region\}\./, '')
        .replace(/[^a-z0-9.-].*$/, ''),
    ),
    services: parsed.flatMap(({ stack, resources }) =>
      stack.service === undefined ? [] : [serviceOf(stack.service, resources)],
    ),
    beside: beside(all),
  };
}

/** A value that platc renders as text or number, never as a function. */
function literal(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function ofType(resources: readonly TemplateResource[], type: string): readonly TemplateResource[] {
  return resources.filter((resource) => resource.type === type);
}

function zonesOf(all: readonly TemplateResource[]): readonly Zone[] {
  const withInternet = new Set(
    ofType(all, 'AWS::EC2::Route')
      .filter(({ properties }) => properties['GatewayId'] !== undefined)
      .flatMap(({ properties }) => [...references(properties['RouteTableId'])]),
  );
  const isPublic = (subnet: string) =>
    ofType(all, 'AWS::EC2::SubnetRouteTableAssociation').some(
      ({ properties }) =>
        references(properties['SubnetId']).has(subnet) &&
        [...references(properties['RouteTableId'])].some((table) => withInternet.has(table)),
    );
  const subnets = ofType(all, 'AWS::EC2::Subnet').map(({ logicalId, properties }) => ({
    zone: zoneOf(properties['AvailabilityZone']),
    isPublic: isPublic(logicalId),
    subnet: {
      name: logicalId,
      cidr: literal(properties['CidrBlock']),
      hasNat: ofType(all, 'AWS::EC2::NatGateway').some(({ properties: nat }) =>
        references(nat['SubnetId']).has(logicalId),
      ),
    },
  }));
  const numbers = [...new Set(subnets.map(({ zone }) => zone))].toSorted((a, b) => a - b);
  return numbers.map((number) => {
    const own = subnets.filter(({ zone }) => zone === number);
    return {
      number,
      public: own.flatMap((one) => (one.isPublic ? [one.subnet] : [])),
      private: own.flatMap((one) => (one.isPublic ? [] : [one.subnet])),
    };
  });
}

/** The position in `Fn::Select: [n, Fn::GetAZs]`, from 1. */
function zoneOf(value: unknown): number {
  const select = (value as { readonly 'Fn::Select'?: readonly unknown[] } | undefined)?.['Fn::Select'];
  return Number(select?.[0] ?? 0) + 1;
}

function serviceOf(name: string, resources: readonly TemplateResource[]): ServiceNode {
  const [target] = ofType(resources, 'AWS::ApplicationAutoScaling::ScalableTarget');
  const [definition] = ofType(resources, 'AWS::ECS::TaskDefinition');
  const [group] = ofType(resources, 'AWS::ElasticLoadBalancingV2::TargetGroup');
  const [min, max] = [target?.properties['MinCapacity'], target?.properties['MaxCapacity']].map(literal);
  return {
    name,
    tasks: `${min}${min === max ? '' : `–${max}`} tasks in all zones`,
    size: `${literal(definition?.properties['Cpu'])} CPU${processorOf(definition)}, ${literal(definition?.properties['Memory'])} MB, port ${literal(group?.properties['Port'])}`,
    routes: ofType(resources, 'AWS::ElasticLoadBalancingV2::ListenerRule').flatMap(({ properties }) =>
      [...JSON.stringify(properties['Conditions']).matchAll(/"Values":\["([^"]*)"/g)].map(
        ([, pattern = '']) => pattern,
      ),
    ),
  };
}

/** ` (ARM64)` where tasks do not run on x86, which is what Fargate takes where nothing is said. */
function processorOf(definition: TemplateResource | undefined): string {
  const platform = definition?.properties['RuntimePlatform'];
  const processor =
    typeof platform === 'object' && platform !== null && 'CpuArchitecture' in platform
      ? literal(platform.CpuArchitecture)
      : '';
  return processor === 'ARM64' ? ` (${processor})` : '';
}

const words: readonly (readonly [type: string, one: string, many: string])[] = [
  ['AWS::Logs::LogGroup', 'log group', 'log groups'],
  ['AWS::EC2::FlowLog', 'flow log', 'flow logs'],
  ['AWS::CloudWatch::Alarm', 'alarm', 'alarms'],
  ['AWS::SNS::Topic', 'alarm topic', 'topics'],
  ['AWS::CloudWatch::Dashboard', 'dashboard', 'dashboards'],
  ['AWS::KMS::Key', 'KMS key', 'KMS keys'],
  ['AWS::CertificateManager::Certificate', 'certificate', 'certificates'],
  ['AWS::Route53::RecordSet', 'DNS record', 'DNS records'],
];

function beside(all: readonly TemplateResource[]): readonly string[] {
  return words.flatMap(([type, one, many]) => {
    const count = ofType(all, type).length;
    return count === 0 ? [] : [count === 1 ? one : `${count} ${many}`];
  });
}
