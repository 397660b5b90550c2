import { describe, expect, it } from 'vitest';
import { TestCloudFormation } from './harness.ts';
import { chain, pair, ref, topic } from './templates.ts';

const UNKNOWN = '{{changeSet:KNOWN_AFTER_APPLY}}';

async function changeSet(
  cloud: TestCloudFormation,
  template: unknown,
  more: Readonly<Record<string, unknown>> = {},
  name = 'next',
) {
  const made = await cloud.call('CreateChangeSet', {
    StackName: 'demo',
    ChangeSetName: name,
    TemplateBody: JSON.stringify(template),
    ...more,
  });
  await cloud.settle();
  return await cloud.call('DescribeChangeSet', { ChangeSetName: made.Id });
}

async function changes(
  first: unknown,
  second: unknown,
  more: Readonly<Record<string, unknown>> = {},
  values = false,
  initial = {},
) {
  const cloud = new TestCloudFormation();
  await cloud.create('demo', first, initial);
  const { ChangeSetId: id } = await changeSet(cloud, second, more);
  const described = await cloud.call('DescribeChangeSet', {
    ChangeSetName: id,
    IncludePropertyValues: values,
  });
  return described.Changes.map((change: { ResourceChange: object }) => change.ResourceChange);
}

function target(name: string, recreation = 'Never') {
  return { Attribute: 'Properties', Name: name, RequiresRecreation: recreation };
}

