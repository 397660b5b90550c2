import { readdirSync, readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resourceType } from './resources/specification.ts';
import { FakeRunner } from './runner/fake-runner.ts';
import { writeImageSnapshot } from './runner/image-snapshot.ts';
import type { TestSandbox } from './test-sandbox.ts';
import { startTestSandbox } from './test-sandbox.ts';

/*
 * One stack with every resource type that does more than being stored, through CloudFormation: what such a type leaves
 * out of its attributes, or does only when it is called directly, shows here.
 */

const region = 'us-east-1';
const account = `${region}:000000000000`;
const repository = 'demo/api';

const subnet = (zone: string, cidr: string) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: { Ref: 'Vpc' }, AvailabilityZone: zone, CidrBlock: cidr },
});

const resources = (image: string): Record<string, { Type: string; [key: string]: unknown }> => ({
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  SubnetB: subnet('us-east-1b', '10.0.0.0/24'),
  SubnetC: subnet('us-east-1c', '10.0.1.0/24'),
  Bucket: { Type: 'AWS::S3::Bucket' },
  BucketPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Version: '2012-10-17', Statement: [] } },
  },
  Repository: { Type: 'AWS::ECR::Repository' },
  LogGroup: { Type: 'AWS::Logs::LogGroup' },
  Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'v' } },
  LoadBalancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: { Subnets: [{ Ref: 'SubnetB' }, { Ref: 'SubnetC' }], SecurityGroups: ['sg-1'] },
  },
  TargetGroup: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { Port: 8080, Protocol: 'HTTP', TargetType: 'ip', VpcId: { Ref: 'Vpc' } },
  },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'LoadBalancer' },
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    },
  },
  Rule: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: {
      ListenerArn: { Ref: 'Listener' },
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'TargetGroup' } }],
    },
  },
  Cluster: {
    Type: 'AWS::ECS::Cluster',
    Properties: { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] },
  },
  Providers: {
    Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    Properties: {
      Cluster: { Ref: 'Cluster' },
      CapacityProviders: ['FARGATE'],
      DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE' }],
    },
  },
  TaskDefinition: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      RequiresCompatibilities: ['FARGATE'],
      NetworkMode: 'awsvpc',
      Cpu: '256',
      Memory: '512',
      ExecutionRoleArn: 'arn:aws:iam::000000000000:role/execution',
      ContainerDefinitions: [{ Name: 'app', Image: image, PortMappings: [{ ContainerPort: 8080 }] }],
    },
  },
  Service: {
    Type: 'AWS::ECS::Service',
    DependsOn: ['Rule', 'Providers', 'EventRule', 'MetricFilter'],
    Properties: {
      Cluster: { Ref: 'Cluster' },
      LaunchType: 'FARGATE',
      TaskDefinition: { Ref: 'TaskDefinition' },
      NetworkConfiguration: {
        AwsvpcConfiguration: { Subnets: [{ Ref: 'SubnetB' }, { Ref: 'SubnetC' }] },
      },
      LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: { Ref: 'TargetGroup' } }],
    },
  },
  ScalableTarget: {
    Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    Properties: {
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service.Name}' },
      MinCapacity: 2,
      MaxCapacity: 4,
    },
  },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'ECS/ContainerInsights',
      MetricName: 'RunningTaskCount',
      Dimensions: [
        { Name: 'ClusterName', Value: { Ref: 'Cluster' } },
        { Name: 'ServiceName', Value: { 'Fn::GetAtt': ['Service', 'Name'] } },
      ],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 3,
    },
  },
  MetricFilter: {
    Type: 'AWS::Logs::MetricFilter',
    Properties: {
      LogGroupName: { Ref: 'LogGroup' },
      FilterPattern: '{ $.detail.lastStatus = "RUNNING" }',
      MetricTransformations: [{ MetricNamespace: 'demo', MetricName: 'Started', MetricValue: '1' }],
    },
  },
  EventRule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.ecs'], 'detail-type': ['ECS Task State Change'] },
      Targets: [
        {
          Id: 'log',
          Arn: { 'Fn::Sub': 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${LogGroup}' },
        },
      ],
    },
  },
  Dashboard: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: '{"widgets":[]}' } },
  ScalingPolicy: {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: { Ref: 'ScalableTarget' },
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 70,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    },
  },
});

let sandbox: TestSandbox;
let config: { readonly endpoint: string; readonly region: string };
let cloudFormation: CloudFormationClient;
let ecs: ECSClient;
let outputs: Record<string, string>;

