import { compareStacks, withoutResource } from './drift-statements.ts';
import { executionPolicies, type Scope } from './execution-policy.ts';
import { arn, type Place } from './names.ts';
import type { Statement } from './statement.ts';

/** Read by no handler that reads a resource back, though by others: creating, changing, deleting. */
const NOT_COMPARED = [
  'ec2:DescribeInstances',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeTags',
  'ecs:DescribeCapacityProviders',
  'ecs:DescribeServiceDeployments',
  'ecs:ListServiceDeployments',
  'route53:GetChange',
];

/** Services whose resources AWS names itself: what is the environment's own is said by its tags. */
const TAGGED_SERVICES = ['acm', 'ec2', 'kms'];

/**
 * What comparing an environment with its stacks takes, and nothing that changes anything. CloudFormation reads each resource
 * as the caller: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
 */
export function driftPolicy(scope: Scope): readonly Statement[] {
  const { app, environment, region } = scope;
  const reads = [...executionPolicies(scope, isCompared).values()].flat();
  const named = reads.filter(({ resources }) => !resources.includes('*'));
  const unnamed = reads.filter(({ resources }) => resources.includes('*'));
  return [
    compareStacks([arn('cloudformation', region, `stack/${app}-${environment}-*/*`)]),
    ...named.map((statement) => withTags(statement, scope)),
    {
      sid: 'DataProtection',
      actions: ['sns:GetDataProtectionPolicy'],
      resources: [arn('sns', region, `${app}-${environment}-*`)],
    },
    withoutResource(
      ...unnamed.flatMap(({ actions }) => actions),
      'ec2:DescribeVpcEncryptionControls',
      'ec2:DescribeVpnGateways',
    ),
  ];
}

function isCompared(action: string): boolean {
  return /:(Describe|Get|List)/.test(action) && !NOT_COMPARED.includes(action);
}

function withTags(statement: Statement, { app, environment }: Place): Statement {
  if (!TAGGED_SERVICES.includes(statement.sid)) return statement;
  const own = { 'aws:ResourceTag/app': app, 'aws:ResourceTag/environment': environment };
  return { ...statement, conditions: { StringEquals: own } };
}
