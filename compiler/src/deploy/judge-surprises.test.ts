import { describe, expect, it } from 'vitest';
import type { Change, ResourceChange as ActualChange } from '../aws/cloudformation.ts';
import type { ResourceChange, StackPlan } from '../plan/plan.ts';
import type { RenderedStack } from '../stack.ts';
import { guard } from './judge.ts';

const stack: RenderedStack = {
  name: 'shop-dev-network',
  kind: 'network',
  body: '',
  parameters: [],
  resources: [],
  outputs: [],
  tags: {},
  capabilities: [],
  lines: new Map(),
  origin: ['network'],
};
const change = (logicalId: string, type: string, actual: ActualChange): Change => ({
  ResourceChange: { LogicalResourceId: logicalId, ResourceType: type, ...actual },
});
const shown = (logicalId: string, action: ResourceChange['action']): ResourceChange => ({
  logicalId,
  type: 'AWS::EC2::VPC',
  action,
  replacement: 'no',
  holdsData: false,
  properties: [],
  usedBy: [],
});
const plan = (...changes: readonly ResourceChange[]): ReadonlyMap<string, StackPlan> =>
  new Map([
    [
      stack.name,
      {
        name: stack.name,
        kind: stack.kind,
        state: 'update',
        from: 'template',
        changes,
        notes: [],
        parameters: [],
        outputs: [],
        tags: [],
      },
    ],
  ]);
const judged = (plans: ReadonlyMap<string, StackPlan>, changes: readonly Change[], ...allowed: string[]) =>
  guard(new Set(allowed), plans)(stack, changes);

const removed = change('Old', 'AWS::EC2::Subnet', { Action: 'Remove' });
const replaced = change('Vpc', 'AWS::EC2::VPC', { Action: 'Modify', Replacement: 'True' });
const role = change('Role', 'AWS::IAM::Role', { Action: 'Add' });
const bucket = change('Logs', 'AWS::S3::Bucket', { Action: 'Remove', PolicyAction: 'Delete' });

describe('a change set that does what the plan did not show', () => {
  it.each([
    ['delete', removed, 'Old (AWS::EC2::Subnet) would be deleted, and the plan did not show it'],
    ['replace', replaced, 'Vpc (AWS::EC2::VPC) would be replaced, and the plan did not show it'],
    ['iam', role, 'Role (AWS::IAM::Role) would be created, and the plan did not show it'],
  ] as const)('is refused, unless %s is allowed', (kind, surprising, reason) => {
    expect(judged(plan(shown('Vpc', 'Modify')), [surprising])).toEqual({ reason, allow: kind });
    expect(judged(plan(shown('Vpc', 'Modify')), [surprising], kind)).toBeUndefined();
    expect(judged(plan(shown('Vpc', 'Modify')), [surprising], 'outage')).toEqual({ reason, allow: kind });
  });

  it('passes where that neither deletes, replaces nor touches permissions', () => {
    expect(judged(plan(), [change('Subnet', 'AWS::EC2::Subnet', { Action: 'Add' })])).toBeUndefined();
  });

  it('is refused for what stands behind what passes', () => {
    const harmless = change('Subnet', 'AWS::EC2::Subnet', { Action: 'Add' });
    expect(judged(plan(), [harmless, removed])).toMatchObject({ allow: 'delete' });
    expect(judged(plan(), [removed, role], 'delete')).toMatchObject({ allow: 'iam' });
  });

  it('passes where the plan showed it, or where nothing was shown of the stack', () => {
    expect(judged(plan(shown('Old', 'Remove')), [removed])).toBeUndefined();
    expect(judged(new Map(), [removed, replaced, role])).toBeUndefined();
  });

  it('is refused for the data in it, also where it was shown', () => {
    const reason = 'Logs (AWS::S3::Bucket) holds data and would be deleted';
    expect(judged(plan(shown('Logs', 'Remove')), [bucket])).toEqual({ reason, allow: 'delete' });
    expect(judged(plan(shown('Logs', 'Remove')), [bucket], 'delete')).toBeUndefined();
    expect(judged(new Map(), [bucket], 'replace')).toEqual({ reason, allow: 'delete' });
  });
});
