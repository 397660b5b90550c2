import type { Statement } from './statement.ts';

/** Compares stacks, and says what they are made of. */
export function compareStacks(resources: readonly string[]): Statement {
  const actions = [
    'DescribeStackResourceDrifts',
    'DescribeStacks',
    'DetectStackDrift',
    'DetectStackResourceDrift',
    'ListStackResources',
  ].map((name) => `cloudformation:${name}`);
  return { sid: 'Stacks', actions, resources };
}

/** What takes no resource. `destroy --list` finds stacks by their tags, and has to see all for that. */
export function withoutResource(...others: readonly string[]): Statement {
  const actions = [
    'cloudformation:BatchDescribeTypeConfigurations',
    'cloudformation:DescribeStackDriftDetectionStatus',
    'cloudformation:DescribeStacks',
    'cloudformation:ListStacks',
    ...others,
  ];
  return { sid: 'WithoutResource', actions, resources: ['*'] };
}
