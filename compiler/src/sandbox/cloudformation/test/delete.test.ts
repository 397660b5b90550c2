import { describe, expect, it } from 'vitest';
import { TestCloudFormation } from './harness.ts';
import { chain, topic } from './templates.ts';

describe('deleting a stack', () => {
  it('deletes dependents first, and is then found by ARN alone', async () => {
    const cloud = new TestCloudFormation();
    const id = await cloud.create('demo', chain(), { EnableTerminationProtection: false });
    await cloud.call('DeleteStack', { StackName: 'demo' });
    await cloud.settle();
    expect((await cloud.events(id)).slice(-8)).toEqual([
      'demo DELETE_IN_PROGRESS | User Initiated',
      'C DELETE_IN_PROGRESS',
      'C DELETE_COMPLETE',
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'demo DELETE_COMPLETE',
    ]);
    const stack = await cloud.stack(id);
    expect(stack).toHaveProperty('DeletionTime');
    expect(stack).not.toHaveProperty('EnableTerminationProtection');
    expect((await cloud.call('ListStacks')).StackSummaries).toMatchObject([
      { StackStatus: 'DELETE_COMPLETE' },
    ]);
    expect((await cloud.call('DescribeStacks')).Stacks).toEqual([]);
    expect(await cloud.create('demo', chain())).not.toBe(id);
  });

  it('is possible while the stack is being created, and deletes what is there', async () => {
    const cloud = new TestCloudFormation();
    const release = cloud.faults.hold({ operation: 'create', logicalId: 'B' });
    const id = await cloud.create('demo', chain());
    await cloud.call('DeleteStack', { StackName: 'demo' });
    release();
    await cloud.settle();
    expect(await cloud.path(id)).toEqual(['CREATE_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
    expect((await cloud.events(id)).slice(-5, -1)).toEqual([
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
    ]);
  });

  it('leaves the name of what is kept taken', async () => {
    const cloud = new TestCloudFormation();
    const kept = {
      Resources: {
        G: { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain', Properties: { LogGroupName: '/kept' } },
      },
    };
    const id = await cloud.create('demo', kept);
    await cloud.call('DeleteStack', { StackName: 'demo' });
    await cloud.settle();
    await cloud.create('again', kept);
    expect(await cloud.events('again')).toContain(`G CREATE_FAILED | /kept already exists in stack ${id}`);
  });

  it('of a name that does not exist is no error', async () => {
    expect(await new TestCloudFormation().call('DeleteStack', { StackName: 'nothing' })).toEqual({});
  });

  it('that fails can be forced past what stays, or repeated', async () => {
    const cloud = new TestCloudFormation();
    const id = await cloud.create('demo', chain());
    await expect(
      cloud.call('DeleteStack', { StackName: 'demo', DeletionMode: 'FORCE_DELETE_STACK' }),
    ).rejects.toThrow(`Invalid operation on stack [${id}]. You can activate DeletionMode FORCE_DELETE_STACK`);
    await expect(cloud.call('DeleteStack', { StackName: 'demo', RetainResources: ['A'] })).rejects.toThrow(
      'DELETE_FAILED state',
    );
    cloud.faults.fail({ operation: 'delete', logicalId: 'B' }, 'in use');
    await cloud.call('DeleteStack', { StackName: 'demo' });
    await cloud.settle();
    expect(await cloud.stack('demo')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [B]. ',
    });
    await expect(cloud.call('DeleteStack', { StackName: 'demo', RetainResources: ['C'] })).rejects.toThrow(
      'The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.',
    );
    await cloud.call('DeleteStack', { StackName: 'demo', RetainResources: ['B'] });
    await cloud.settle();
    expect((await cloud.events(id)).slice(-4)).toEqual([
      'B DELETE_SKIPPED',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'demo DELETE_COMPLETE',
    ]);
  });

  it('by force leaves behind what cannot be deleted', async () => {
    const cloud = new TestCloudFormation();
    const id = await cloud.create('demo', chain());
    cloud.faults.fail({ operation: 'delete', logicalId: 'B' }, 'in use', Infinity);
    await cloud.call('DeleteStack', { StackName: 'demo' });
    await cloud.settle();
    await cloud.call('DeleteStack', { StackName: 'demo', DeletionMode: 'FORCE_DELETE_STACK' });
    await cloud.settle();
    expect(await cloud.status(id)).toBe('DELETE_COMPLETE');
  });

  it('is refused while it is protected or an update is under way', async () => {
    const cloud = new TestCloudFormation();
    const id = await cloud.create('demo', chain(), { EnableTerminationProtection: true });
    await expect(cloud.call('DeleteStack', { StackName: 'demo' })).rejects.toThrow(
      'Stack [demo] cannot be deleted while TerminationProtection is enabled',
    );
    await cloud.call('UpdateTerminationProtection', {
      StackName: 'demo',
      EnableTerminationProtection: false,
    });
    cloud.faults.hold({ operation: 'update', logicalId: 'A' });
    await cloud.update('demo', chain('two'));
    await expect(cloud.call('DeleteStack', { StackName: 'demo' })).rejects.toThrow(
      `Stack [${id}] cannot be deleted while in status UPDATE_IN_PROGRESS`,
    );
  });

  it('follows the deletion policies', async () => {
    const cloud = new TestCloudFormation();
    const volume = { Type: 'AWS::EC2::Volume', Properties: { AvailabilityZone: 'eu-west-1a', Size: 1 } };
    const id = await cloud.create('demo', {
      Resources: {
        Kept: topic({}, { DeletionPolicy: 'Retain' }),
        KeptToo: topic({}, { DeletionPolicy: 'RetainExceptOnCreate' }),
        Volume: { ...volume, DeletionPolicy: 'Snapshot' },
        NoSnapshot: topic({}, { DeletionPolicy: 'Snapshot' }),
      },
    });
    await cloud.call('DeleteStack', { StackName: 'demo' });
    await cloud.settle();
    expect(await cloud.events(id)).toEqual(
      expect.arrayContaining(['Kept DELETE_SKIPPED', 'KeptToo DELETE_SKIPPED', 'NoSnapshot DELETE_COMPLETE']),
    );
    expect(cloud.effects.filter(({ kind }) => kind === 'cloudformation.snapshot')).toMatchObject([
      { detail: { logicalId: 'Volume' } },
    ]);
  });

  it('of a failed creation keeps Retain but not RetainExceptOnCreate', async () => {
    for (const [flag, kept] of [
      [false, ['Kept']],
      [true, []],
    ] as const) {
      const cloud = new TestCloudFormation();
      cloud.faults.fail({ operation: 'create', logicalId: 'Bad' }, 'no');
      await cloud.create(
        'demo',
        {
          Resources: {
            Kept: topic({}, { DeletionPolicy: 'Retain' }),
            Gone: topic({}, { DeletionPolicy: 'RetainExceptOnCreate' }),
            Bad: topic({}, { DependsOn: ['Kept', 'Gone'] }),
          },
        },
        { RetainExceptOnCreate: flag },
      );
      const skipped = (await cloud.events('demo')).filter((event) => event.endsWith('DELETE_SKIPPED'));
      expect(skipped).toEqual(kept.map((id) => `${id} DELETE_SKIPPED`));
      expect(await cloud.status('demo')).toBe('ROLLBACK_COMPLETE');
    }
  });

  it('is possible from ROLLBACK_COMPLETE, where an update is not', async () => {
    const cloud = new TestCloudFormation();
    cloud.faults.fail({ operation: 'create', logicalId: 'A' }, 'no');
    const id = await cloud.create('demo', chain());
    await expect(cloud.update('demo', chain())).rejects.toThrow(
      `Stack:${id} is in ROLLBACK_COMPLETE state and can not be updated.`,
    );
    await cloud.call('DeleteStack', { StackName: 'demo' });
    await cloud.settle();
    expect(await cloud.status(id)).toBe('DELETE_COMPLETE');
    await expect(cloud.update(id, chain())).rejects.toThrow(
      `Stack:${id} is in DELETE_COMPLETE state and can not be updated.`,
    );
  });

  it('of a stack that failed without rollback is what RollbackStack does when it never was complete', async () => {
    const cloud = new TestCloudFormation();
    cloud.faults.fail({ operation: 'create', logicalId: 'C' }, 'no');
    const id = await cloud.create('demo', chain(), { DisableRollback: true });
    await cloud.call('RollbackStack', { StackName: 'demo' });
    await cloud.settle();
    expect(await cloud.status(id)).toBe('DELETE_COMPLETE');
  });
});

it('a stack whose rollback failed in the middle is deleted with everything that its update made or replaced', async () => {
  const existing = new Set<string>();
  const cloud = new TestCloudFormation({
    behaviours: [
      {
        type: 'AWS::SNS::Topic',
        create: ({ generatedName }) => {
          existing.add(generatedName);
          return { physicalId: generatedName, attributes: {} };
        },
        update: ({ physicalId }) => ({ physicalId, attributes: {} }),
        remove: ({ physicalId }) => existing.delete(physicalId),
      },
    ],
  });
  const user = (name: string) => topic({ DisplayName: name }, { DependsOn: 'Old' });
  const id = await cloud.create('demo', { Resources: { Old: topic(), Aside: topic(), User: user('a') } });
  cloud.faults.fail({ operation: 'create', logicalId: 'Bad' }, 'no');
  const release = cloud.faults.hold({ operation: 'create', logicalId: 'Bad' });
  await cloud.call('UpdateStack', {
    StackName: 'demo',
    TemplateBody: JSON.stringify({
      Resources: {
        Old: topic({ FifoTopic: true }),
        Aside: topic({ FifoTopic: true }),
        User: user('b'),
        Bad: topic({}, { DependsOn: ['User', 'Aside'] }),
      },
    }),
  });
  await cloud.clock.runUntil(async () => (await cloud.status('demo')) === 'UPDATE_ROLLBACK_IN_PROGRESS');
  cloud.faults.fail({ operation: 'update', logicalId: 'User' }, 'stuck');
  release();
  await cloud.settle();
  expect(await cloud.status('demo')).toBe('UPDATE_ROLLBACK_FAILED');
  expect(existing.size).toBe(5);
  await cloud.call('DeleteStack', { StackName: 'demo' });
  await cloud.settle();
  expect(await cloud.status(id)).toBe('DELETE_COMPLETE');
  expect([...existing]).toEqual([]);
});
