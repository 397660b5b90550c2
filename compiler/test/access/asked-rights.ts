import type { FaultTarget } from '../../src/sandbox/faults.ts';
import type { Call } from '../helpers/iam.ts';

/** Where the calls were made, and whose resources they were for. */
export interface Scene {
  readonly account: string;
  readonly region: string;
  /** Tags of every resource of the environment's stacks, as CloudFormation gives them. */
  readonly tags: Readonly<Record<string, string>>;
}

type Input = FaultTarget['input'];

/** What IAM is asked when a call is made; nothing for what everybody may. `*` is a call that names no resource. */
export function askedRights({ signingName, operation, input }: FaultTarget, scene: Scene): readonly Call[] {
  const service = signingName === 'monitoring' ? 'cloudwatch' : signingName;
  const action = `${service}:${operation}`;
  const here = (resource: string) => `arn:aws:${service}:${scene.region}:${scene.account}:${resource}`;
  const on = (resources: readonly string[], context?: Call['context']): readonly Call[] =>
    resources.map((resource) => ({ action, resource, context }));
  const text = (key: string) => (input[key] as string | undefined) ?? '';
  const list = (key: string) => (input[key] as readonly string[] | undefined) ?? [];
  switch (service) {
    case 'sts':
      return [];
    case 'cloudformation':
      return cloudFormation(action, input, here);
    case 's3':
      return s3(operation, input, scene);
    case 'ecr':
      return on([here(`repository/${text('repositoryName') || list('repositoryNames').join()}`)]);
    case 'logs':
      return on([here(`log-group:${text('logGroupName')}:log-stream:${text('logStreamName')}`)]);
    case 'cloudwatch':
      return on(list('AlarmNames').map((name) => here(`alarm:${name}`)));
    case 'elasticloadbalancing':
      return operation.startsWith('Describe') ? on(['*']) : on([text('LoadBalancerArn')], scene.tags);
    case 'ecs': {
      if (operation === 'ListTasks') return on(['*'], { 'ecs:cluster': here(`cluster/${text('cluster')}`) });
      if (operation === 'DescribeTaskDefinition') return on(['*']);
      const key = { ListServiceDeployments: 'service', DescribeServices: 'services', DescribeTasks: 'tasks' };
      const named = Object.entries(key).find(([name]) => name === operation)?.[1] ?? 'serviceDeploymentArns';
      return on([input[named] as string | readonly string[]].flat());
    }
    default:
      throw new Error(`no rights are known for ${action}`);
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
function cloudFormation(action: string, input: Input, here: (resource: string) => string): readonly Call[] {
  const { StackName: name, RoleARN: role, Tags: tags } = input;
  // Stacks are described by all their names at once: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
  if (typeof name !== 'string')
    return [
      { action, resource: '*' },
      ...(action.endsWith('DescribeStacks') ? [{ action: 'cloudformation:ListStacks', resource: '*' }] : []),
    ];
  const resource = name.startsWith('arn:') ? name : here(`stack/${name}/1`);
  const passed = { 'iam:PassedToService': 'cloudformation.amazonaws.com' };
  return [
    { action, resource },
    ...(tags === undefined ? [] : [{ action: 'cloudformation:TagResource', resource }]),
    ...(typeof role === 'string' ? [{ action: 'iam:PassRole', resource: role, context: passed }] : []),
  ];
}

function s3(operation: string, input: Input, { account, region, tags }: Scene): readonly Call[] {
  const owner = { 'aws:ResourceAccount': account };
  const bucket = `arn:aws:s3:::${String(input['Bucket'])}`;
  if (operation === 'ListObjectsV2') {
    const context = { ...owner, 's3:prefix': String(input['Prefix']) };
    return [{ action: 's3:ListBucket', resource: bucket, context }];
  }
  const object: Call = {
    action: `s3:${operation}`,
    resource: `${bucket}/${String(input['Key'])}`,
    context: owner,
  };
  const key = input['SSEKMSKeyId'];
  if (typeof key !== 'string') return [object];
  const context = { ...tags, 'kms:ViaService': `s3.${region}.amazonaws.com` };
  return [object, { action: 'kms:GenerateDataKey', resource: key, context }];
}
