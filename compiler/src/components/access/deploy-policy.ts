import { arn, executionRoleArn, type Place } from './names.ts';
import type { Statement } from './statement.ts';

/** What `deploy` asks of stacks of its environment. DeleteStack clears away those that never came into being. */
const STACK_ACTIONS = [
  'CancelUpdateStack',
  'ContinueUpdateRollback',
  'CreateChangeSet',
  'DeleteChangeSet',
  'DeleteStack',
  'DescribeChangeSet',
  'DescribeEvents',
  'DescribeStackEvents',
  'DescribeStacks',
  'ExecuteChangeSet',
  'GetTemplate',
  'ListChangeSets',
  'ListStackResources',
  'TagResource',
  'UntagResource',
].map((name) => `cloudformation:${name}`);

const ECR_ACTIONS = [
  'BatchCheckLayerAvailability',
  'BatchGetImage',
  'CompleteLayerUpload',
  'DescribeImages',
  'DescribeRepositories',
  'GetDownloadUrlForLayer',
  'InitiateLayerUpload',
  'PutImage',
  'UploadLayerPart',
].map((name) => `ecr:${name}`);

/**
 * What a pipeline may do: hand templates to CloudFormation, push images, and look. It changes no resource itself.
 * @param bucket `Fn::Sub` text of the artifacts bucket's ARN
 */
export function deployPolicy(place: Place, bucket: string): readonly Statement[] {
  const { app, environment, region } = place;
  const own = `${app}-${environment}-*`;
  const here = (service: string, resource: string) => arn(service, region, resource);
  const logGroups = `log-group:/platc/${app}/${environment}/*`;
  const itsAccount = { StringEquals: { 'aws:ResourceAccount': '${AWS::AccountId}' } };
  return [
    { sid: 'Stacks', actions: STACK_ACTIONS, resources: [here('cloudformation', `stack/${own}/*`)] },
    {
      sid: 'SharedStacks',
      actions: ['cloudformation:DescribeStacks'],
      resources: [
        here('cloudformation', `stack/${app}-common/*`),
        here('cloudformation', `stack/${app}-registry-*/*`),
      ],
    },
    {
      // In the Region of that stack itself, which may be another.
      sid: 'AccessStack',
      actions: ['cloudformation:DescribeStacks'],
      resources: [arn('cloudformation', '${AWS::Region}', `stack/${app}-access/*`)],
    },
    {
      sid: 'ExecutionRole',
      actions: ['iam:PassRole'],
      resources: [executionRoleArn(place)],
      conditions: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    },
    { sid: 'Images', actions: ECR_ACTIONS, resources: [here('ecr', `repository/${app}/*`)] },
    {
      sid: 'Artifacts',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [`${bucket}/templates/${own}/*`, `${bucket}/releases/${environment}/*`],
      conditions: itsAccount,
    },
    {
      sid: 'ListReleases',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      conditions: { ...itsAccount, StringLike: { 's3:prefix': `releases/${environment}/*` } },
    },
    {
      // Of the environment's own key, what S3 needs to encrypt and read its artifacts.
      sid: 'ArtifactsKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [here('kms', 'key/*')],
      conditions: {
        StringEquals: {
          'aws:ResourceTag/app': app,
          'aws:ResourceTag/environment': environment,
          'kms:ViaService': `s3.${region}.amazonaws.com`,
        },
      },
    },
    {
      sid: 'Services',
      actions: [
        'ecs:DescribeServiceDeployments',
        'ecs:DescribeServices',
        'ecs:DescribeTasks',
        'ecs:ListServiceDeployments',
      ],
      resources: ['service', 'service-deployment', 'task'].map((type) => here('ecs', `${type}/${own}/*`)),
    },
    {
      // Authorised on container instances, which Fargate has none of: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
      sid: 'Tasks',
      actions: ['ecs:ListTasks'],
      resources: ['*'],
      conditions: { ArnLike: { 'ecs:cluster': here('ecs', `cluster/${own}`) } },
    },
    {
      sid: 'Logs',
      actions: ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartLiveTail'],
      resources: [here('logs', logGroups), here('logs', `${logGroups}:*`)],
    },
    {
      sid: 'Alarms',
      actions: ['cloudwatch:DescribeAlarms'],
      resources: [here('cloudwatch', `alarm:${own}`)],
    },
    {
      // None of these takes a resource.
      sid: 'WithoutResource',
      actions: [
        'ecr:GetAuthorizationToken',
        'ecs:DescribeTaskDefinition',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
      ],
      resources: ['*'],
    },
  ];
}
