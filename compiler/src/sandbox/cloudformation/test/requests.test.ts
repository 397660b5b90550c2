import { describe, expect, it } from 'vitest';
import { TestCloudFormation } from './harness.ts';
import { chain, pair, topic } from './templates.ts';

describe('what is asked of a stack that is not there', () => {
  it.each([
    ['DescribeStacks', { StackName: 'x' }, 'Stack with id x does not exist'],
    ['GetTemplate', { StackName: 'x' }, 'Stack with id x does not exist'],
    ['DescribeStackEvents', { StackName: 'x' }, 'Stack [x] does not exist'],
    ['DescribeChangeSet', { StackName: 'x', ChangeSetName: 'c' }, 'Stack [x] does not exist'],
    ['DescribeStackResource', { StackName: 'x', LogicalResourceId: 'A' }, "Stack 'x' does not exist"],
    ['UpdateStack', { StackName: 'x', TemplateBody: JSON.stringify(chain()) }, 'Stack [x] does not exist'],
    ['GetTemplateSummary', { StackName: 'x' }, 'Stack with id x does not exist'],
    ['ListStackResources', { StackName: 'x' }, 'Stack with id x does not exist'],
    ['DescribeStackResources', { StackName: 'x' }, 'Stack [x] does not exist'],
    ['DescribeStackResources', { PhysicalResourceId: 'x' }, 'Stack for x does not exist'],
    ['DescribeStackResources', {}, 'At least one of StackName or PhysicalResourceId must be specified.'],
    ['GetTemplate', {}, 'StackName is required if ChangeSetName is not specified.'],
    ['GetTemplate', { ChangeSetName: 'c' }, 'StackName is a required parameter.'],
    ['GetTemplateSummary', {}, 'Either Template URL or Template Body must be specified.'],
    ['ValidateTemplate', {}, 'Either Template URL or Template Body must be specified.'],
    ['CreateStack', { StackName: 'x' }, 'Either Template URL or Template Body must be specified.'],
    [
      'DescribeStacks',
      { StackName: '1x' },
      "1 validation error detected: Value '1x' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*",
    ],
    ['DescribeStacks', { StackName: 'x'.repeat(129) }, 'Member must have length less than or equal to 128'],
    ['CreateStack', { StackName: 'arn:aws:x' }, "at 'stackName'"],
    ['DescribeEvents', {}, 'One of ChangeSetName, OperationId or StackName must be specified'],
    ['DescribeStacks', { NextToken: 'x' }, 'Invalid NextToken'],
    ['GetTemplate', { ChangeSetName: 'arn:aws:x' }, 'ChangeSet [arn:aws:x] does not exist'],
    ['ContinueUpdateRollback', { StackName: 'x' }, 'Stack [x] does not exist'],
  ])('%s %o', async (operation, input, message) => {
    await expect(new TestCloudFormation().call(operation, input)).rejects.toThrow(message);
  });
});

