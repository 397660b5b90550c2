import { describe, expect, it } from 'vitest';
import { TestCloudFormation } from './harness.ts';
import { topic } from './templates.ts';

function exporting(value: string, name = 'shared') {
  return {
    Resources: { A: topic() },
    Outputs: { O: { Value: value, Export: { Name: { 'Fn::Sub': name } } } },
  };
}

const importing = { Resources: { B: topic({ DisplayName: { 'Fn::ImportValue': 'shared' } }) } };

describe('exports', () => {
  it('are listed, imported, and neither changed nor deleted while they are in use', async () => {
    const cloud = new TestCloudFormation();
    const id = await cloud.create('owner', exporting('v'));
    await cloud.create('one', importing);
    await cloud.create('two', importing);
    expect((await cloud.call('ListExports')).Exports).toEqual([
      { ExportingStackId: id, Name: 'shared', Value: 'v' },
    ]);
    expect((await cloud.call('ListImports', { ExportName: 'shared' })).Imports).toEqual(['one', 'two']);
    await cloud.call('DeleteStack', { StackName: 'owner', ClientRequestToken: 'mine' });
    await cloud.settle();
    const { StackEvents: events } = await cloud.call('DescribeStackEvents', { StackName: 'owner' });
    expect(
      events.map((event: { ClientRequestToken?: string }) => event.ClientRequestToken).slice(0, 3),
    ).toEqual(['mine', 'mine', undefined]);
    expect(await cloud.stack('owner')).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      StackStatusReason: 'Export shared cannot be deleted as it is in use by one and two',
    });
    await cloud.update('owner', exporting('w'));
    expect(await cloud.events('owner')).toContain(
      'owner UPDATE_ROLLBACK_IN_PROGRESS | Export shared cannot be updated as it is in use by one and two',
    );
    for (const user of ['one', 'two']) await cloud.call('DeleteStack', { StackName: user });
    await cloud.settle();
    await expect(cloud.call('ListImports', { ExportName: 'shared' })).rejects.toThrow(
      'is not imported by any stack',
    );
    await cloud.call('DeleteStack', { StackName: 'owner' });
    await cloud.settle();
    expect(await cloud.status(id)).toBe('DELETE_COMPLETE');
    expect((await cloud.call('ListExports')).Exports).toEqual([]);
  });

  it('are free again when the update that would use them is rolled back', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('owner', exporting('v'));
    await cloud.create('user', { Resources: { B: topic() } });
    cloud.faults.fail({ operation: 'update', logicalId: 'B' }, 'no');
    await cloud.update('user', importing);
    expect(await cloud.status('user')).toBe('UPDATE_ROLLBACK_COMPLETE');
    await expect(cloud.call('ListImports', { ExportName: 'shared' })).rejects.toThrow(
      'is not imported by any stack',
    );
  });

  it('that do not exist fail the stack before anything is made', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('user', importing);
    expect(await cloud.events('user')).toEqual([
      'user CREATE_IN_PROGRESS | User Initiated',
      'user ROLLBACK_IN_PROGRESS | No export named shared found. Rollback requested by user.',
      'user ROLLBACK_COMPLETE',
    ]);
  });

  it('belong to one stack of a region, and each region has its own', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('first', exporting('v'));
    await cloud.create('second', exporting('v'));
    expect(await cloud.events('second')).toContain(
      'second ROLLBACK_IN_PROGRESS | Export with name shared is already exported by stack first. Rollback requested by user.',
    );
    await cloud.call(
      'CreateStack',
      { StackName: 'first', TemplateBody: JSON.stringify(exporting('v')) },
      'us-east-1',
    );
    await cloud.settle();
    expect((await cloud.call('ListExports', {}, 'us-east-1')).Exports).toHaveLength(1);
    expect((await cloud.call('DescribeStacks', {}, 'us-east-1')).Stacks).toMatchObject([
      { StackName: 'first', StackStatus: 'CREATE_COMPLETE' },
    ]);
  });

  it('with a name that is not a text fail the stack', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('owner', { Resources: { A: topic() }, Outputs: { O: { Value: ['a'] } } });
    expect(await cloud.status('owner')).toBe('ROLLBACK_COMPLETE');
  });
});
