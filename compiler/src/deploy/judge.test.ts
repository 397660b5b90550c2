import { describe, expect, it } from 'vitest';
import type { Change, ResourceChange as ActualChange } from '../aws/cloudformation.ts';
import type { RenderedStack } from '../stack.ts';
import { guard } from './judge.ts';

const stack: RenderedStack = {
  name: 'shop-dev-api',
  kind: 'service',
  service: 'api',
  body: '',
  parameters: [],
  resources: [],
  outputs: [],
  tags: {},
  capabilities: [],
  lines: new Map(),
  origin: ['services', 'api'],
};
const bucket = (change: ActualChange): Change => ({
  ResourceChange: { LogicalResourceId: 'Bucket', ResourceType: 'AWS::S3::Bucket', ...change },
});

describe('what a change set may do to data, wherever it was not shown before', () => {
  it.each([
    ['deletes it', bucket({ Action: 'Remove', PolicyAction: 'Delete' }), 'delete'],
    ['deletes it after a snapshot', bucket({ Action: 'Remove', PolicyAction: 'Snapshot' }), 'delete'],
    ['leaves it outside the stack', bucket({ Action: 'Remove', PolicyAction: 'Retain' }), undefined],
    [
      'puts an empty one in its place, and keeps the old one',
      bucket({ Action: 'Modify', Replacement: 'True', PolicyAction: 'ReplaceAndRetain' }),
      'replace',
    ],
    ['may replace it', bucket({ Action: 'Modify', Replacement: 'Conditional' }), 'replace'],
    ['changes it in place', bucket({ Action: 'Modify', Replacement: 'False' }), undefined],
    ['makes it', bucket({ Action: 'Add' }), undefined],
    [
      'only looks again at what it refers to',
      bucket({
        Action: 'Modify',
        Replacement: 'Conditional',
        Details: [{ Evaluation: 'Dynamic', ChangeSource: 'ResourceAttribute' }],
      }),
      undefined,
    ],
  ] as const)('%s', (_, change, allow) => {
    expect(guard(new Set(), new Map())(stack, [change])?.allow).toBe(allow);
    expect(guard(new Set([allow ?? 'iam']), new Map())(stack, [change])).toBeUndefined();
  });
});