describe('what a change set says', () => {
  it('of a literal that is edited: one certain detail', async () => {
    expect(await changes(pair({}, { DisplayName: 'a' }), pair({}, { DisplayName: 'b' }))).toEqual([
      {
        Action: 'Modify',
        LogicalResourceId: 'Two',
        PhysicalResourceId: expect.stringContaining('arn:aws:sns:eu-west-1:000000000000:'),
        ResourceType: 'AWS::SNS::Topic',
        Replacement: 'False',
        Scope: ['Properties'],
        Details: [
          { Target: target('DisplayName'), Evaluation: 'Static', ChangeSource: 'DirectModification' },
        ],
      },
    ]);
  });

  it('of a parameter that changes: its reference, and a dynamic twin', async () => {
    const withParameter = {
      Parameters: { Name: { Type: 'String' } },
      Resources: { A: topic({ DisplayName: ref('Name') }) },
    };
    const given = (value: string) => ({ Parameters: [{ ParameterKey: 'Name', ParameterValue: value }] });
    const [change] = await changes(withParameter, withParameter, given('b'), false, given('a'));
    expect(change.Details).toEqual([
      {
        Target: target('DisplayName'),
        Evaluation: 'Static',
        ChangeSource: 'ParameterReference',
        CausingEntity: 'Name',
      },
      { Target: target('DisplayName'), Evaluation: 'Dynamic', ChangeSource: 'DirectModification' },
    ]);
  });

  it('of a reference to what is replaced: the resource, and a dynamic twin; of the replaced: its policy', async () => {
    const using = (properties: object) => ({
      Resources: { A: topic({ ...properties }), B: topic({ DisplayName: ref('A') }) },
    });
    const [replaced, user] = await changes(using({}), using({ FifoTopic: true }));
    expect(replaced).toMatchObject({
      Replacement: 'True',
      PolicyAction: 'ReplaceAndDelete',
      Details: [{ Target: target('FifoTopic', 'Always'), Evaluation: 'Static' }],
    });
    expect(user).toMatchObject({
      Replacement: 'False',
      Details: [
        {
          Target: target('DisplayName'),
          Evaluation: 'Static',
          ChangeSource: 'ResourceReference',
          CausingEntity: 'A',
        },
        { Target: target('DisplayName'), Evaluation: 'Dynamic', ChangeSource: 'DirectModification' },
      ],
    });
    expect(user).not.toHaveProperty('PolicyAction');
  });

  it('of an attribute of what changes in place: one dynamic detail, which the view with values leaves out', async () => {
    const using = (name: string) => ({
      Resources: {
        A: topic({ DisplayName: name }),
        B: topic({ DisplayName: { 'Fn::GetAtt': ['A', 'TopicName'] } }),
      },
    });
    const [, user] = await changes(using('a'), using('b'));
    expect(user.Details).toEqual([
      {
        Target: target('DisplayName'),
        Evaluation: 'Dynamic',
        ChangeSource: 'ResourceAttribute',
        CausingEntity: 'A.TopicName',
      },
    ]);
    expect(await changes(using('a'), using('b'), {}, true)).toHaveLength(1);
  });

  it('of what comes and goes: no details, and for what goes the policy', async () => {
    const list = await changes(
      { Resources: { A: topic(), K: topic({}, { DeletionPolicy: 'Retain' }), X: topic() } },
      { Resources: { A: topic(), N: topic() } },
    );
    expect(list).toMatchObject([
      { Action: 'Add', LogicalResourceId: 'N', Scope: [], Details: [] },
      { Action: 'Remove', LogicalResourceId: 'K', PolicyAction: 'Retain', Scope: [], Details: [] },
      { Action: 'Remove', LogicalResourceId: 'X', PolicyAction: 'Delete', Scope: [], Details: [] },
    ]);
    expect(list[0]).not.toHaveProperty('PhysicalResourceId');
  });

  it('of tags and policies: their scope, never a replacement', async () => {
    const [change] = await changes(
      { Resources: { A: topic() } },
      {
        Resources: {
          A: topic({ Tags: [{ Key: 'own', Value: '1' }] }, { DeletionPolicy: 'Retain', Metadata: { a: 1 } }),
        },
      },
      { Tags: [{ Key: 'app', Value: 'x' }] },
    );
    expect(change.Scope).toEqual(['Tags', 'Metadata', 'DeletionPolicy']);
    expect(change.Replacement).toBe('False');
  });

  it('with values: contexts, paths, and what only execution knows', async () => {
    const using = (properties: Readonly<Record<string, unknown>>) => ({
      Resources: {
        A: topic(properties),
        B: topic({ DisplayName: ref('A'), Subscription: [{ Protocol: 'email', Endpoint: 'a' }] }),
      },
    });
    const list = await changes(
      using({}),
      {
        Resources: {
          ...using({ FifoTopic: true }).Resources,
          N: topic({ DisplayName: { 'Fn::Sub': 'x-${A}' } }),
        },
      },
      {},
      true,
    );
    const [, user, added] = list;
    expect(JSON.parse(user.AfterContext).Properties.DisplayName).toBe(UNKNOWN);
    expect(JSON.parse(user.BeforeContext).Properties.DisplayName).toMatch(/^arn:/);
    expect(user.Details[0].Target).toMatchObject({
      Path: '/Properties/DisplayName',
      AfterValue: UNKNOWN,
      AttributeChangeType: 'Modify',
    });
    expect(added).toMatchObject({ AfterContext: JSON.stringify({ Properties: { DisplayName: UNKNOWN } }) });
    expect(added).not.toHaveProperty('BeforeContext');
  });
});

