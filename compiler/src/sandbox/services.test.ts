import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CreateBucketCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resolveSecret } from './ssm/resolve-secret.ts';
import type { TestSandbox } from './test-sandbox.ts';
import { startTestSandbox } from './test-sandbox.ts';

let sandbox: TestSandbox;
let cloudFormation: CloudFormationClient;
let s3: S3Client;
let ssm: SSMClient;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  const config = { ...sandbox.client, region: 'us-east-1' };
  cloudFormation = new CloudFormationClient(config);
  s3 = new S3Client(config);
  ssm = new SSMClient(config);
});
afterEach(() => sandbox.remove());

const StackName = 'demo';
const status = async (name = StackName): Promise<string | undefined> => {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
  return Stacks?.[0]?.StackStatus;
};

async function deploy(template: object): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
  await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 'a.json', Body: JSON.stringify(template) }));
  const { Id } = await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName: 'first',
      ChangeSetType: 'CREATE',
      TemplateURL: 'https://templates.s3.us-east-1.amazonaws.com/a.json',
    }),
  );
  const described = async () => cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
  await sandbox.clock.runUntil(
    async () =>
      (await described()).Status !== 'CREATE_IN_PROGRESS' && (await described()).Status !== 'CREATE_PENDING',
  );
  await cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
  await sandbox.clock.runUntil(async () => !(await status())?.endsWith('_IN_PROGRESS'));
}

it('a stack of resources of all services is made from a template in S3, and deleted again', async () => {
  await ssm.send(new PutParameterCommand({ Name: '/days', Value: '14', Type: 'String' }));
  await deploy({
    Parameters: { Days: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/days' } },
    Resources: {
      Bucket: { Type: 'AWS::S3::Bucket' },
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Version: '2012-10-17', Statement: [] } },
      },
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: { Ref: 'Days' } } },
      Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'demo/api' } },
      Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/made', Type: 'String', Value: 'v' } },
      Cluster: { Type: 'AWS::ECS::Cluster' },
    },
    Outputs: {
      BucketName: { Value: { Ref: 'Bucket' } },
      Uri: { Value: { 'Fn::GetAtt': ['Repository', 'RepositoryUri'] } },
    },
  });
  expect(await status()).toBe('CREATE_COMPLETE');
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const outputs = Object.fromEntries(
    (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  expect(outputs['Uri']).toBe('000000000000.dkr.ecr.us-east-1.amazonaws.com/demo/api');
  const bucket = new HeadBucketCommand({ Bucket: outputs['BucketName'] ?? '' });
  await s3.send(bucket);
  expect(resolveSecret(sandbox.context, '/made', 'us-east-1')).toBe('v');
  const arn = 'arn:aws:ssm:us-east-1:000000000000:parameter/made';
  expect(resolveSecret(sandbox.context, arn, 'eu-west-1')).toBe('v');
  expect(() => resolveSecret(sandbox.context, '/none', 'us-east-1')).toThrow('invalid ssm parameters: /none');
  const secret = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:s-AbCdEf';
  expect(() => resolveSecret(sandbox.context, secret, 'us-east-1')).toThrow('no Secrets Manager');

  const stackId = Stacks?.[0]?.StackId;
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await sandbox.clock.runUntil(async () => (await status(stackId)) === 'DELETE_COMPLETE');
  await expect(s3.send(bucket)).rejects.toMatchObject({ name: 'NotFound' });
});

it('a bucket that is not empty blocks the deletion of its stack, with the reason of S3', async () => {
  await deploy({
    Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'full-bucket' } } },
  });
  await s3.send(new PutObjectCommand({ Bucket: 'full-bucket', Key: 'a', Body: '' }));
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await sandbox.clock.runUntil(async () => (await status()) === 'DELETE_FAILED');
  const { StackEvents } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  const reasons = StackEvents?.map(({ ResourceStatusReason }) => ResourceStatusReason ?? '');
  expect(reasons?.some((reason) => reason.includes('The bucket you tried to delete is not empty'))).toBe(
    true,
  );
});
