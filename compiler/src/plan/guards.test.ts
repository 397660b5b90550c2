import { describe, expect, it } from 'vitest';
import type { Change, ResourceChange as ActualChange } from '../aws/cloudformation.ts';
import { guardedChanges, judge } from './guards.ts';
import type { ResourceChange } from './plan.ts';
import { changeOf, propertyOf, stackPlanOf } from './testing/planned.ts';

const stack = (...changes: readonly ResourceChange[]) => stackPlanOf(changes, { name: 's' });
const actual = (fields: ActualChange): Change => ({
  ResourceChange: { LogicalResourceId: 'A', ResourceType: 'AWS::SNS::Topic', ...fields },
});
const detail = (name: string, evaluation: 'Static' | 'Dynamic') =>
  ({ Target: { Attribute: 'Properties', Name: name }, Evaluation: evaluation }) as const;
const role = (name: string, evaluation: 'Static' | 'Dynamic') =>
  actual({
    Action: 'Modify',
    ResourceType: 'AWS::IAM::Role',
    Replacement: 'False',
    Details: [detail('Description', 'Static'), detail(name, evaluation)],
  });

describe('judge', () => {
  const replaced = actual({ Action: 'Modify', Replacement: 'True' });
  const perhaps = actual({ Action: 'Modify', Replacement: 'Conditional' });
  const removed = actual({ Action: 'Remove', PolicyAction: 'Delete' });
  const modified = actual({ Action: 'Modify', Replacement: 'False' });

  it.each([
    ['a replacement that was shown', [changeOf({ replacement: 'yes' })], replaced, []],
    ['a replacement that was shown as possible', [changeOf({ replacement: 'conditional' })], replaced, []],
    ['less than was shown', [changeOf({ replacement: 'yes' })], modified, []],
    ['a deletion that was shown', [changeOf({ action: 'Remove' })], removed, []],
    ['a replacement shown as a change in place', [changeOf({})], replaced, ['replace']],
    ['a possible replacement shown as a change in place', [changeOf({})], perhaps, ['replace']],
    ['a replacement that was not shown', [], replaced, ['replace']],
    ['a deletion that was not shown', [changeOf({ replacement: 'yes' })], removed, ['delete']],
    ['a change that was not shown', [], modified, ['change']],
    ['a new resource that was not shown', [], actual({ Action: 'Add' }), ['change']],
    [
      'a permission that was not shown',
      [],
      actual({ Action: 'Add', ResourceType: 'AWS::IAM::Role' }),
      ['iam'],
    ],
    [
      'an attribute that is only looked at again',
      [],
      actual({
        Action: 'Modify',
        Replacement: 'Conditional',
        Details: [{ Evaluation: 'Dynamic', ChangeSource: 'ResourceAttribute' }],
      }),
      [],
    ],
    [
      'a permission in another property than was shown',
      [changeOf({ type: 'AWS::IAM::Role', properties: [propertyOf('Description')] })],
      role('Policies', 'Static'),
      ['iam'],
    ],
    [
      'a permission that was shown',
      [
        changeOf({
          type: 'AWS::IAM::Role',
          properties: [propertyOf('Description'), propertyOf('Policies[logs].PolicyDocument')],
        }),
      ],
      role('Policies', 'Static'),
      [],
    ],
    [
      'a permission that is only looked at again',
      [changeOf({ type: 'AWS::IAM::Role', properties: [propertyOf('Description')] })],
      role('Policies', 'Dynamic'),
      [],
    ],
    [
      'another property of something that permits nothing',
      [changeOf({ properties: [propertyOf('TopicName')] })],
      actual({ Action: 'Modify', Replacement: 'False', Details: [detail('DisplayName', 'Static')] }),
      [],
    ],
  ] as const)('%s', (_, changes, found, expected) => {
    expect(judge(stack(...changes), [found]).map(({ kind }) => kind)).toEqual(expected);
  });

  it('says of data that it is data', () => {
    const [surprise] = judge(stack(), [
      actual({ Action: 'Remove', LogicalResourceId: 'Logs', ResourceType: 'AWS::Logs::LogGroup' }),
    ]);
    expect(surprise).toEqual({
      kind: 'delete',
      logicalId: 'Logs',
      type: 'AWS::Logs::LogGroup',
      holdsData: true,
      message: 'Logs (AWS::Logs::LogGroup) would be deleted, and the plan did not show it',
    });
  });
});

describe('guardedChanges', () => {
  const bucket = { type: 'AWS::S3::Bucket', holdsData: true } as const;
  it.each([
    [
      'data that is replaced, also where the old is kept',
      changeOf({ ...bucket, replacement: 'yes', policyAction: 'ReplaceAndRetain' }),
      'replace',
    ],
    ['data that may be replaced', changeOf({ ...bucket, replacement: 'conditional' }), 'replace'],
    ['data that is deleted', changeOf({ ...bucket, action: 'Remove', policyAction: 'Delete' }), 'delete'],
    [
      'data that leaves a snapshot',
      changeOf({ ...bucket, action: 'Remove', policyAction: 'Snapshot' }),
      'delete',
    ],
    [
      'data that is kept outside the stack',
      changeOf({ ...bucket, action: 'Remove', policyAction: 'Retain' }),
      undefined,
    ],
    ['data that changes in place', changeOf({ ...bucket }), undefined],
    [
      'a replaced resource behind an output in use',
      changeOf({ replacement: 'yes', usedBy: ['other'] }),
      'replace',
    ],
    ['a replaced resource that nobody else uses', changeOf({ replacement: 'yes' }), undefined],
  ])('%s', (_, change, expected) => {
    expect(guardedChanges([stack(change)])[0]?.kind).toBe(expected);
  });

  const rollout = { replacesTasks: true, scale: '1 task, 0–200 % healthy', text: 'tasks may stop' };
  it('an update during which users are not served', () => {
    expect(guardedChanges([{ ...stack(), rollout: { ...rollout, interruption: true } }])).toEqual([
      { kind: 'outage', stack: 's', message: 'users would not be served meanwhile: tasks may stop' },
    ]);
  });
  it('no update that serves them, and no service that is new or stays as it is', () => {
    expect(guardedChanges([{ ...stack(), rollout: { ...rollout, interruption: false } }])).toEqual([]);
    expect(
      guardedChanges([{ ...stack(), state: 'create', rollout: { ...rollout, interruption: true } }]),
    ).toEqual([]);
  });
});