describe('a request to create or update', () => {
  it.each([
    ['CreateStack', { OnFailure: 'DELETE', DisableRollback: true }, 'either OnFailure or DisableRollback'],
    ['CreateStack', { StackPolicyURL: 'x' }, 'StackPolicyURL is not supported'],
    ['CreateStack', { StackPolicyBody: '{' }, 'Error validating stack policy: Invalid stack policy'],
    ['CreateStack', { RollbackConfiguration: { RollbackTriggers: [{}] } }, 'RollbackConfiguration'],
    ['CreateStack', { TemplateURL: 'https://b.s3.amazonaws.com/k' }, 'either TemplateBody or TemplateURL'],
    [
      'CreateStack',
      { ResourceTypes: ['AWS::EC2::*'] },
      'Resource type AWS::SNS::Topic is not allowed by parameter ResourceTypes [AWS::EC2::*]',
    ],
    [
      'CreateStack',
      { Tags: [{ Key: 'aws:x', Value: '' }] },
      'aws: prefixed tag key names are not allowed for external use.',
    ],
    [
      'CreateStack',
      { Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' })) },
      'Tags cannot be more than 50',
    ],
    [
      'CreateStack',
      { TemplateBody: ' '.repeat(51_201) },
      'Member must have length less than or equal to 51200',
    ],
  ])('%s with %o is refused', async (operation, input, message) => {
    const cloud = new TestCloudFormation();
    await expect(
      cloud.call(operation, { StackName: 'x', TemplateBody: JSON.stringify(chain()), ...input }),
    ).rejects.toThrow(message);
    expect((await cloud.call('ListStacks')).StackSummaries).toEqual([]);
  });

  it('a second time is AlreadyExists, unless it is a retry with the same token', async () => {
    const cloud = new TestCloudFormation();
    const id = await cloud.create('demo', chain(), { ClientRequestToken: 't' });
    expect(await cloud.create('demo', chain(), { ClientRequestToken: 't' })).toBe(id);
    await expect(cloud.create('demo', chain())).rejects.toMatchObject({
      code: 'AlreadyExistsException',
      message: 'Stack [demo] already exists',
    });
    await cloud.update('demo', chain('two'), { ClientRequestToken: 'u' });
    await cloud.update('demo', chain('two'), { ClientRequestToken: 'u' });
    expect((await cloud.path('demo')).filter((status) => status === 'UPDATE_IN_PROGRESS')).toHaveLength(1);
    await expect(cloud.update('demo', chain('three'), { ClientRequestToken: 't' })).rejects.toMatchObject({
      code: 'TokenAlreadyExistsException',
    });
  });

  it('an update is refused what is not supported, and without a template', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain());
    await expect(cloud.update('demo', chain(), { StackPolicyDuringUpdateBody: '{}' })).rejects.toThrow(
      'StackPolicyDuringUpdateBody is not supported',
    );
    await expect(
      cloud.update('demo', chain(), { RollbackConfiguration: { RollbackTriggers: [{}] } }),
    ).rejects.toThrow('RollbackConfiguration');
    await expect(cloud.call('UpdateStack', { StackName: 'demo' })).rejects.toThrow(
      'Either Template URL or Template Body must be specified.',
    );
    await expect(cloud.call('RollbackStack', { StackName: 'demo' })).rejects.toThrow(
      'cannot be called from current stack status',
    );
    await expect(cloud.call('ContinueUpdateRollback', { StackName: 'demo' })).rejects.toThrow(
      'RollbackUpdatedStack cannot be called from current stack status',
    );
  });

  it('needs capabilities for IAM', async () => {
    const cloud = new TestCloudFormation();
    const role = (properties: object) => ({
      Resources: {
        R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, ...properties } },
      },
    });
    await expect(cloud.create('a', role({}))).rejects.toMatchObject({
      code: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_IAM]',
    });
    await expect(
      cloud.create('a', role({ RoleName: 'x' }), { Capabilities: ['CAPABILITY_IAM'] }),
    ).rejects.toThrow('Requires capabilities : [CAPABILITY_NAMED_IAM]');
    await cloud.create('a', role({}), { Capabilities: ['CAPABILITY_NAMED_IAM'] });
    expect(await cloud.stack('a')).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
  });

  it('takes its template from S3, on AWS and on the sandbox itself', async () => {
    const cloud = new TestCloudFormation({ objects: { 'bucket/a/key.json': JSON.stringify(chain()) } });
    const urls = [
      'https://bucket.s3.eu-west-1.amazonaws.com/a/key.json',
      'https://bucket.s3.amazonaws.com/a/key.json?versionId=1',
      'https://s3.eu-west-1.amazonaws.com/bucket/a/key.json',
      'http://127.0.0.1:4566/bucket/a/key.json',
    ];
    for (const [index, url] of urls.entries()) {
      await cloud.call('CreateStack', { StackName: `demo${index}`, TemplateURL: url });
      await cloud.settle();
      expect(await cloud.status(`demo${index}`)).toBe('CREATE_COMPLETE');
    }
    for (const [url, message] of [
      ['not a url', 'TemplateURL must be a supported URL.'],
      ['https://bucket.s3.amazonaws.com/', 'TemplateURL must be a supported URL.'],
      [
        'https://example.com/bucket/key',
        'S3 error: Domain name specified in example.com is not a valid S3 domain',
      ],
      ['https://bucket.s3.amazonaws.com/nope', 'S3 error: Access Denied'],
    ]) {
      await expect(cloud.call('ValidateTemplate', { TemplateURL: url })).rejects.toThrow(message);
    }
  });
});

