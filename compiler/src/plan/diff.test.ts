import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { diffOutputs, diffTemplates, type TemplateDiff } from './diff.ts';
import { isKnownAfterApply } from './resolve.ts';
import { loadReplacementRules, type ReplacementRules } from './replacement.ts';
import { KNOWN_AFTER_APPLY } from './resolve.ts';
import { noParameters, type ParameterValues } from './template-names.ts';
import { readTemplate } from './template.ts';

let rules: ReplacementRules;
beforeAll(async () => {
  rules = await loadReplacementRules();
});

function diff(
  before: object | undefined,
  after: object | undefined,
  parameters: ParameterValues = noParameters,
): TemplateDiff {
  const read = (value: object | undefined) => value && readTemplate(JSON.stringify(value));
  return diffTemplates({ before: read(before), after: read(after), parameters, rules });
}

/** `Modify Vpc yes [CidrBlock yes]`, one per resource. */
function told({ resources }: TemplateDiff): readonly string[] {
  return resources.map(({ action, logicalId, replacement, policyAction, properties }) => {
    const list = properties.map(
      ({ label, replacement: rule, causes }) =>
        `${label} ${rule}${causes.map(({ kind, name }) => ` by ${kind} ${name}`).join('')}`,
    );
    return [
      action,
      logicalId,
      replacement,
      ...(policyAction ? [policyAction] : []),
      ...(list.length > 0 ? [`[${list.join(', ')}]`] : []),
    ].join(' ');
  });
}

const vpc = (cidr: unknown, more: object = {}) => ({
  Type: 'AWS::EC2::VPC',
  Properties: { CidrBlock: cidr },
  ...more,
});
const subnet = (VpcId: unknown) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId, CidrBlock: '10.0.0.0/20' },
});
const group = (retention: unknown, more: object = {}) => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { RetentionInDays: retention },
  ...more,
});

