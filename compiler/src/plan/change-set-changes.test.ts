import { describe, expect, it } from 'vitest';
import type { Change, ResourceChange, ResourceChangeDetail } from '../aws/cloudformation.ts';
import { differencesOf } from './change-set-changes.ts';
import type { ResourceDifference } from './resource-difference.ts';
import type { PropertyDifference } from './property-differences.ts';

const change = (fields: ResourceChange): Change => ({
  Type: 'Resource',
  ResourceChange: { ResourceType: 'AWS::EC2::VPC', LogicalResourceId: 'Vpc', ...fields },
});
const property = (
  name: string,
  recreation: 'Always' | 'Never' | 'Conditionally',
  fields: ResourceChangeDetail = {},
): ResourceChangeDetail => ({
  Target: { Attribute: 'Properties', Name: name, RequiresRecreation: recreation },
  Evaluation: 'Static',
  ChangeSource: 'DirectModification',
  ...fields,
});
const own = (label: string, fields: Partial<PropertyDifference> = {}): PropertyDifference => ({
  attribute: 'Properties',
  path: [label],
  label,
  before: 'own before',
  after: 'own after',
  replacement: 'no',
  causes: [],
  ...fields,
});
const resource = (
  properties: readonly PropertyDifference[],
  fields: Partial<ResourceDifference> = {},
): ResourceDifference => ({
  action: 'Modify',
  logicalId: 'Vpc',
  type: 'AWS::EC2::VPC',
  replacement: 'no',
  properties,
  ...fields,
});

describe('differencesOf', () => {
  it('takes from CloudFormation which resources change, and whether they are replaced', () => {
    const changes = [
      change({
        Action: 'Modify',
        Replacement: 'True',
        PolicyAction: 'ReplaceAndRetain',
        Details: [property('CidrBlock', 'Always')],
      }),
      change({ Action: 'Add', LogicalResourceId: 'New', Replacement: 'True' }),
      change({ Action: 'Remove', LogicalResourceId: 'Old', PolicyAction: 'Retain' }),
      change({ Action: 'Import', LogicalResourceId: 'Found' }),
      { Type: 'Hook' } as unknown as Change,
    ];
    const result = differencesOf(
      changes,
      [resource([own('CidrBlock'), own('Unconfirmed')]), resource([own('X')], { logicalId: 'Idle' })],
      ['Found', 'New', 'Vpc'],
    );
    expect(
      result.map(({ action, logicalId, replacement, policyAction }) => [
        action,
        logicalId,
        replacement,
        policyAction,
      ]),
    ).toEqual([
      ['Import', 'Found', 'no', undefined],
      ['Add', 'New', 'no', undefined],
      ['Modify', 'Vpc', 'yes', 'ReplaceAndRetain'],
      ['Remove', 'Old', 'no', 'Retain'],
    ]);
    expect(result[2]?.properties).toEqual([own('CidrBlock', { replacement: 'yes' })]);
  });

  it('tells in its own words what only CloudFormation sees', () => {
    const detail = property('VpcId', 'Always', { ChangeSource: 'ResourceReference', CausingEntity: 'Vpc' });
    const withValues = {
      ...property('VpcId', 'Always'),
      Evaluation: 'Dynamic' as const,
      Target: {
        Attribute: 'Properties' as const,
        Name: 'VpcId',
        RequiresRecreation: 'Always' as const,
        BeforeValue: 'vpc-1',
        AfterValue: '{{changeSet:KNOWN_AFTER_APPLY}}',
      },
    };
    const [result] = differencesOf(
      [change({ Action: 'Modify', Replacement: 'True', Details: [detail, withValues] })],
      [],
      [],
    );
    expect(result?.properties).toEqual([
      {
        attribute: 'Properties',
        path: ['VpcId'],
        label: 'VpcId',
        before: 'vpc-1',
        after: '{{changeSet:KNOWN_AFTER_APPLY}}',
        replacement: 'yes',
        causes: [{ kind: 'resource', name: 'Vpc' }],
      },
    ]);
  });

  it.each([
    ['ParameterReference', 'Cidr', [{ kind: 'parameter', name: 'Cidr' }]],
    ['ResourceAttribute', 'Vpc.Arn', [{ kind: 'resource', name: 'Vpc' }]],
    ['Automatic', undefined, []],
  ] as const)('knows where a change comes from: %s', (ChangeSource, CausingEntity, expected) => {
    const detail = property('A', 'Never', { ChangeSource, ...(CausingEntity && { CausingEntity }) });
    expect(
      differencesOf([change({ Action: 'Modify', Details: [detail] })], [], [])[0]?.properties[0]?.causes,
    ).toEqual(expected);
  });

  it.each([
    [[property('A', 'Always')], 'yes'],
    [[property('A', 'Always', { Evaluation: 'Dynamic' })], 'conditional'],
    [[property('A', 'Conditionally')], 'conditional'],
    [[property('A', 'Never')], 'no'],
  ] as const)('tells of each property what it does', (Details, expected) => {
    expect(
      differencesOf([change({ Action: 'Modify', Details: [...Details] })], [], [])[0]?.properties[0]
        ?.replacement,
    ).toBe(expected);
  });

  it('leaves out what only looks again at an attribute that stays as it is', () => {
    const idle = property('VpcId', 'Always', {
      Evaluation: 'Dynamic',
      ChangeSource: 'ResourceAttribute',
      CausingEntity: 'Vpc.VpcId',
    });
    expect(
      differencesOf([change({ Action: 'Modify', Replacement: 'Conditional', Details: [idle] })], [], []),
    ).toEqual([]);
  });

  it('keeps tags and attributes apart from properties', () => {
    const details: ResourceChangeDetail[] = [
      { Target: { Attribute: 'Tags', RequiresRecreation: 'Never' } },
      { Target: { Attribute: 'DeletionPolicy', RequiresRecreation: 'Never' } },
      {},
    ];
    const mine = [
      own('Tags[app].Value', { attribute: 'Tags', path: ['Tags', 0, 'Value'] }),
      own('DeletionPolicy', { attribute: 'DeletionPolicy', path: [] }),
    ];
    const [result] = differencesOf([change({ Action: 'Modify', Details: details })], [resource(mine)], []);
    expect(result?.properties).toEqual(mine);
    const [alone] = differencesOf([change({ Action: 'Modify', Details: details })], [], []);
    expect(alone?.properties.map(({ attribute, label }) => [attribute, label])).toEqual([
      ['Tags', 'Tags'],
      ['DeletionPolicy', 'DeletionPolicy'],
    ]);
  });

  it('falls back on the templates where CloudFormation gives no details', () => {
    expect(
      differencesOf([change({ Action: 'Modify', Replacement: 'False' })], [resource([own('A')])], [])[0]
        ?.properties,
    ).toEqual([own('A')]);
  });
});