describe('what a stack tells', () => {
  it('its template, resources, parameters and summary', async () => {
    const cloud = new TestCloudFormation({ ssm: { '/image': { value: 'ami-1', type: 'String' } } });
    const template = {
      Description: 'What it is',
      Metadata: { a: 1 },
      Parameters: {
        Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/image', Description: 'An image' },
        Secret: { Type: 'String', NoEcho: true, Default: 's', AllowedValues: ['s'] },
      },
      Resources: { A: topic({ DisplayName: { Ref: 'Image' } }, { Metadata: { m: 1 } }) },
    };
    const id = await cloud.create('demo', template);
    expect((await cloud.stack('demo')).Parameters).toEqual([
      { ParameterKey: 'Image', ParameterValue: '/image', ResolvedValue: 'ami-1' },
      { ParameterKey: 'Secret', ParameterValue: '****' },
    ]);
    expect(await cloud.call('GetTemplate', { StackName: 'demo' })).toEqual({
      TemplateBody: JSON.stringify(template),
      StagesAvailable: ['Original', 'Processed'],
    });
    const { StackResourceDetail: detail } = await cloud.call('DescribeStackResource', {
      StackName: 'demo',
      LogicalResourceId: 'A',
    });
    expect(detail).toMatchObject({
      StackId: id,
      ResourceStatus: 'CREATE_COMPLETE',
      Metadata: '{"m":1}',
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    });
    const found = await cloud.call('DescribeStackResources', {
      PhysicalResourceId: detail.PhysicalResourceId,
    });
    expect(found.StackResources).toMatchObject([{ LogicalResourceId: 'A' }]);
    for (const operation of ['DescribeStackResource', 'DescribeStackResources']) {
      await expect(cloud.call(operation, { StackName: 'demo', LogicalResourceId: 'Z' })).rejects.toThrow(
        'Resource Z does not exist for stack demo',
      );
    }
    expect(await cloud.call('GetTemplateSummary', { StackName: 'demo' })).toMatchObject({
      Description: 'What it is',
      Metadata: '{"a":1}',
      ResourceTypes: ['AWS::SNS::Topic'],
      Parameters: [
        {
          ParameterKey: 'Image',
          DefaultValue: '/image',
          ParameterType: 'AWS::SSM::Parameter::Value<String>',
          NoEcho: false,
          Description: 'An image',
          ParameterConstraints: {},
        },
        { ParameterKey: 'Secret', NoEcho: true, ParameterConstraints: { AllowedValues: ['s'] } },
      ],
    });
    expect(await cloud.call('ValidateTemplate', { TemplateBody: JSON.stringify(template) })).toMatchObject({
      Description: 'What it is',
      Parameters: [{ ParameterKey: 'Image' }, { ParameterKey: 'Secret' }],
    });
  });

  it('nothing of a template while it is under review', async () => {
    const cloud = new TestCloudFormation();
    const made = await cloud.call('CreateChangeSet', {
      StackName: 'demo',
      ChangeSetName: 'c',
      ChangeSetType: 'CREATE',
      TemplateBody: JSON.stringify(chain()),
    });
    expect(await cloud.call('GetTemplate', { StackName: 'demo' })).not.toHaveProperty('TemplateBody');
    expect(await cloud.call('GetTemplate', { ChangeSetName: made.Id })).toHaveProperty('TemplateBody');
    await expect(cloud.call('GetTemplateSummary', { StackName: 'demo' })).rejects.toThrow(
      'GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.',
    );
  });

  it('its events newest first, page by page, and by operation', async () => {
    const cloud = new TestCloudFormation();
    const many = {
      Resources: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`T${index}`, topic()])),
    };
    await cloud.create('demo', many, { ClientRequestToken: 'token' });
    const first = await cloud.call('DescribeStackEvents', { StackName: 'demo' });
    expect(first.StackEvents).toHaveLength(100);
    expect(first.StackEvents[0]).toMatchObject({
      ResourceStatus: 'CREATE_COMPLETE',
      LogicalResourceId: 'demo',
      ClientRequestToken: 'token',
    });
    const second = await cloud.call('DescribeStackEvents', { StackName: 'demo', NextToken: first.NextToken });
    expect(second.StackEvents).toHaveLength(82);
    expect(second).not.toHaveProperty('NextToken');
    const ids = [...first.StackEvents, ...second.StackEvents].map(
      (event: { EventId: string }) => event.EventId,
    );
    expect(new Set(ids).size).toBe(182);
    const { OperationId: operation } = first.StackEvents[0];
    const byOperation = await cloud.call('DescribeEvents', { OperationId: operation });
    expect(byOperation.OperationEvents).toHaveLength(100);
    const { OperationEvents: failures } = await cloud.call('DescribeEvents', {
      StackName: 'demo',
      Filters: { FailedEvents: true },
    });
    expect(failures).toEqual([]);
    expect(
      (await cloud.call('ListStackResources', { StackName: 'demo' })).StackResourceSummaries,
    ).toHaveLength(60);
    await expect(cloud.call('DescribeEvents', { ChangeSetName: 'c', StackName: 'demo' })).rejects.toThrow(
      'ChangeSet [c] does not exist',
    );
  });

  it('by list, filtered by status', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('one', pair({}, {}));
    await cloud.create('two', pair({}, {}));
    const { StackSummaries: stacks } = await cloud.call('ListStacks', {
      StackStatusFilter: ['CREATE_COMPLETE'],
    });
    expect(stacks.map((stack: { StackName: string }) => stack.StackName)).toEqual(['two', 'one']);
    expect(
      (await cloud.call('ListStacks', { StackStatusFilter: ['DELETE_COMPLETE'] })).StackSummaries,
    ).toEqual([]);
  });
});

