import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeEventsCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateSummaryCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestSandbox, startTestSandbox } from '../../test-sandbox.ts';

/** Types that nobody here wrote a line for. */
const TEMPLATE = `
AWSTemplateFormatVersion: '2010-09-09'
Description: A dozen types
Parameters:
  Name: { Type: String, Default: dozen, AllowedPattern: '[a-z]+' }
Mappings:
  Retention: { eu-west-1: { days: 7 } }
Conditions:
  Named: !Not [!Equals [!Ref Name, '']]
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [] } }
  Alias:
    Type: AWS::KMS::Alias
    Properties: { AliasName: !Sub 'alias/\${Name}', TargetKeyId: !Ref Key }
  Topic:
    Type: AWS::SNS::Topic
    Condition: Named
    Properties: { TopicName: !Ref Name, KmsMasterKeyId: !GetAtt Key.Arn }
  Queue:
    Type: AWS::SQS::Queue
    Properties: { VisibilityTimeout: '30', RedrivePolicy: { maxReceiveCount: 3, deadLetterTargetArn: !GetAtt Dead.Arn } }
  Dead: { Type: AWS::SQS::Queue }
  Subscription:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Queue.Arn }
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties: { Queues: [!Ref Queue], PolicyDocument: { Statement: [] } }
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Role:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } }
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: { ZipFile: 'exports.handler = () => {}' }
      Environment: { Variables: { TABLE: !Ref Table } }
  Rule:
    Type: AWS::Events::Rule
    Properties: { ScheduleExpression: rate(1 day), Targets: [{ Id: f, Arn: !GetAtt Function.Arn }] }
  Permission:
    Type: AWS::Lambda::Permission
    Properties: { Action: lambda:InvokeFunction, FunctionName: !Ref Function, Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn }
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties: { ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1, MetricName: Errors, Namespace: AWS/Lambda, Period: 60, Statistic: Sum, Threshold: 0 }
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: !Join ['-', [!Ref 'AWS::StackName', api]], ProtocolType: HTTP }
Outputs:
  FunctionArn: { Value: !GetAtt Function.Arn, Export: { Name: !Sub '\${AWS::StackName}-function' } }
  Days: { Value: !FindInMap [Retention, !Ref 'AWS::Region', days] }
`;

let sandbox: TestSandbox;
let client: CloudFormationClient;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  client = new CloudFormationClient({ ...sandbox.client, region: 'eu-west-1' });
});

afterAll(() => sandbox.remove());

it('deploys, shows and deletes a dozen types for the real client, across a restart', async () => {
  const summary = await client.send(new GetTemplateSummaryCommand({ TemplateBody: TEMPLATE }));
  expect(summary).toMatchObject({
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: [{ ParameterKey: 'Name', DefaultValue: 'dozen' }],
  });
  const made = await client.send(
    new CreateChangeSetCommand({
      StackName: 'dozen',
      ChangeSetName: 'first',
      ChangeSetType: 'CREATE',
      TemplateBody: TEMPLATE,
      Capabilities: ['CAPABILITY_IAM'],
      Tags: [{ Key: 'app', Value: 'dozen' }],
    }),
  );
  await sandbox.clock.advance(1000);
  const described = await client.send(
    new DescribeChangeSetCommand({ ChangeSetName: made.Id, IncludePropertyValues: true }),
  );
  expect(described).toMatchObject({
    Status: 'CREATE_COMPLETE',
    ExecutionStatus: 'AVAILABLE',
    Tags: [{ Key: 'app', Value: 'dozen' }],
  });
  expect(described.CreationTime).toBeInstanceOf(Date);
  expect(described.Changes?.map((change) => change.ResourceChange?.Action)).toEqual(
    Array.from({ length: 14 }, () => 'Add'),
  );
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: made.Id, ClientRequestToken: 'token' }));
  await sandbox.clock.advance(12);
  expect((await client.send(new DescribeStacksCommand({ StackName: 'dozen' }))).Stacks).toMatchObject([
    { StackStatus: 'CREATE_IN_PROGRESS' },
  ]);
  await sandbox.restart();
  client = new CloudFormationClient({ ...sandbox.client, region: 'eu-west-1' });
  await sandbox.clock.advance(10_000);
  const { Stacks: stacks } = await client.send(new DescribeStacksCommand({ StackName: 'dozen' }));
  expect(stacks).toMatchObject([
    {
      StackStatus: 'CREATE_COMPLETE',
      Outputs: [
        {
          OutputKey: 'FunctionArn',
          OutputValue: expect.stringMatching(
            /^arn:aws:lambda:eu-west-1:000000000000:function:dozen-Function-/,
          ),
          ExportName: 'dozen-function',
        },
        { OutputKey: 'Days', OutputValue: '7' },
      ],
      RollbackConfiguration: {},
      NotificationARNs: [],
    },
  ]);
  const { StackEvents: events = [] } = await client.send(
    new DescribeStackEventsCommand({ StackName: 'dozen' }),
  );
  expect(events.every(({ Timestamp }) => Timestamp instanceof Date)).toBe(true);
  expect(
    new Set(
      events
        .filter(({ ResourceStatus: status }) => status === 'CREATE_COMPLETE')
        .map(({ LogicalResourceId: id }) => id),
    ).size,
  ).toBe(15);
  const { OperationEvents: operations = [] } = await client.send(
    new DescribeEventsCommand({ StackName: 'dozen' }),
  );
  expect(operations[0]).toMatchObject({ EventType: 'STACK_EVENT', ResourceStatus: 'CREATE_COMPLETE' });
  const { StackResources: resources = [] } = await client.send(
    new DescribeStackResourcesCommand({ StackName: 'dozen' }),
  );
  expect(resources).toHaveLength(14);
  await client.send(new DeleteStackCommand({ StackName: 'dozen' }));
  await sandbox.clock.advance(10_000);
  await expect(client.send(new DescribeStacksCommand({ StackName: 'dozen' }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id dozen does not exist',
  });
  expect((await client.send(new ListStacksCommand({}))).StackSummaries).toMatchObject([
    { StackName: 'dozen', StackStatus: 'DELETE_COMPLETE' },
  ]);
});

it('is refused with the errors that the client knows', async () => {
  await expect(
    client.send(new DescribeChangeSetCommand({ ChangeSetName: 'arn:aws:cloudformation:x' })),
  ).rejects.toMatchObject({
    name: 'ChangeSetNotFoundException',
    $metadata: { httpStatusCode: 404 },
  });
  await expect(
    client.send(
      new CreateChangeSetCommand({
        StackName: 'x',
        ChangeSetName: 'y',
        ChangeSetType: 'CREATE',
        TemplateBody: TEMPLATE,
      }),
    ),
  ).rejects.toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_IAM]',
  });
});
