import { compareStacks, withoutResource } from './drift-statements.ts';
import { accessPath, arn, GITHUB_ISSUER, iamArn, type Place } from './names.ts';
import type { Statement } from './statement.ts';

/**
 * What CloudFormation reads a bucket back with, by its schema: all of its configuration, whether a template has it or not.
 * https://github.com/pulumi/pulumi-aws-native/blob/43eed3b017ff/aws-cloudformation-schema/aws-s3-bucket.json
 */
const BUCKET_ACTIONS = [
  'GetAccelerateConfiguration',
  'GetAnalyticsConfiguration',
  'GetBucketAbac',
  'GetBucketCORS',
  'GetBucketLogging',
  'GetBucketMetadataTableConfiguration',
  'GetBucketNotification',
  'GetBucketObjectLockConfiguration',
  'GetBucketOwnershipControls',
  'GetBucketPolicy',
  'GetBucketPublicAccessBlock',
  'GetBucketTagging',
  'GetBucketVersioning',
  'GetBucketWebsite',
  'GetEncryptionConfiguration',
  'GetIntelligentTieringConfiguration',
  'GetInventoryConfiguration',
  'GetLifecycleConfiguration',
  'GetMetricsConfiguration',
  'GetReplicationConfiguration',
  'ListBucket',
  'ListTagsForResource',
].map((name) => `s3:${name}`);

/**
 * What comparing the stacks that all environments share takes, and nothing that changes anything: the bucket's settings and
 * not its objects, the repositories' and not their images, the roles of pipelines and what they may do.
 * @param place its environment is `common`
 * @param bucket `Fn::Sub` text of the artifacts bucket's ARN
 */
export function commonDriftPolicy({ app, region }: Place, bucket: string): readonly Statement[] {
  const here = (service: string, resource: string) => arn(service, region, resource);
  return [
    compareStacks(
      ['common', 'registry-*', 'access'].map((name) => here('cloudformation', `stack/${app}-${name}/*`)),
    ),
    { sid: 'Bucket', actions: BUCKET_ACTIONS, resources: [bucket] },
    {
      sid: 'Repositories',
      actions: [
        'ecr:DescribeRepositories',
        'ecr:GetLifecyclePolicy',
        'ecr:GetRepositoryPolicy',
        'ecr:ListTagsForResource',
      ],
      resources: [here('ecr', `repository/${app}/*`)],
    },
    {
      sid: 'Roles',
      actions: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
      resources: [iamArn(`role${accessPath(app)}*`)],
    },
    {
      sid: 'Policies',
      actions: ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListEntitiesForPolicy'],
      resources: [iamArn(`policy${accessPath(app)}*`)],
    },
    {
      sid: 'Provider',
      actions: ['iam:GetOpenIDConnectProvider'],
      resources: [iamArn(`oidc-provider/${GITHUB_ISSUER}`)],
    },
    withoutResource(),
  ];
}
