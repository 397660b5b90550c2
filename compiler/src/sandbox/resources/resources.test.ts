import { isDeepStrictEqual } from 'node:util';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { describe, expect, it } from 'vitest';
import { resourceRequest } from '../test-sandbox.ts';
import { conform } from './conform.ts';
import { generatedName } from './generated-name.ts';
import { genericBehaviour } from './generic-behaviour.ts';
import { KNOWN_AFTER_APPLY } from './known-after-apply.ts';
import { propertyFailure } from './property-failure.ts';
import { propertyDifferences, replaces } from './replacement.ts';
import { type Resource, resourceType } from './specification.ts';

const place = { partition: 'aws', accountId: '000000000000' };

function type(name: string): Resource {
  const found = resourceType(name);
  if (!found) throw new Error(name);
  return found;
}

function created(name: string, properties: Readonly<Record<string, unknown>> = {}) {
  return genericBehaviour(type(name), place).create(resourceRequest(name, properties));
}

describe('the generic store of resources', () => {
  it('makes one of every type there is: the same id each time, and text where an attribute is text', () => {
    const all = [...loadAwsServiceSpecSync().all('resource')];
    expect(all.length).toBeGreaterThan(1500);
    const wrong = all.filter((resource) => {
      const one = created(resource.cloudFormationType);
      const texts = Object.entries(resource.attributes).filter(
        ([, attribute]) => attribute.type.type === 'string',
      );
      return (
        one.physicalId === '' ||
        !isDeepStrictEqual(one, created(resource.cloudFormationType)) ||
        !isDeepStrictEqual(Object.keys(one.attributes), Object.keys(resource.attributes)) ||
        texts.some(([name]) => typeof one.attributes[name] !== 'string' || one.attributes[name] === '')
      );
    });
    expect(wrong.map(({ cloudFormationType }) => cloudFormationType)).toEqual([]);
  });

  it('gives ARNs of the service that the type belongs to, its own where the specification has a template', () => {
    const all = [...loadAwsServiceSpecSync().all('resource')];
    const beginnings = new Map<string, Set<string>>();
    for (const { cloudFormationType, arnTemplate } of all) {
      if (arnTemplate === undefined) continue;
      const service = cloudFormationType.split('::')[1] ?? '';
      const filled = arnTemplate
        .replace(/^arn:(\$\{Partition\}|aws):/, 'arn:aws:')
        .replace('${Region}', 'eu-west-1')
        .replace('${Account}', place.accountId);
      const known = beginnings.get(service) ?? new Set();
      beginnings.set(service, known.add(filled.split(':').slice(0, 5).join(':')));
    }
    const wrong = all.flatMap((resource) => {
      const { cloudFormationType, cfnRefIdentifier, primaryIdentifier } = resource;
      const one = created(cloudFormationType);
      const identifier = cfnRefIdentifier ?? primaryIdentifier ?? [];
      const values = {
        ...one.attributes,
        ...(identifier.length === 1 && { [identifier[0] ?? '']: one.physicalId }),
      };
      const known = beginnings.get(cloudFormationType.split('::')[1] ?? '');
      return Object.entries(values).flatMap(([name, value]) => {
        if (typeof value !== 'string') return [];
        const [form, service] =
          /^(arn:aws:[a-z][a-z0-9-]*:(?:eu-west-1)?:(?:\d{12})?):\S+$/.exec(value) ?? [];
        const isRight = /Arn$/i.test(name)
          ? form !== undefined && (known === undefined || known.has(service ?? ''))
          : /Url$/i.test(name)
            ? /^https:\/\/[a-z0-9.-]+\.eu-west-1\.amazonaws\.com\/\S+$/.test(value)
            : /^AccountId$/.test(name)
              ? value === place.accountId
              : value !== '' && !value.includes('${');
        return isRight ? [] : `${cloudFormationType} ${name} ${value}`;
      });
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['AWS::IAM::Role', { RoleName: 'r', Path: '/team/' }, 'Arn', /^arn:aws:iam::000000000000:role\/team\/r$/],
    [
      'AWS::IAM::OIDCProvider',
      { Url: 'https://token.actions.githubusercontent.com' },
      'Arn',
      /^arn:aws:iam::000000000000:oidc-provider\/token\.actions\.githubusercontent\.com$/,
    ],
    [
      'AWS::SecretsManager::Secret',
      { Name: 'app/key' },
      'Id',
      /^arn:aws:secretsmanager:eu-west-1:000000000000:secret:app\/key-[A-Za-z0-9]{6}$/,
    ],
    ['AWS::Route53::TrafficPolicy', {}, 'Arn', /^arn:aws:route53:::trafficpolicy\//],
    [
      'AWS::StepFunctions::StateMachineVersion',
      {},
      'Arn',
      /^arn:aws:states:eu-west-1:000000000000:state-machine-version\//,
    ],
    ['AWS::CertificateManager::Certificate', {}, 'CertificateArn', /:certificate\/[0-9a-f]{8}-[0-9a-f]{4}-/],
    ['AWS::EC2::Subnet', {}, 'AvailabilityZone', /^eu-west-1a$/],
  ])('of %s with %o, %s', (name, properties, attribute, expected) => {
    expect(created(name, properties).attributes[attribute]).toMatch(expected);
  });

  it.each([
    ['AWS::EC2::VPC', {}, /^vpc-[0-9a-f]{17}$/],
    ['AWS::EC2::Subnet', {}, /^subnet-[0-9a-f]{17}$/],
    ['AWS::EC2::SecurityGroup', {}, /^sg-[0-9a-f]{17}$/],
    ['AWS::EC2::EIP', {}, /^198\.18\.\d+\.\d+$/],
    ['AWS::EC2::SubnetRouteTableAssociation', {}, /^rtbassoc-[0-9a-f]{17}$/],
    ['AWS::S3::Bucket', {}, /^demo-resource-1a2b3c4d5e6f$/],
    ['AWS::S3::Bucket', { BucketName: 'mine' }, /^mine$/],
    ['AWS::IAM::Role', { RoleName: 'r' }, /^r$/],
    ['AWS::SNS::Topic', { TopicName: 't' }, /^arn:aws:sns:eu-west-1:000000000000:t$/],
    ['AWS::ECS::Service', {}, /^arn:aws:ecs:eu-west-1:000000000000:service\//],
    ['AWS::Events::Rule', {}, /^demo-resource-1a2b3c4d5e6f$/],
    ['AWS::Events::Rule', { EventBusName: 'bus', Name: 'mine' }, /^bus\|mine$/],
    ['AWS::SQS::Queue', { QueueName: 'q' }, /^https:\/\/sqs\.eu-west-1\.amazonaws\.com\/000000000000\/q$/],
    ['AWS::KMS::Key', {}, /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/],
    [
      'AWS::SecretsManager::Secret',
      { Name: 'app/key' },
      /^arn:aws:secretsmanager:eu-west-1:000000000000:secret:app\/key-[0-9a-f]{6}$/,
    ],
    ['AWS::Route53::HostedZone', {}, /^Z[0-9A-F]+$/],
    ['AWS::CloudFront::Distribution', {}, /^E[0-9A-F]+$/],
    [
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { ResourceId: 'r', ScalableDimension: 'd', ServiceNamespace: 'n' },
      /^r\|d\|n$/,
    ],
    ['AWS::CloudFormation::WaitConditionHandle', {}, /./],
  ])('Ref of %s with %o', (name, properties, expected) => {
    expect(created(name, properties).physicalId).toMatch(expected);
  });

  it('gives attributes by what they are called', () => {
    expect(created('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }).attributes).toMatchObject({
      VpcId: expect.stringMatching(/^vpc-/),
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociations: [],
      DefaultSecurityGroup: expect.stringMatching(/^sg-/),
      DefaultNetworkAcl: expect.stringMatching(/^acl-/),
    });
    expect(created('AWS::S3::Bucket', { BucketName: 'mine' }).attributes).toMatchObject({
      Arn: 'arn:aws:s3:::mine',
      RegionalDomainName: expect.stringContaining('eu-west-1.amazonaws.com'),
    });
    expect(created('AWS::IAM::Role', { RoleName: 'r' }).attributes['Arn']).toBe(
      'arn:aws:iam::000000000000:role/r',
    );
    expect(created('AWS::Logs::LogGroup', { LogGroupName: '/a/b' }).attributes['Arn']).toContain(
      ':log-group:',
    );
  });

  it('keeps the id through an update and lets go without a word', () => {
    const behaviour = genericBehaviour(type('AWS::SNS::Topic'), place);
    const existing = { ...resourceRequest('AWS::SNS::Topic', { TopicName: 'new' }), physicalId: 'kept' };
    expect(behaviour.update(existing, {}).physicalId).toBe('kept');
    expect(behaviour.remove(existing)).toBeUndefined();
  });
});

describe('properties', () => {
  const issues = (name: string, properties: Readonly<Record<string, unknown>>) =>
    conform(type(name), properties).issues.map(({ path, message }) => `#${path}: ${message}`);

  it.each([
    ['AWS::SNS::Topic', { constructor: 1 }, ['#: extraneous key [constructor] is not permitted']],
    ['AWS::SNS::Topic', { Colour: 1 }, ['#: extraneous key [Colour] is not permitted']],
    ['AWS::SSM::Parameter', { Type: 'String' }, ['#: required key [Value] not found']],
    ['AWS::SSM::Parameter', { Type: 'Text', Value: 'v' }, ['#/Type: Text is not a valid enum value']],
    ['AWS::SNS::Topic', { DisplayName: {} }, ['#/DisplayName: expected type: String, found: JSONObject']],
    ['AWS::SNS::Topic', { DisplayName: null }, ['#/DisplayName: expected type: String, found: Null']],
    ['AWS::SNS::Topic', { FifoTopic: 'maybe' }, ['#/FifoTopic: expected type: Boolean, found: String']],
    ['AWS::SNS::Topic', { Subscription: 'x' }, ['#/Subscription: expected type: JSONArray, found: String']],
    [
      'AWS::SNS::Topic',
      { Subscription: [1.5] },
      ['#/Subscription/0: expected type: JSONObject, found: BigDecimal'],
    ],
    [
      'AWS::SNS::Topic',
      { Subscription: [{ Endpoint: 'e', Port: 1 }] },
      [
        '#/Subscription/0: extraneous key [Port] is not permitted',
        '#/Subscription/0: required key [Protocol] not found',
      ],
    ],
    ['AWS::SNS::Topic', { Tags: [{ Key: 'k' }] }, ['#/Tags/0: required key [Value] not found']],
    ['AWS::SNS::Topic', { Tags: [true] }, ['#/Tags/0: expected type: JSONObject, found: Boolean']],
    ['AWS::Logs::LogGroup', { RetentionInDays: 2 }, ['#/RetentionInDays: 2 is not a valid enum value']],
    [
      'AWS::Logs::LogGroup',
      { RetentionInDays: 'x' },
      ['#/RetentionInDays: expected type: Integer, found: String'],
    ],
    [
      'AWS::Logs::LogGroup',
      { RetentionInDays: 1.5 },
      ['#/RetentionInDays: expected type: Integer, found: BigDecimal'],
    ],
    [
      'AWS::SSM::Parameter',
      { Type: 'String', Value: 'v', Tags: [] },
      ['#/Tags: expected type: JSONObject, found: JSONArray'],
    ],
    ['AWS::IAM::Role', { AssumeRolePolicyDocument: { Any: ['thing'] } }, []],
    ['AWS::Logs::LogGroup', { RetentionInDays: KNOWN_AFTER_APPLY, Tags: KNOWN_AFTER_APPLY }, []],
  ])('of %s: %o', (name, properties, expected) => {
    expect(issues(name, properties)).toEqual(expected);
  });

  it('become what their types say', () => {
    expect(
      conform(type('AWS::Logs::LogGroup'), { RetentionInDays: '14', LogGroupName: 5 }).properties,
    ).toEqual({ RetentionInDays: 14, LogGroupName: '5' });
    expect(
      conform(type('AWS::SNS::Topic'), { FifoTopic: 'true', ContentBasedDeduplication: 'false' }).properties,
    ).toEqual({ FifoTopic: true, ContentBasedDeduplication: false });
    expect(
      conform(type('AWS::SSM::Parameter'), { Type: 'String', Value: 'v', Tags: { n: 1 } }).properties['Tags'],
    ).toEqual({ n: '1' });
  });

  it('that do not fit are told in the words of the type', () => {
    const fail = (name: string, properties: Readonly<Record<string, unknown>>) =>
      propertyFailure(type(name), 'Id', conform(type(name), properties).issues);
    expect(fail('AWS::SNS::Topic', {})).toBeUndefined();
    expect(fail('AWS::SNS::Topic', { A: 1, B: 2 })).toBe(
      'Properties validation failed for resource Id with message:\n#: extraneous key [A] is not permitted\n#: extraneous key [B] is not permitted',
    );
    const old = [...loadAwsServiceSpecSync().all('resource')].find(
      (resource) =>
        !resource.primaryIdentifier && Object.values(resource.properties).some(({ required }) => required),
    );
    const [required] = Object.entries(old?.properties ?? {}).find(([, property]) => property.required) ?? [];
    expect(fail(old?.cloudFormationType ?? '', { Nope: 1 })).toBe('Encountered unsupported property Nope');
    expect(fail(old?.cloudFormationType ?? '', {})).toContain(
      'Property validation failure: [The property {/',
    );
    expect(required).toBeDefined();
  });
});

describe('what replaces', () => {
  const differences = (name: string, before: object, after: object) =>
    propertyDifferences(type(name), { ...before }, { ...after });

  it('is a create-only property, also one that comes or goes', () => {
    expect(replaces(differences('AWS::SNS::Topic', {}, { FifoTopic: true }))).toBe(true);
    expect(replaces(differences('AWS::SNS::Topic', { FifoTopic: true }, {}))).toBe(true);
    expect(replaces(differences('AWS::SNS::Topic', {}, { DisplayName: 'x' }))).toBe(false);
    expect(replaces(differences('AWS::SNS::Topic', { FifoTopic: true }, { FifoTopic: true }))).toBe(false);
  });

  it('is told leaf by leaf', () => {
    const tags = (value: string) => ({ Tags: [{ Key: 'a', Value: value }], CidrBlock: '10.0.0.0/16' });
    expect(differences('AWS::EC2::VPC', tags('1'), { ...tags('2'), InstanceTenancy: 'dedicated' })).toEqual([
      { path: ['Tags', '0', 'Value'], before: '1', after: '2', requiresRecreation: 'Never' },
      {
        path: ['InstanceTenancy'],
        before: undefined,
        after: 'dedicated',
        requiresRecreation: 'Conditionally',
      },
    ]);
    expect(
      differences(
        'AWS::SNS::Topic',
        { Subscription: [{ Protocol: 'a', Endpoint: 'b' }] },
        { Subscription: {} },
      ),
    ).toMatchObject([{ path: ['Subscription'] }]);
  });

  it('goes into nested types and lists of types', () => {
    const container = (image: string) => ({ ContainerDefinitions: [{ Name: 'a', Image: image }] });
    expect(differences('AWS::ECS::TaskDefinition', container('1'), container('2'))).toMatchObject([
      { path: ['ContainerDefinitions', '0', 'Image'], requiresRecreation: 'Always' },
    ]);
  });

  it('may be a path that the specification lists apart', () => {
    const listed = [...loadAwsServiceSpecSync().all('resource')].find(
      (resource) => resource.additionalReplacementProperties?.length,
    );
    const path = listed?.additionalReplacementProperties?.[0] ?? [];
    const nested = path
      .toReversed()
      .reduce<unknown>((value, key) => ({ [key === '*' ? '0' : key]: value }), 'x') as Record<
      string,
      unknown
    >;
    const other = path
      .toReversed()
      .reduce<unknown>((value, key) => ({ [key === '*' ? '0' : key]: value }), 'y') as Record<
      string,
      unknown
    >;
    expect(listed && replaces(propertyDifferences(listed, nested, other))).toBe(true);
  });
});

describe('generated names', () => {
  it.each([
    ['AWS::IAM::Role', 'demo', 'Role', /^demo-Role-[A-Za-z0-9]{12}$/],
    ['AWS::S3::Bucket', 'Demo', 'Bucket', /^demo-bucket-[a-z0-9]{12}$/],
    ['AWS::SSM::Parameter', 'demo', 'Value', /^CFN-Value-[A-Za-z0-9]{12}$/],
    [
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'a-very-long-stack-name',
      'LoadBalancer',
      /^a-very-long-stack-n-[A-Za-z0-9]{12}$/,
    ],
  ])('of %s', (name, stack, logicalId, expected) => {
    expect(generatedName(name, stack, logicalId, 'seed')).toMatch(expected);
    expect(generatedName(name, stack, logicalId, 'seed')).toBe(generatedName(name, stack, logicalId, 'seed'));
    expect(generatedName(name, stack, logicalId, 'seed')).not.toBe(
      generatedName(name, stack, logicalId, 'other'),
    );
  });
});