describe('a stack policy', () => {
  const deny = { Effect: 'Deny', Action: 'Update:Replace', Principal: '*', Resource: 'LogicalResourceId/A' };
  const allow = { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' };
  const denyRemoval = {
    Effect: 'Deny',
    NotAction: ['Update:Modify', 'Update:Replace'],
    Principal: '*',
    NotResource: 'LogicalResourceId/A',
    Condition: { StringLike: { ResourceType: ['AWS::SNS::*'] } },
  };

  it('is enforced by updates', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', { Resources: { A: topic(), B: topic() } });
    expect(await cloud.call('GetStackPolicy', { StackName: 'demo' })).toEqual({});
    const policy = JSON.stringify({ Statement: [deny, allow, denyRemoval] });
    await cloud.call('SetStackPolicy', { StackName: 'demo', StackPolicyBody: policy });
    expect(await cloud.call('GetStackPolicy', { StackName: 'demo' })).toEqual({ StackPolicyBody: policy });
    await cloud.update('demo', { Resources: { A: topic({ FifoTopic: true }), B: topic() } });
    expect(await cloud.events('demo')).toContain(
      'A UPDATE_FAILED | Action denied by stack policy: Statement [#1] does not allow [Update:Replace] for resource [LogicalResourceId/A];',
    );
    expect(await cloud.status('demo')).toBe('UPDATE_ROLLBACK_COMPLETE');
    await cloud.update('demo', { Resources: { A: topic({ DisplayName: 'x' }), B: topic() } });
    expect(await cloud.status('demo')).toBe('UPDATE_COMPLETE');
    await cloud.update('demo', { Resources: { A: topic({ DisplayName: 'x' }) } });
    expect((await cloud.events('demo')).at(-3)).toContain('Statement [#3] does not allow [Update:Delete]');
  });

  it('denies what it does not allow', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain());
    await cloud.call('SetStackPolicy', { StackName: 'demo', StackPolicyBody: '{}' });
    await cloud.update('demo', chain('two'), {
      StackPolicyBody: JSON.stringify({
        Statement: { ...allow, Condition: { StringEquals: { ResourceType: 'AWS::SQS::Queue' } } },
      }),
    });
    expect(await cloud.status('demo')).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it.each([
    '{',
    '[]',
    '{"Statement":[1]}',
    '{"Statement":{"Effect":"Allow","Principal":"*"}}',
    JSON.stringify({ Statement: { ...allow, Condition: {} } }),
    JSON.stringify({ Statement: { ...allow, Condition: { Bool: {} } } }),
    JSON.stringify({ Statement: { ...allow, Action: 1 } }),
    JSON.stringify({ Statement: { ...allow, Effect: 'x' } }),
  ])('%s is malformed', async (body) => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain());
    await expect(cloud.call('SetStackPolicy', { StackName: 'demo', StackPolicyBody: body })).rejects.toThrow(
      'Error validating stack policy: Invalid stack policy',
    );
  });

  it('comes in one way', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain());
    const call = (input: object) => cloud.call('SetStackPolicy', { StackName: 'demo', ...input });
    await expect(call({ StackPolicyBody: '{}', StackPolicyURL: 'x' })).rejects.toThrow(
      'You cannot specify both StackPolicyURL and StackPolicyBody',
    );
    await expect(call({ StackPolicyURL: 'x' })).rejects.toThrow('not supported');
    expect(await call({})).toEqual({});
  });
});

it('termination protection cannot be set on a stack that is gone', async () => {
  const cloud = new TestCloudFormation();
  const id = await cloud.create('demo', chain());
  expect(
    await cloud.call('UpdateTerminationProtection', { StackName: 'demo', EnableTerminationProtection: true }),
  ).toEqual({ StackId: id });
  await cloud.call('UpdateTerminationProtection', { StackName: 'demo', EnableTerminationProtection: false });
  await cloud.call('DeleteStack', { StackName: 'demo' });
  await cloud.settle();
  await expect(
    cloud.call('UpdateTerminationProtection', { StackName: id, EnableTerminationProtection: true }),
  ).rejects.toThrow('DELETE_COMPLETE');
});
