import { describe, expect, it } from 'vitest';
import { TestCloudFormation } from './harness.ts';
import { chain, pair, ref, topic } from './templates.ts';

const update = { operation: 'update' } as const;

async function physicalId(cloud: TestCloudFormation, logicalId: string, stack = 'demo'): Promise<string> {
  const found = await cloud.call('DescribeStackResource', { StackName: stack, LogicalResourceId: logicalId });
  return found.StackResourceDetail.PhysicalResourceId;
}

async function updated(
  first: unknown,
  second: unknown,
  more = {},
): Promise<{ cloud: TestCloudFormation; events: string[] }> {
  const cloud = new TestCloudFormation();
  await cloud.create('demo', first);
  const before = (await cloud.events('demo')).length;
  await cloud.update('demo', second, more);
  return { cloud, events: (await cloud.events('demo')).slice(before) };
}

describe('updating a stack', () => {
  it('changes in place only what differs', async () => {
    const { cloud, events } = await updated(pair({}, { DisplayName: 'a' }), pair({}, { DisplayName: 'b' }));
    expect(events).toEqual([
      'demo UPDATE_IN_PROGRESS | User Initiated',
      'Two UPDATE_IN_PROGRESS',
      'Two UPDATE_COMPLETE',
      'demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'demo UPDATE_COMPLETE',
    ]);
    expect(await cloud.stack('demo')).toHaveProperty('LastUpdatedTime');
  });

  it('replaces first, repoints dependents, and deletes the old one in the cleanup', async () => {
    const first = { Resources: { Old: topic(), User: topic({ DisplayName: ref('Old') }) } };
    const second = {
      Resources: { Old: topic({ FifoTopic: true }), User: topic({ DisplayName: ref('Old') }) },
    };
    const { events } = await updated(first, second);
    expect(events).toEqual([
      'demo UPDATE_IN_PROGRESS | User Initiated',
      'Old UPDATE_IN_PROGRESS | Requested update requires the creation of a new physical resource; hence creating one.',
      'Old UPDATE_IN_PROGRESS | Resource creation Initiated',
      'Old UPDATE_COMPLETE',
      'User UPDATE_IN_PROGRESS',
      'User UPDATE_COMPLETE',
      'demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Old DELETE_IN_PROGRESS',
      'Old DELETE_COMPLETE',
      'demo UPDATE_COMPLETE',
    ]);
  });

  it('gives every event an id by its kind, and what is cleaned up no properties', async () => {
    const { cloud } = await updated(
      { Resources: { A: topic() } },
      { Resources: { A: topic({ FifoTopic: true }) } },
    );
    const { StackEvents: events } = await cloud.call('DescribeStackEvents', { StackName: 'demo' });
    const find = (id: string, status: string) =>
      events.find(
        (event: Record<string, string>) =>
          event['LogicalResourceId'] === id && event['ResourceStatus'] === status,
      );
    expect(find('demo', 'UPDATE_COMPLETE').EventId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const created = find('A', 'CREATE_COMPLETE');
    expect(created.EventId).toBe(`A-CREATE_COMPLETE-${created.Timestamp.toISOString()}`);
    expect(created.ResourceProperties).toBe('{}');
    const removed = find('A', 'DELETE_COMPLETE');
    expect(removed.EventId).toMatch(/^A-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(removed).not.toHaveProperty('ResourceProperties');
    expect(removed.PhysicalResourceId).toBe(created.PhysicalResourceId);
    expect(find('A', 'UPDATE_COMPLETE').PhysicalResourceId).not.toBe(created.PhysicalResourceId);
  });

  it('keeps a replaced resource with UpdateReplacePolicy Retain and a removed one with DeletionPolicy Retain', async () => {
    const keep = { UpdateReplacePolicy: 'Retain', DeletionPolicy: 'Retain' };
    const { events } = await updated(
      { Resources: { Replaced: topic({}, keep), Removed: topic({}, keep), Left: topic() } },
      { Resources: { Replaced: topic({ FifoTopic: true }, keep), Left: topic() } },
    );
    expect(events.slice(-4)).toEqual([
      'demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Removed DELETE_SKIPPED',
      'Replaced DELETE_SKIPPED',
      'demo UPDATE_COMPLETE',
    ]);
  });

  it('tells of a cleanup that failed three times and completes', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', pair({}, {}));
    cloud.faults.fail({ operation: 'delete', logicalId: 'Two' }, 'in use', 3);
    await cloud.update('demo', { Resources: { One: topic() } });
    expect(await cloud.events('demo')).toContain('Two DELETE_FAILED | in use');
    expect(await cloud.stack('demo')).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      StackStatusReason: 'Update successful. One or more resources could not be deleted.',
    });
  });

  it('rolls back to previous properties, deletes what is new, keeps what was replaced', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', { Resources: { Kept: topic({ DisplayName: 'a' }), Old: topic() } });
    const old = await physicalId(cloud, 'Old');
    const before = (await cloud.events('demo')).length;
    cloud.faults.fail({ operation: 'create', logicalId: 'Bad' }, 'no');
    await cloud.update('demo', {
      Resources: {
        Kept: topic({ DisplayName: 'b' }),
        Old: topic({ FifoTopic: true }),
        New: topic({ DisplayName: ref('Old') }),
        Bad: topic({ DisplayName: ref('New') }),
      },
    });
    expect((await cloud.events('demo')).slice(before + 9)).toEqual([
      'Bad CREATE_IN_PROGRESS',
      'Bad CREATE_FAILED | no',
      'demo UPDATE_ROLLBACK_IN_PROGRESS | The following resource(s) failed to create: [Bad]. ',
      'Old UPDATE_IN_PROGRESS',
      'Old UPDATE_COMPLETE',
      'Kept UPDATE_IN_PROGRESS',
      'Kept UPDATE_COMPLETE',
      'demo UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Bad DELETE_COMPLETE',
      'New DELETE_IN_PROGRESS',
      'New DELETE_COMPLETE',
      'Old DELETE_IN_PROGRESS',
      'Old DELETE_COMPLETE',
      'demo UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(await physicalId(cloud, 'Old')).toBe(old);
    const { TemplateBody: body } = await cloud.call('GetTemplate', { StackName: 'demo' });
    expect(Object.keys(JSON.parse(body).Resources)).toEqual(['Kept', 'Old']);
  });

  it('says for an update what failed to create and what failed to update', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', pair({}, { DisplayName: 'a' }));
    cloud.faults.hold({ ...update, logicalId: 'Two' });
    cloud.faults.fail({ operation: 'create', logicalId: 'New' }, 'no');
    await cloud.update('demo', {
      Resources: { Two: topic({ DisplayName: 'b' }), One: topic(), New: topic() },
    });
    expect(await cloud.events('demo')).toEqual(
      expect.arrayContaining([
        'Two UPDATE_FAILED | Resource update cancelled',
        'demo UPDATE_ROLLBACK_IN_PROGRESS | The following resource(s) failed to create: [New]. The following resource(s) failed to update: [Two]. ',
      ]),
    );
  });

  it('goes on from UPDATE_ROLLBACK_FAILED, skipping what is named', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain('one'));
    cloud.faults.fail({ ...update, logicalId: 'A' }, 'first');
    cloud.faults.fail({ ...update, logicalId: 'A' }, 'again', 2);
    await cloud.update('demo', chain('two'));
    expect(await cloud.path('demo')).toEqual([
      'CREATE_IN_PROGRESS',
      'CREATE_COMPLETE',
      'UPDATE_IN_PROGRESS',
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_FAILED',
    ]);
    expect((await cloud.stack('demo')).StackStatusReason).toBe(
      'The following resource(s) failed to update: [A]. ',
    );
    await cloud.call('ContinueUpdateRollback', { StackName: 'demo' });
    await cloud.settle();
    expect(await cloud.status('demo')).toBe('UPDATE_ROLLBACK_FAILED');
    await cloud.call('ContinueUpdateRollback', { StackName: 'demo', ResourcesToSkip: ['A'] });
    await cloud.settle();
    expect((await cloud.path('demo')).slice(-4)).toEqual([
      'UPDATE_ROLLBACK_FAILED',
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(await cloud.events('demo')).toContain('A UPDATE_COMPLETE');
  });

  it('puts a failed resource back without rollback, leaves the rest, and takes another update or a rollback', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', pair({ DisplayName: 'a' }, { DisplayName: 'a' }));
    cloud.faults.fail({ ...update, logicalId: 'One' }, 'no');
    await cloud.update('demo', pair({ DisplayName: 'b' }, { DisplayName: 'b' }), { DisableRollback: true });
    expect(await cloud.status('demo')).toBe('UPDATE_FAILED');
    expect(await cloud.events('demo')).toContain('Two UPDATE_COMPLETE');
    await expect(cloud.update('demo', pair({}, {}))).rejects.toThrow(
      'is in UPDATE_FAILED state and can not be updated.',
    );
    await cloud.call('RollbackStack', { StackName: 'demo' });
    await cloud.settle();
    expect((await cloud.path('demo')).slice(-3)).toEqual([
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE',
    ]);
    await cloud.update('demo', pair({ DisplayName: 'a' }, { DisplayName: 'c' }));
    expect((await cloud.events('demo')).findLast((event) => event.startsWith('One UPDATE_'))).toBe(
      'One UPDATE_COMPLETE',
    );
    expect(await cloud.status('demo')).toBe('UPDATE_COMPLETE');
  });

  it('makes anew what failed to be created once it is updated without rollback', async () => {
    const cloud = new TestCloudFormation();
    cloud.faults.fail({ operation: 'create', logicalId: 'One' }, 'no');
    await cloud.create('demo', pair({}, {}), { DisableRollback: true });
    await cloud.update('demo', pair({}, { DisplayName: 'x' }), { DisableRollback: true });
    expect(await cloud.status('demo')).toBe('UPDATE_COMPLETE');
    expect((await cloud.events('demo')).filter((event) => event.startsWith('One')).slice(-3)).toEqual([
      'One CREATE_IN_PROGRESS',
      'One CREATE_IN_PROGRESS | Resource creation Initiated',
      'One CREATE_COMPLETE',
    ]);
  });

  it('without rollback is refused for a stack that was made with OnFailure DO_NOTHING', async () => {
    const cloud = new TestCloudFormation();
    cloud.faults.fail({ operation: 'create', logicalId: 'One' }, 'no');
    await cloud.create('demo', pair({}, {}), { OnFailure: 'DO_NOTHING' });
    await expect(
      cloud.update('demo', pair({}, { DisplayName: 'x' }), { DisableRollback: true }),
    ).rejects.toThrow(
      'This stack cannot be updated from [CREATE_FAILED] state because it contains [on-failure: DO_NOTHING].',
    );
  });

  it('hands on attributes as their behaviour gives them, members of objects too', async () => {
    const cloud = new TestCloudFormation({
      behaviours: [
        {
          type: 'AWS::SNS::Topic',
          create: ({ logicalId }) => ({
            physicalId: logicalId,
            attributes: { TopicName: { nested: 'x' }, TopicArn: 'arn' },
          }),
          update: ({ physicalId }) => ({ physicalId, attributes: {} }),
          remove: () => undefined,
        },
      ],
    });
    await cloud.create('demo', {
      Resources: { A: topic(), B: topic({ DisplayName: { 'Fn::GetAtt': ['A', 'TopicArn'] } }) },
      Outputs: { O: { Value: { 'Fn::GetAtt': ['A', 'TopicArn'] } } },
    });
    expect((await cloud.stack('demo')).Outputs).toMatchObject([{ OutputValue: 'arn' }]);
    await cloud.update('demo', {
      Resources: {
        A: topic({ DisplayName: 'new' }),
        B: topic({ DisplayName: { 'Fn::GetAtt': ['A', 'TopicArn'] } }),
      },
    });
    expect(await cloud.events('demo')).toContain(
      'B UPDATE_FAILED | Resource type AWS::SNS::Topic does not support attribute {TopicArn}.',
    );
  });

  it('does not replace without rollback', async () => {
    const { cloud, events } = await updated(
      { Resources: { A: topic() } },
      { Resources: { A: topic({ FifoTopic: true }) } },
      { DisableRollback: true },
    );
    expect(events).toContain(
      'A UPDATE_FAILED | Replacement type updates not supported on stack with disable-rollback.',
    );
    expect(await cloud.status('demo')).toBe('UPDATE_FAILED');
  });

  it('does not replace what has a name of its own', async () => {
    const role = (path: string) => ({
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { RoleName: 'fixed', Path: path, AssumeRolePolicyDocument: {} },
        },
      },
    });
    const cloud = new TestCloudFormation();
    const capabilities = { Capabilities: ['CAPABILITY_NAMED_IAM'] };
    await cloud.create('demo', role('/a/'), capabilities);
    await cloud.update('demo', role('/b/'), capabilities);
    expect(await cloud.events('demo')).toContain(
      'Role UPDATE_FAILED | CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename fixed and update the stack again.',
    );
    expect(await cloud.status('demo')).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await physicalId(cloud, 'Role')).toBe('fixed');
  });

  it('can be cancelled while it is under way, and only then', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', pair({}, {}));
    await expect(cloud.call('CancelUpdateStack', { StackName: 'demo' })).rejects.toThrow(
      'CancelUpdateStack cannot be called from current stack status',
    );
    const release = cloud.faults.hold({ ...update, logicalId: 'One' });
    await cloud.update('demo', pair({ DisplayName: 'x' }, {}));
    expect(await cloud.status('demo')).toBe('UPDATE_IN_PROGRESS');
    await cloud.call('CancelUpdateStack', { StackName: 'demo' });
    release();
    await cloud.settle();
    expect((await cloud.path('demo')).slice(2)).toEqual([
      'UPDATE_IN_PROGRESS',
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  it('with changed stack tags updates what has tags', async () => {
    const { events } = await updated(pair({}, {}), pair({}, {}), { Tags: [{ Key: 'app', Value: 'x' }] });
    expect(events).toContain('One UPDATE_COMPLETE');
  });

  it('with another policy alone changes no resource but remembers the policy', async () => {
    const { cloud, events } = await updated(
      { Resources: { A: topic() } },
      { Resources: { A: topic({}, { DeletionPolicy: 'Retain' }) } },
    );
    expect(events.filter((event) => event.startsWith('A '))).toEqual([]);
    const { StackId: id } = await cloud.stack('demo');
    await cloud.call('DeleteStack', { StackName: 'demo' });
    await cloud.settle();
    expect(await cloud.events(id)).toContain('A DELETE_SKIPPED');
  });

  it('says when there is nothing to do', async () => {
    await expect(updated(chain(), chain())).rejects.toThrow('No updates are to be performed.');
  });
});
