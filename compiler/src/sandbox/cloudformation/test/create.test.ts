import { describe, expect, it } from 'vitest';
import { TestCloudFormation } from './harness.ts';
import { chain, pair, ref, topic } from './templates.ts';

const create = { operation: 'create' } as const;

describe('creating a stack', () => {
  it('directly goes from CREATE_IN_PROGRESS to CREATE_COMPLETE and has no time of update', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain());
    expect(await cloud.path('demo')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
    expect(await cloud.stack('demo')).not.toHaveProperty('LastUpdatedTime');
  });

  it('starts what is independent at once and what depends when its dependencies are complete', async () => {
    const cloud = new TestCloudFormation();
    const release = cloud.faults.hold({ ...create, logicalId: 'A' });
    await cloud.create('demo', {
      Resources: { A: topic(), Free: topic(), B: topic({ DisplayName: ref('A') }) },
    });
    expect(await cloud.status('demo')).toBe('CREATE_IN_PROGRESS');
    const { StackResources: resources } = await cloud.call('DescribeStackResources', { StackName: 'demo' });
    expect(resources.map((resource: { ResourceStatus: string }) => resource.ResourceStatus)).toEqual([
      'CREATE_IN_PROGRESS',
      'CREATE_COMPLETE',
    ]);
    release();
    await cloud.settle();
    expect(await cloud.status('demo')).toBe('CREATE_COMPLETE');
  });

  it('rolls a failure back in reverse order and cancels siblings', async () => {
    const cloud = new TestCloudFormation();
    cloud.faults.hold({ ...create, logicalId: 'Slow' });
    cloud.faults.fail({ ...create, logicalId: 'C' }, 'The service said no.');
    await cloud.create('demo', { Resources: { ...(chain()['Resources'] as object), Slow: topic() } });
    expect((await cloud.events('demo')).slice(10)).toEqual([
      'C CREATE_FAILED | The service said no.',
      'Slow CREATE_FAILED | Resource creation cancelled',
      'demo ROLLBACK_IN_PROGRESS | The following resource(s) failed to create: [Slow, C]. Rollback requested by user.',
      'C DELETE_COMPLETE',
      'B DELETE_IN_PROGRESS',
      'Slow DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'Slow DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'demo ROLLBACK_COMPLETE',
    ]);
    expect(await cloud.path('demo')).toEqual([
      'CREATE_IN_PROGRESS',
      'ROLLBACK_IN_PROGRESS',
      'ROLLBACK_COMPLETE',
    ]);
  });

  it('ends in ROLLBACK_FAILED when a deletion fails on the way back', async () => {
    const cloud = new TestCloudFormation();
    cloud.faults.fail({ ...create, logicalId: 'C' }, 'no');
    cloud.faults.fail({ operation: 'delete', logicalId: 'B' }, 'still in use');
    await cloud.create('demo', chain());
    expect(await cloud.stack('demo')).toMatchObject({
      StackStatus: 'ROLLBACK_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [B]. ',
    });
  });

  it.each([{ DisableRollback: true }, { OnFailure: 'DO_NOTHING' }])(
    'stays in CREATE_FAILED with %o, good resources kept',
    async (option) => {
      const cloud = new TestCloudFormation();
      cloud.faults.fail({ ...create, logicalId: 'One' }, 'no');
      await cloud.create('demo', pair({}, {}), option);
      expect(await cloud.path('demo')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_FAILED']);
      expect(await cloud.events('demo')).toContain('Two CREATE_COMPLETE');
      expect((await cloud.stack('demo')).StackStatusReason).toBe(
        'The following resource(s) failed to create: [One].',
      );
    },
  );

  it('deletes the stack with OnFailure DELETE', async () => {
    const cloud = new TestCloudFormation();
    cloud.faults.fail({ ...create, logicalId: 'B' }, 'no');
    const id = await cloud.create('demo', chain(), { OnFailure: 'DELETE' });
    expect(await cloud.path(id)).toEqual(['CREATE_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
  });

  it('rolls back when it takes longer than TimeoutInMinutes', async () => {
    const cloud = new TestCloudFormation();
    cloud.faults.hold({ ...create, logicalId: 'A' });
    await cloud.create('demo', chain(), { TimeoutInMinutes: 5 });
    expect(await cloud.status('demo')).toBe('ROLLBACK_COMPLETE');
    expect(await cloud.events('demo')).toContain(
      'demo ROLLBACK_IN_PROGRESS | Stack creation time exceeded the specified timeout. Rollback requested by user.',
    );
  });

  it('fails a resource whose properties do not fit, with the reason of the schema', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', { Resources: { One: topic({ Colour: 'red' }) } });
    expect(await cloud.events('demo')).toContain(
      'One CREATE_FAILED | Properties validation failed for resource One with message:\n#: extraneous key [Colour] is not permitted',
    );
  });

  it('fails as a whole for an attribute that a type does not have', async () => {
    const cloud = new TestCloudFormation();
    await cloud.create('demo', chain('one', { Outputs: { O: { Value: { 'Fn::GetAtt': ['A', 'Nope'] } } } }));
    expect((await cloud.events('demo'))[1]).toBe(
      'demo ROLLBACK_IN_PROGRESS | [Error] /Outputs/O/Value/Fn::GetAtt: Resource type AWS::SNS::Topic does not support attribute {Nope}. Rollback requested by user.',
    );
    expect(await cloud.status('demo')).toBe('ROLLBACK_COMPLETE');
  });

  it('refuses a name that another stack has taken', async () => {
    const cloud = new TestCloudFormation();
    const group = {
      Resources: { Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/demo' } } },
    };
    const id = await cloud.create('first', group);
    await cloud.create('second', group);
    expect(await cloud.events('second')).toContain(
      `Group CREATE_FAILED | /demo already exists in stack ${id}`,
    );
    await cloud.call('DeleteStack', { StackName: 'first' });
    await cloud.settle();
    await cloud.create('third', group);
    expect(await cloud.status('third')).toBe('CREATE_COMPLETE');
  });

  it('hands providers the tags of the stack, its own marks and the name by the naming rule', async () => {
    const seen: unknown[] = [];
    const cloud = new TestCloudFormation({
      behaviours: [
        {
          type: 'AWS::SNS::Topic',
          create: (request) => {
            seen.push(request);
            return { physicalId: 'arn', attributes: {} };
          },
          update: () => ({ physicalId: 'arn', attributes: {} }),
          remove: () => undefined,
        },
      ],
    });
    const id = await cloud.create(
      'demo',
      { Resources: { One: topic({ Tags: [{ Key: 'own', Value: '1' }] }) } },
      { Tags: [{ Key: 'app', Value: 'x' }] },
    );
    expect(seen).toMatchObject([
      {
        generatedName: expect.stringMatching(/^demo-One-[A-Za-z0-9]{12}$/),
        tags: {
          app: 'x',
          own: '1',
          'aws:cloudformation:stack-name': 'demo',
          'aws:cloudformation:stack-id': id,
          'aws:cloudformation:logical-id': 'One',
        },
      },
    ]);
  });

  it('fails a resource that its behaviour refuses, or that does not settle well', async () => {
    const failing = (settled: boolean) =>
      new TestCloudFormation({
        behaviours: [
          {
            type: 'AWS::SNS::Topic',
            create: () => {
              if (!settled) throw new TypeError('boom');
              return { physicalId: 'arn', attributes: {} };
            },
            update: () => ({ physicalId: 'arn', attributes: {} }),
            remove: () => undefined,
            settled: (_, operation) => (operation === 'create' ? { failed: 'never healthy' } : 'done'),
          },
        ],
      });
    for (const [settled, reason] of [
      [false, 'Internal Failure (boom)'],
      [true, 'never healthy'],
    ] as const) {
      const cloud = failing(settled);
      await cloud.create('demo', { Resources: { One: topic() } });
      expect(await cloud.events('demo')).toContain(`One CREATE_FAILED | ${reason}`);
      expect(await cloud.status('demo')).toBe('ROLLBACK_COMPLETE');
    }
  });
});