async function createStack(StackName: string, template: object): Promise<Record<string, string>> {
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
  const stack = async () => (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  await sandbox.clock.runUntil(async () => (await stack())?.StackStatus !== 'CREATE_IN_PROGRESS');
  const { StackStatus, StackStatusReason, Outputs = [] } = (await stack()) ?? {};
  expect({ StackStatus, StackStatusReason }).toEqual({ StackStatus: 'CREATE_COMPLETE' });
  return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

async function pushImage(): Promise<string> {
  const image = { workingDir: '/', env: {}, entrypoint: [], cmd: ['node'] };
  const { digest } = await writeImageSnapshot(sandbox.context.stateDir, image, [
    { path: 'a.js', content: '' },
  ]);
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = { schemaVersion: 2, mediaType, layers: [{ digest, size: 1 }] };
  const pushed = await new ECRClient(config).send(
    new PutImageCommand({
      repositoryName: repository,
      imageManifest: JSON.stringify(manifest),
      imageTag: 'v1',
    }),
  );
  return `000000000000.dkr.ecr.${region}.amazonaws.com/${repository}@${pushed.image?.imageId?.imageDigest}`;
}

beforeAll(async () => {
  let port = 20_000;
  sandbox = await startTestSandbox({
    runner: new FakeRunner(),
    loadBalancing: {
      listen: false,
      findPort: () => (port += 1),
      prober: (_target, answer) => {
        answer(200);
        return () => undefined;
      },
    },
  });
  config = { ...sandbox.client, region };
  cloudFormation = new CloudFormationClient(config);
  ecs = new ECSClient(config);
  await createStack('registry', {
    Resources: { Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: repository } } },
  });
  const all = resources(await pushImage());
  outputs = await createStack('service', {
    Resources: all,
    Outputs: Object.fromEntries([
      ...Object.keys(all).map((id) => [`Ref0${id}`, { Value: { Ref: id } }]),
      ...Object.entries(all)
        .filter(([, { Type }]) => !Type.startsWith('AWS::EC2::'))
        .flatMap(([id, { Type }]) =>
          attributesOf(Type).map(([name, isList]) => {
            const value = { 'Fn::GetAtt': [id, name] };
            return [
              `${id}0${name.replaceAll('.', '0')}`,
              { Value: isList ? { 'Fn::Join': [',', value] } : value },
            ];
          }),
        ),
    ]),
  });
});
afterAll(() => sandbox.remove());

/** Without those that have no value on AWS either: of a feature that is not used, of a load balancer that comes later. */
function attributesOf(type: string): (readonly [name: string, isList: boolean])[] {
  return Object.entries(resourceType(type)?.attributes ?? {})
    .filter(([name]) => !/^(Metadata|LoadBalancerArns$)/.test(name))
    .map(([name, attribute]) => [name, attribute.type.type === 'array']);
}

describe('a stack of a service', () => {
  it('has a resource of every type that has a behaviour', () => {
    const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .map((path) => readFileSync(`${import.meta.dirname}/${path}`, 'utf8'));
    const types = sources.flatMap((text) =>
      [...text.matchAll(/^ +type: '(AWS::(?!CloudFormation::)[^']+)'/gm)].map(([, type]) => type),
    );
    expect(types.length).toBeGreaterThan(10);
    const present = new Set(Object.values(resources('')).map(({ Type }) => Type));
    expect(types.filter((type) => !present.has(type ?? ''))).toEqual([]);
  });

  it('gives every attribute that the specification lists', () => {
    expect(Object.entries(outputs).filter(([, value]) => value === '')).toEqual([]);
    expect(outputs['Parameter0Arn']).toBe(`arn:aws:ssm:${account}:parameter/${outputs['Ref0Parameter']}`);
    const arns = Object.entries(outputs).filter(([name]) => /Arns?$/.test(name));
    const wrong = arns.filter(([, value]) => !/^arn:aws:[a-z0-9-]+:([a-z0-9-]+:\d{12}|:):.+/.test(value));
    expect(wrong).toEqual([]);
  });

  it('has as many tasks as its scalable target asks for', async () => {
    const service = { cluster: outputs['Ref0Cluster'] ?? '', services: [outputs['Ref0Service'] ?? ''] };
    const described = async () => (await ecs.send(new DescribeServicesCommand(service))).services?.[0];
    expect((await described())?.desiredCount).toBe(2);
    await sandbox.clock.runUntil(async () => (await described())?.runningCount === 2);
    expect((await described())?.deployments).toMatchObject([{ rolloutState: 'COMPLETED', desiredCount: 2 }]);
  });

  it('is measured: its alarm rings while fewer tasks run than it asks for', async () => {
    const alarms = new CloudWatchClient(config);
    const alarm = async () => (await alarms.send(new DescribeAlarmsCommand({}))).MetricAlarms?.[0];
    await sandbox.clock.runUntil(async () => (await alarm())?.StateValue === 'ALARM');
    expect((await alarm())?.StateReason).toMatch(/\[2\.0 .*\] was less than the threshold \(3\.0\)/);
    const { Metrics: started } = await alarms.send(new ListMetricsCommand({ Namespace: 'demo' }));
    expect(started).toEqual([{ Namespace: 'demo', MetricName: 'Started', Dimensions: [] }]);
    const { Metrics } = await alarms.send(new ListMetricsCommand({ Namespace: 'AWS/ApplicationELB' }));
    expect(Metrics?.map(({ MetricName }) => MetricName)).toEqual(['HealthyHostCount', 'UnHealthyHostCount']);
    expect(Metrics?.[0]?.Dimensions).toEqual([
      { Name: 'TargetGroup', Value: outputs['TargetGroup0TargetGroupFullName'] },
      { Name: 'LoadBalancer', Value: outputs['LoadBalancer0LoadBalancerFullName'] },
    ]);
  });

  it('lies in the zones of its subnets', async () => {
    const { LoadBalancers } = await new ElasticLoadBalancingV2Client(config).send(
      new DescribeLoadBalancersCommand({}),
    );
    expect(LoadBalancers).toMatchObject([
      {
        VpcId: outputs['Ref0Vpc'],
        AvailabilityZones: [{ ZoneName: 'us-east-1b' }, { ZoneName: 'us-east-1c' }],
      },
    ]);
    const cluster = outputs['Ref0Cluster'] ?? '';
    const { taskArns } = await ecs.send(new ListTasksCommand({ cluster }));
    const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    expect(new Set(tasks.map(({ availabilityZone }) => availabilityZone))).toEqual(
      new Set(['us-east-1b', 'us-east-1c']),
    );
    expect(tasks).toHaveLength(2);
  });
});