describe('a change set', () => {
  it('without changes fails with the documented reason and cannot be executed', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain());
    const empty = await changeSet(cloud, chain());
    expect(empty).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
      Changes: [],
    });
    await expect(cloud.call('ExecuteChangeSet', { ChangeSetName: empty.ChangeSetId })).rejects.toMatchObject({
      code: 'InvalidChangeSetStatus',
      message: `ChangeSet [${empty.ChangeSetId}] cannot be executed in its current status of [FAILED]`,
    });
  });

  it('with other outputs alone is executable and has no changes', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain());
    const made = await changeSet(cloud, chain('one', { Outputs: { O: { Value: ref('A') } } }));
    expect(made).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE', Changes: [] });
    await cloud.call('ExecuteChangeSet', { ChangeSetName: made.ChangeSetId });
    await cloud.settle();
    expect((await cloud.stack('demo')).Outputs).toHaveLength(1);
  });

  it('for a stack that exists is not of type CREATE, for one that does not is not of type UPDATE', async () => {
    const cloud = new TestCloudFormation();
    await expect(changeSet(cloud, chain())).rejects.toThrow('Stack [demo] does not exist');
    await changeSet(cloud, chain(), { ChangeSetType: 'CREATE' }, 'one');
    await changeSet(cloud, chain(), { ChangeSetType: 'CREATE' }, 'two');
    await expect(changeSet(cloud, chain())).rejects.toThrow('Stack [demo] does not exist');
    await cloud.create('demo', chain());
    await expect(changeSet(cloud, chain(), { ChangeSetType: 'CREATE' })).rejects.toThrow(
      'Stack [demo] already exists and cannot be created again with the changeSet [next].',
    );
  });

  it('of a stack under review becomes obsolete when the stack is created directly, and the stack stays the same', async () => {
    const cloud = new TestCloudFormation();
    const made = await changeSet(cloud, chain(), { ChangeSetType: 'CREATE' });
    expect(await cloud.create('demo', chain())).toBe(made.StackId);
    await expect(cloud.call('ExecuteChangeSet', { ChangeSetName: made.ChangeSetId })).rejects.toThrow(
      `ChangeSet [${made.ChangeSetId}] cannot be executed in its current execution status of [OBSOLETE]`,
    );
  });

  it('is taken once: a retry is the same, other input or another token is not', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain());
    const once = await changeSet(cloud, chain('two'), { ClientToken: 't' });
    expect((await changeSet(cloud, chain('two'), { ClientToken: 't' })).ChangeSetId).toBe(once.ChangeSetId);
    await expect(changeSet(cloud, chain('three'), { ClientToken: 't' })).rejects.toMatchObject({
      code: 'AlreadyExistsException',
      message: 'ChangeSet next cannot be created due to a mismatch with existing attribute Template',
    });
    await expect(changeSet(cloud, chain('two'), { ClientToken: 'u' })).rejects.toThrow(
      'existing attribute ClientToken',
    );
  });

  it('is executed once: the same token is a retry, and events carry it', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain());
    const other = await changeSet(cloud, chain('three'), {}, 'other');
    const made = await changeSet(cloud, chain('two'));
    const execute = { ChangeSetName: made.ChangeSetId, ClientRequestToken: 'token' };
    await cloud.call('ExecuteChangeSet', execute);
    expect(await cloud.call('ExecuteChangeSet', execute)).toEqual({});
    await expect(
      cloud.call('CancelUpdateStack', { StackName: 'demo', ClientRequestToken: 'token' }),
    ).rejects.toMatchObject({ code: 'TokenAlreadyExistsException' });
    await cloud.settle();
    expect(await cloud.call('ExecuteChangeSet', execute)).toEqual({});
    await expect(cloud.call('ExecuteChangeSet', { ...execute, ClientRequestToken: 'other' })).rejects.toThrow(
      'current execution status of [EXECUTE_COMPLETE]',
    );
    expect(await cloud.call('DescribeChangeSet', { ChangeSetName: made.ChangeSetId })).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'EXECUTE_COMPLETE',
    });
    await expect(cloud.call('DescribeChangeSet', { ChangeSetName: other.ChangeSetId })).rejects.toMatchObject(
      { code: 'ChangeSetNotFound', status: 404 },
    );
    expect(await cloud.path('demo')).toEqual([
      'CREATE_IN_PROGRESS',
      'CREATE_COMPLETE',
      'UPDATE_IN_PROGRESS',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_COMPLETE',
    ]);
    const { StackEvents: events } = await cloud.call('DescribeStackEvents', { StackName: 'demo' });
    expect(
      events.filter((event: { ClientRequestToken?: string }) => event.ClientRequestToken === 'token'),
    ).toHaveLength(5);
  });

  it('that fails says so, and can be described after its stack is gone', async () => {
    const cloud = new TestCloudFormation();
    const made = await changeSet(cloud, chain(), { ChangeSetType: 'CREATE', OnStackFailure: 'DELETE' });
    cloud.faults.fail({ operation: 'create', logicalId: 'C' }, 'no');
    await cloud.call('ExecuteChangeSet', { ChangeSetName: made.ChangeSetId });
    await cloud.settle();
    expect(await cloud.status(made.StackId)).toBe('DELETE_COMPLETE');
    expect(await cloud.call('DescribeChangeSet', { ChangeSetName: made.ChangeSetId })).toMatchObject({
      ExecutionStatus: 'EXECUTE_FAILED',
    });
    await expect(
      cloud.call('ExecuteChangeSet', { ChangeSetName: made.ChangeSetId, DisableRollback: true }),
    ).rejects.toThrow('DisableRollback cannot be specified');
  });

  it('is deleted by name or ARN; the stack under review stays', async () => {
    const cloud = new TestCloudFormation();
    const made = await changeSet(cloud, chain(), { ChangeSetType: 'CREATE' });
    await expect(cloud.call('DeleteChangeSet', { ChangeSetName: 'next' })).rejects.toThrow(
      'StackName must be specified if ChangeSetName is not specified as an ARN.',
    );
    await expect(cloud.call('DeleteChangeSet', { ChangeSetName: 'next', StackName: 'nope' })).rejects.toThrow(
      'Stack [nope] does not exist',
    );
    expect((await cloud.call('ListChangeSets', { StackName: 'demo' })).Summaries).toMatchObject([
      { ChangeSetName: 'next' },
    ]);
    await cloud.call('DeleteChangeSet', { ChangeSetName: 'next', StackName: 'demo' });
    await expect(cloud.call('DescribeChangeSet', { ChangeSetName: made.ChangeSetId })).rejects.toThrow(
      `ChangeSet [${made.ChangeSetId}] does not exist`,
    );
    expect(await cloud.stack('demo')).toMatchObject({
      StackStatus: 'REVIEW_IN_PROGRESS',
      StackStatusReason: 'User Initiated',
      Tags: [],
    });
    await cloud.call('DeleteStack', { StackName: 'demo' });
    await cloud.settle();
    await expect(cloud.stack('demo')).rejects.toThrow('does not exist');
  });

  it('cannot be executed or deleted before it is made', async () => {
    const cloud = new TestCloudFormation();
    const made = await cloud.call('CreateChangeSet', {
      StackName: 'demo',
      ChangeSetName: 'next',
      ChangeSetType: 'CREATE',
      TemplateBody: JSON.stringify(chain()),
    });
    await expect(cloud.call('ExecuteChangeSet', { ChangeSetName: made.Id })).rejects.toThrow(
      'cannot be executed in its current status of [CREATE_PENDING]',
    );
    await expect(cloud.call('DeleteChangeSet', { ChangeSetName: made.Id })).rejects.toMatchObject({
      code: 'InvalidChangeSetStatus',
    });
  });

  it('fails the early validation of properties and names, which DescribeEvents explains', async () => {
    const cloud = new TestCloudFormation();
    const group = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/taken' } };
    await cloud.create('owner', { Resources: { Group: group } });
    const made = await changeSet(
      cloud,
      {
        Resources: {
          Bad: topic({ Colour: 1 }),
          Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String' } },
          Group: group,
        },
      },
      { ChangeSetType: 'CREATE' },
    );
    expect(made).toMatchObject({
      Status: 'FAILED',
      StatusReason:
        'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation, AWS::EarlyValidation::ResourceExistenceCheck]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.',
    });
    expect(made.Changes).toHaveLength(3);
    const { OperationEvents: events } = await cloud.call('DescribeEvents', {
      ChangeSetName: made.ChangeSetId,
      Filters: { FailedEvents: true },
    });
    expect(
      events.map((event: Record<string, string>) => [
        event['ValidationName'],
        event['ValidationStatusReason'],
        event['ValidationPath'],
      ]),
    ).toEqual([
      ['PROPERTY_VALIDATION', '#: extraneous key [Colour] is not permitted', '/Resources/Bad/Properties'],
      ['PROPERTY_VALIDATION', 'Required property [Value] not found', '/Resources/Parameter/Properties'],
      [
        'NAME_CONFLICT_VALIDATION',
        "Resource of type 'AWS::Logs::LogGroup' with identifier '/taken' already exists.",
        '/Resources/Group',
      ],
    ]);
  });

  it('leaves the validation to the execution where it is disabled', async () => {
    const cloud = new TestCloudFormation();
    const made = await changeSet(
      cloud,
      { Resources: { Bad: topic({ Colour: 1 }) } },
      { ChangeSetType: 'CREATE', DisableValidation: true },
    );
    expect(made.Status).toBe('CREATE_COMPLETE');
  });

  it('does not change the type of a resource', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', { Resources: { A: topic() } });
    const made = await changeSet(cloud, { Resources: { A: { Type: 'AWS::SQS::Queue' } } });
    expect(made.StatusReason).toBe(
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: [A]',
    );
  });

  it('warns of an import that does not exist', async () => {
    const cloud = new TestCloudFormation();
    const made = await changeSet(
      cloud,
      { Resources: { A: topic({ DisplayName: { 'Fn::ImportValue': 'x' } }) } },
      { ChangeSetType: 'CREATE' },
    );
    expect(made).toMatchObject({
      Status: 'CREATE_COMPLETE',
      StatusReason:
        '[WARN] --include-property-values option can return incomplete ChangeSet data because: ChangeSet creation failed for resource [A] because: No export named x found.',
    });
  });

  it('keeps the template, parameters and tags that it is asked to keep', async () => {
    const cloud = new TestCloudFormation();
    const parameters = {
      Parameters: { Name: { Type: 'String' }, Other: { Type: 'String', Default: 'd', NoEcho: true } },
      Resources: { A: topic({ DisplayName: ref('Name') }) },
    };
    await cloud.create('demo', parameters, {
      Parameters: [
        { ParameterKey: 'Name', ParameterValue: 'a' },
        { ParameterKey: 'Other', ParameterValue: 'o' },
      ],
      Tags: [{ Key: 'app', Value: 'x' }],
    });
    const made = await cloud.call('CreateChangeSet', {
      StackName: 'demo',
      ChangeSetName: 'kept',
      UsePreviousTemplate: true,
      Description: 'why',
      Parameters: [{ ParameterKey: 'Name', UsePreviousValue: true }],
    });
    await cloud.settle();
    expect(await cloud.call('DescribeChangeSet', { ChangeSetName: made.Id })).toMatchObject({
      Description: 'why',
      Parameters: [
        { ParameterKey: 'Name', ParameterValue: 'a' },
        { ParameterKey: 'Other', ParameterValue: '****' },
      ],
      Tags: [{ Key: 'app', Value: 'x' }],
      NotificationARNs: [],
      Capabilities: [],
      RollbackConfiguration: {},
      IncludeNestedStacks: false,
    });
  });

  it.each([
    [{ IncludeNestedStacks: true }, 'IncludeNestedStacks'],
    [{ ImportExistingResources: true }, 'Import of resources'],
    [{ DeploymentMode: 'REVERT_DRIFT' }, 'DeploymentMode REVERT_DRIFT'],
    [{ OnStackFailure: 'DELETE' }, 'OnStackFailure DELETE'],
    [{ ChangeSetName: '1' }, "Value '1' at 'changeSetName'"],
    [{ UsePreviousTemplate: true }, 'You cannot specify both usePreviousTemplate'],
    [{ TemplateBody: undefined }, 'Either Template URL or Template Body must be specified.'],
    [{ RollbackConfiguration: { RollbackTriggers: [{}] } }, 'RollbackConfiguration'],
    [{ DeploymentConfig: { Mode: 'EXPRESS' } }, 'DeploymentConfig'],
  ])('with %o is refused', async (more, message) => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain());
    await expect(changeSet(cloud, chain('two'), more)).rejects.toThrow(message);
  });
});