describe('diffTemplates', () => {
  it('tells what is added, removed and changed, in the order of the new template', () => {
    const result = diff(
      { Resources: { Old: group(1), Same: group(2), Kept: group(3) } },
      { Resources: { New: group(1), Kept: group(4), Same: group(2) } },
    );
    expect(told(result)).toEqual([
      'Add New no',
      'Modify Kept no [RetentionInDays no]',
      'Remove Old no Delete',
    ]);
  });

  it('compares with nothing', () => {
    expect(told(diff(undefined, { Resources: { A: group(1) } }))).toEqual(['Add A no']);
    expect(told(diff({ Resources: { A: group(1) } }, undefined))).toEqual(['Remove A no Delete']);
  });

  it('follows a replacement to everything that refers to what is replaced', () => {
    const resources = (cidr: string) => ({
      Vpc: vpc(cidr),
      Subnet: subnet({ Ref: 'Vpc' }),
      Group: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: { VpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] }, GroupDescription: 'x' },
      },
      Balancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { Subnets: [{ Ref: 'Subnet' }], SecurityGroups: [{ 'Fn::Sub': '${Group}' }] },
      },
      Apart: group(1),
    });
    const result = diff({ Resources: resources('10.0.0.0/16') }, { Resources: resources('10.1.0.0/16') });
    expect(told(result)).toEqual([
      'Modify Vpc yes ReplaceAndDelete [CidrBlock yes]',
      'Modify Subnet yes ReplaceAndDelete [VpcId yes by resource Vpc]',
      'Modify Group yes ReplaceAndDelete [VpcId yes by resource Vpc]',
      'Modify Balancer no [Subnets no by resource Subnet, SecurityGroups no by resource Group]',
    ]);
    expect(result.resources[1]?.properties[0]).toMatchObject({
      before: { Ref: 'Vpc' },
      after: KNOWN_AFTER_APPLY,
    });
  });

  it('stops where a resource changes in place: its references stay what they are', () => {
    const resources = (days: number) => ({
      Logs: group(days),
      Filter: { Type: 'AWS::Logs::SubscriptionFilter', Properties: { LogGroupName: { Ref: 'Logs' } } },
    });
    expect(told(diff({ Resources: resources(1) }, { Resources: resources(3) }))).toEqual([
      'Modify Logs no [RetentionInDays no]',
    ]);
  });

  it('passes on that a replacement is only possible', () => {
    const resources = (type: string) => ({
      Box: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: type } },
      Volume: {
        Type: 'AWS::EC2::VolumeAttachment',
        Properties: { InstanceId: { Ref: 'Box' }, VolumeId: 'v' },
      },
    });
    expect(told(diff({ Resources: resources('t3.micro') }, { Resources: resources('t3.small') }))).toEqual([
      'Modify Box conditional ReplaceAndDelete [InstanceType conditional]',
      'Modify Volume conditional ReplaceAndDelete [InstanceId conditional by resource Box]',
    ]);
  });

  it('follows a parameter with another value to the properties that use it', () => {
    const template = {
      Parameters: {
        Cidr: { Type: 'String' },
        Days: { Type: 'Number', Default: '1' },
        Later: { Type: 'String' },
        Same: { Type: 'String' },
      },
      Resources: {
        Vpc: vpc({ 'Fn::Sub': '${Cidr}' }),
        Logs: group({ Ref: 'Days' }),
        Subnet: subnet({ Ref: 'Later' }),
        Other: subnet({ Ref: 'Same' }),
      },
    };
    const parameters: ParameterValues = {
      before: new Map([
        ['Cidr', '10.0.0.0/16'],
        ['Same', 'x'],
      ]),
      after: new Map([
        ['Cidr', '10.1.0.0/16'],
        ['Days', '3'],
        ['Same', 'x'],
      ]),
      unknown: new Set(['Later']),
    };
    const result = diff(template, template, parameters);
    expect(told(result)).toEqual([
      'Modify Vpc yes ReplaceAndDelete [CidrBlock yes by parameter Cidr]',
      'Modify Logs no [RetentionInDays no by parameter Days]',
      'Modify Subnet conditional ReplaceAndDelete [VpcId conditional by parameter Later]',
    ]);
    expect(result.resources[0]?.properties[0]).toMatchObject({ before: '10.0.0.0/16', after: '10.1.0.0/16' });
  });

  it('says nothing of a literal that became a parameter of the same value', () => {
    const parameters: ParameterValues = {
      before: new Map(),
      after: new Map([['Cidr', '10.0.0.0/16']]),
      unknown: new Set(),
    };
    const after = { Parameters: { Cidr: { Type: 'String' } }, Resources: { Vpc: vpc({ Ref: 'Cidr' }) } };
    expect(told(diff({ Resources: { Vpc: vpc('10.0.0.0/16') } }, after, parameters))).toEqual([]);
  });

  it('follows mappings, and conditions that come to hold', () => {
    const template = (size: string, prod: string) => ({
      Mappings: { Sizes: { all: { cidr: size }, other: { cidr: 'x' } } },
      Conditions: { IsProd: { 'Fn::Equals': [prod, 'yes'] } },
      Resources: {
        Vpc: vpc({ 'Fn::FindInMap': ['Sizes', 'all', 'cidr'] }),
        Unsure: vpc({ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'cidr'] }),
        Logs: { ...group({ 'Fn::If': ['IsProd', 90, 3] }) },
        Alarm: { Type: 'AWS::SNS::Topic', Condition: 'IsProd', Properties: {} },
      },
    });
    expect(told(diff(template('10.0.0.0/16', 'no'), template('10.1.0.0/16', 'yes')))).toEqual([
      'Modify Vpc yes ReplaceAndDelete [CidrBlock yes by mapping Sizes]',
      'Modify Unsure conditional ReplaceAndDelete [CidrBlock conditional by mapping Sizes]',
      'Modify Logs no [RetentionInDays no by condition IsProd]',
      'Add Alarm no',
    ]);
  });

  it('tells attributes from properties; what a resource depends on is no change of it', () => {
    const before = {
      Resources: { Logs: group(1, { DeletionPolicy: 'Delete', Metadata: { a: 1 } }), A: group(1) },
    };
    const after = {
      Resources: {
        Logs: group(1, { DeletionPolicy: 'Retain', Metadata: { a: 2 }, UpdateReplacePolicy: 'Retain' }),
        A: group(1, { DependsOn: 'Logs' }),
      },
    };
    expect(told(diff(before, after))).toEqual([
      'Modify Logs no [Metadata.a no, DeletionPolicy no, UpdateReplacePolicy no]',
    ]);
  });

  it.each([
    ['Retain', 'Retain'],
    ['RetainExceptOnCreate', 'Retain'],
    ['Snapshot', 'Snapshot'],
    [undefined, 'Delete'],
  ])('DeletionPolicy %s: a removed resource is %s', (DeletionPolicy, expected) => {
    expect(
      diff({ Resources: { A: group(1, { DeletionPolicy }), B: group(1) } }, { Resources: { B: group(1) } })
        .resources[0]?.policyAction,
    ).toBe(expected);
  });

  it('knows which databases are snapshotted unless told otherwise', () => {
    const removed = (resource: object) =>
      diff({ Resources: { A: resource, B: group(1) } }, { Resources: { B: group(1) } }).resources[0]
        ?.policyAction;
    expect(removed({ Type: 'AWS::RDS::DBCluster' })).toBe('Snapshot');
    expect(removed({ Type: 'AWS::RDS::DBInstance', Properties: {} })).toBe('Snapshot');
    expect(removed({ Type: 'AWS::RDS::DBInstance', Properties: { DBClusterIdentifier: 'c' } })).toBe(
      'Delete',
    );
  });

  it('keeps a replaced resource where its UpdateReplacePolicy says so', () => {
    const resources = (name: string) => ({
      Resources: {
        A: { Type: 'AWS::S3::Bucket', UpdateReplacePolicy: 'Retain', Properties: { BucketName: name } },
      },
    });
    expect(told(diff(resources('a'), resources('b')))).toEqual([
      'Modify A yes ReplaceAndRetain [BucketName yes]',
    ]);
  });

  it('shows another type under the same name as a replacement', () => {
    expect(
      told(
        diff(
          { Resources: { A: { Type: 'AWS::SNS::Topic' } } },
          { Resources: { A: { Type: 'AWS::SQS::Queue' } } },
        ),
      ),
    ).toEqual(['Modify A yes ReplaceAndDelete [Type yes]']);
  });

  it('shows another condition only where nobody can tell whether it holds', () => {
    const template = (name: string) => ({
      Conditions: { A: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'x'] }, B: { 'Fn::Equals': ['x', 'x'] } },
      Resources: { Logs: group(1, { Condition: name }) },
    });
    expect(told(diff(template('A'), template('B')))).toEqual(['Modify Logs no [Condition no]']);
  });

  it('tells outputs: changed ones, and those that change with a resource', () => {
    const template = (cidr: string, more: object) => ({
      Resources: { Vpc: vpc(cidr), Logs: group(1) },
      Outputs: { VpcId: { Value: { Ref: 'Vpc' } }, Logs: { Value: { Ref: 'Logs' } }, ...more },
    });
    const { outputs } = diff(
      template('10.0.0.0/16', { Gone: { Value: 'a' }, Text: { Value: 'a' } }),
      template('10.1.0.0/16', { New: { Value: 'b' }, Text: { Value: 'b', Description: 'x' } }),
    );
    expect(outputs).toEqual([
      {
        name: 'VpcId',
        before: { Ref: 'Vpc' },
        after: KNOWN_AFTER_APPLY,
        causes: [{ kind: 'resource', name: 'Vpc' }],
      },
      { name: 'New', before: undefined, after: 'b', causes: [] },
      { name: 'Text', before: 'a', after: 'b', causes: [] },
      { name: 'Gone', before: 'a', after: undefined, causes: [] },
    ]);
  });

  it('takes from outside what is replaced, where CloudFormation has said it', () => {
    const read = readTemplate(
      JSON.stringify({
        Resources: { Vpc: vpc('a'), Logs: group(1) },
        Outputs: { VpcId: { Value: { Ref: 'Vpc' } }, Logs: { Value: { Ref: 'Logs' } } },
      }),
    );
    const input = { before: read, after: read, parameters: noParameters, rules };
    expect(
      diffOutputs(
        input,
        new Map([
          ['Vpc', 'yes'],
          ['Logs', 'no'],
        ]),
      ).map(({ name }) => name),
    ).toEqual(['VpcId']);
  });

  it('finds nothing between equal templates, whatever their layout', () => {
    const value = fc.dictionary(
      fc.stringMatching(/^[A-Z][a-z]{1,5}$/),
      fc.oneof(fc.jsonValue(), fc.constant({ Ref: 'A' }), fc.constant({ 'Fn::Sub': '${A} ${B.Arn}' })),
    );
    const resources = fc.dictionary(
      fc.constantFrom('A', 'B', 'C'),
      fc.record({ Type: fc.constantFrom('AWS::EC2::VPC', 'AWS::S3::Bucket'), Properties: value }),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(resources, (all) => {
        const [before, after] = [
          JSON.stringify({ Resources: all }),
          JSON.stringify({ Resources: all }, undefined, 1),
        ];
        const result = diffTemplates({
          before: readTemplate(before),
          after: readTemplate(after),
          parameters: noParameters,
          rules,
        });
        expect(result).toEqual({ resources: [], outputs: [] });
      }),
    );
  });

  it('ends and stays finite where resources refer to each other in a circle', () => {
    const resources = (name: string) => ({
      A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name, X: { Ref: 'B' } } },
      B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'A' } } },
    });
    expect(told(diff({ Resources: resources('a') }, { Resources: resources('b') }))).toHaveLength(2);
  });
});

it('isKnownAfterApply looks inside values', () => {
  expect(isKnownAfterApply({ a: ['x', `${KNOWN_AFTER_APPLY}/y`] })).toBe(true);
  expect(isKnownAfterApply([1, null, 'x'])).toBe(false);
});
