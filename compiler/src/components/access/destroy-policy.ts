import { arn, type Place } from './names.ts';
import type { Statement } from './statement.ts';

/** What `destroy` asks of stacks of its environment. Change sets and tags are for `--keep-logs`, which changes a stack before it goes. */
const STACK_ACTIONS = [
  'CreateChangeSet',
  'DeleteChangeSet',
  'DeleteStack',
  'DescribeChangeSet',
  'DescribeStackEvents',
  'DescribeStacks',
  'ExecuteChangeSet',
  'GetTemplate',
  'ListChangeSets',
  'ListStackResources',
  'TagResource',
  'UpdateTerminationProtection',
].map((name) => `cloudformation:${name}`);

/**
 * What a pipeline may do that takes an environment down: have CloudFormation delete its stacks, and lift what protects them. The
 * resources are deleted by the execution role, so none of their own actions is here; nor is what all environments share.
 * @param bucket `Fn::Sub` text of the artifacts bucket's ARN
 */
export function destroyPolicy({ app, environment, region }: Place, bucket: string): readonly Statement[] {
  const own = `${app}-${environment}-*`;
  const here = (service: string, resource: string) => arn(service, region, resource);
  return [
    { sid: 'Stacks', actions: STACK_ACTIONS, resources: [here('cloudformation', `stack/${own}/*`)] },
    {
      // Stacks are found by their tags: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
      sid: 'FindStacks',
      actions: ['cloudformation:DescribeStacks', 'cloudformation:ListStacks'],
      resources: ['*'],
    },
    {
      // Of stacks whose log groups are kept: CloudFormation reads a large template as the caller.
      sid: 'Templates',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [`${bucket}/templates/${own}/*`],
      conditions: { StringEquals: { 'aws:ResourceAccount': '${AWS::AccountId}' } },
    },
    {
      // CloudFormation makes their names, so that a tag says whose they are.
      sid: 'LiftProtection',
      actions: ['elasticloadbalancing:ModifyLoadBalancerAttributes'],
      resources: [here('elasticloadbalancing', 'loadbalancer/app/*')],
      conditions: {
        StringEquals: { 'aws:ResourceTag/app': app, 'aws:ResourceTag/environment': environment },
      },
    },
    {
      // Takes no resource.
      sid: 'SeeProtection',
      actions: ['elasticloadbalancing:DescribeLoadBalancerAttributes'],
      resources: ['*'],
    },
  ];
}
