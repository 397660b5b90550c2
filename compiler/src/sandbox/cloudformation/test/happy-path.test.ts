import { expect, it } from 'vitest';
import { TestCloudFormation } from './harness.ts';

const TEMPLATE = `
AWSTemplateFormatVersion: 2010-09-09
Description: A network
Parameters:
  Cidr: { Type: String, Default: 10.0.0.0/16 }
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: !Ref Cidr }
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]
      AvailabilityZone: !Select [0, !GetAZs '']
Outputs:
  VpcId: { Value: !Ref Vpc }
  Zone: { Value: !Sub '\${AWS::Region} \${Subnet.AvailabilityZone}' }
`;

it('creates a stack by change set, describes it, and deletes it', async () => {
  const cloud = new TestCloudFormation();
  const made = await cloud.call('CreateChangeSet', {
    StackName: 'net',
    ChangeSetName: 'first',
    ChangeSetType: 'CREATE',
    TemplateBody: TEMPLATE,
    Tags: [{ Key: 'app', Value: 'demo' }],
  });
  expect(await cloud.status('net')).toBe('REVIEW_IN_PROGRESS');
  await cloud.settle();
  const described = await cloud.call('DescribeChangeSet', { ChangeSetName: made.Id });
  expect(described).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' });
  expect(
    described.Changes.map((change: { ResourceChange: { Action: string; LogicalResourceId: string } }) => [
      change.ResourceChange.Action,
      change.ResourceChange.LogicalResourceId,
    ]),
  ).toEqual([
    ['Add', 'Vpc'],
    ['Add', 'Subnet'],
  ]);
  await cloud.call('ExecuteChangeSet', { ChangeSetName: made.Id, ClientRequestToken: 'token' });
  await cloud.settle();
  const stack = await cloud.stack('net');
  expect(stack).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    Description: 'A network',
    ChangeSetId: made.Id,
  });
  expect(stack.Outputs[0].OutputValue).toMatch(/^vpc-[0-9a-f]{17}$/);
  expect(stack.Outputs[1].OutputValue).toBe('eu-west-1 eu-west-1a');
  expect(await cloud.events('net')).toEqual([
    'net REVIEW_IN_PROGRESS | User Initiated',
    'net CREATE_IN_PROGRESS | User Initiated',
    'Vpc CREATE_IN_PROGRESS',
    'Vpc CREATE_IN_PROGRESS | Resource creation Initiated',
    'Vpc CREATE_COMPLETE',
    'Subnet CREATE_IN_PROGRESS',
    'Subnet CREATE_IN_PROGRESS | Resource creation Initiated',
    'Subnet CREATE_COMPLETE',
    'net CREATE_COMPLETE',
  ]);
  await cloud.call('DeleteStack', { StackName: 'net' });
  await cloud.settle();
  await expect(cloud.stack('net')).rejects.toThrow('Stack with id net does not exist');
  expect((await cloud.events(made.StackId)).slice(9)).toEqual([
    'net DELETE_IN_PROGRESS | User Initiated',
    'Subnet DELETE_IN_PROGRESS',
    'Subnet DELETE_COMPLETE',
    'Vpc DELETE_IN_PROGRESS',
    'Vpc DELETE_COMPLETE',
    'net DELETE_COMPLETE',
  ]);
});
