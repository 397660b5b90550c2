import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../../../../test/helpers/runs.ts';
import { TestCloudFormation } from './harness.ts';
import { ref, topic } from './templates.ts';

/** One resource of a template: left out, or made with these properties, depending on some that come before it. */
const resource = fc.option(
  fc.record({ name: fc.constantFrom('a', 'b'), fifo: fc.boolean(), uses: fc.subarray([0, 1, 2, 3]) }),
);
const templates = fc
  .array(resource, { minLength: 5, maxLength: 5 })
  .filter((resources) => resources.some((one) => one !== null))
  .map((resources) => ({
    Resources: Object.fromEntries(
      resources.flatMap((one, index) => {
        if (!one) return [];
        const used = one.uses.filter((other) => other < index && resources[other]);
        const properties = {
          DisplayName: { 'Fn::Join': ['-', [one.name, ...used.map((other) => ref(`R${other}`))]] },
          ...(one.fifo && { FifoTopic: true }),
        };
        return [[`R${index}`, topic(properties)]];
      }),
    ),
  }));
const fault = fc.record({
  logicalId: fc.constantFrom('R0', 'R1', 'R2', 'R3', 'R4'),
  operation: fc.constantFrom('create' as const, 'update' as const, 'delete' as const),
});
const round = fc.record({
  template: templates,
  faults: fc.array(fault, { maxLength: 2 }),
  cancelAt: fc.option(fc.integer({ min: 0, max: 30 })),
  disableRollback: fc.boolean(),
});

it('whatever is asked for and whatever fails, what exists is what the stack says, and a deletion leaves nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
      const existing = new Map<string, string>();
      const cloud = new TestCloudFormation({
        behaviours: [
          {
            type: 'AWS::SNS::Topic',
            create: ({ generatedName, properties }) => {
              existing.set(generatedName, JSON.stringify(properties));
              return { physicalId: generatedName, attributes: {} };
            },
            update: ({ physicalId, properties }) => {
              if (!existing.has(physicalId)) throw new Error(`${physicalId} is gone`);
              existing.set(physicalId, JSON.stringify(properties));
              return { physicalId, attributes: {} };
            },
            remove: ({ physicalId }) => void existing.delete(physicalId),
          },
        ],
      });
      for (const { faults, ...next } of rounds) {
        // A deletion that fails three times in a cleanup leaves its resource behind, as documented.
        cloud.faults.clear();
        for (const target of faults) cloud.faults.fail(target, 'no');
        await proceed(cloud, next);
        await check(cloud, existing);
      }
      for (let attempt = 0; attempt < 30 && (await statusOf(cloud)) !== undefined; attempt += 1) {
        await cloud.call('DeleteStack', { StackName: 'demo' });
        await cloud.settle();
      }
      expect(await statusOf(cloud)).toBeUndefined();
      expect([...existing.keys()]).toEqual([]);
    }),
    { numRuns: runs(80) },
  );
});

interface Next {
  readonly template: unknown;
  readonly cancelAt: number | null;
  readonly disableRollback: boolean;
}

/** The next thing that the status of the stack allows. */
async function proceed(
  cloud: TestCloudFormation,
  { template, cancelAt, disableRollback }: Next,
): Promise<void> {
  const status = await statusOf(cloud);
  const paused = status === 'CREATE_FAILED' || status === 'UPDATE_FAILED';
  if (status === undefined) {
    await cloud.create('demo', template, { DisableRollback: disableRollback });
  } else if (status === 'UPDATE_ROLLBACK_FAILED') {
    await cloud.call('ContinueUpdateRollback', { StackName: 'demo' });
  } else if (paused && !disableRollback) {
    await cloud.call('RollbackStack', { StackName: 'demo' });
  } else if (status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED' || status === 'DELETE_FAILED') {
    await cloud.call('DeleteStack', { StackName: 'demo' });
  } else {
    await updateAndCancel(cloud, { template, cancelAt, disableRollback });
  }
  await cloud.settle();
}

async function updateAndCancel(
  cloud: TestCloudFormation,
  { template, cancelAt, disableRollback }: Next,
): Promise<void> {
  const body = {
    StackName: 'demo',
    TemplateBody: JSON.stringify(template),
    DisableRollback: disableRollback,
  };
  try {
    await cloud.call('UpdateStack', body);
  } catch (error) {
    expect(error).toMatchObject({ message: 'No updates are to be performed.' });
    return;
  }
  if (cancelAt === null) return;
  await cloud.clock.advance(cancelAt);
  if ((await cloud.status('demo')) === 'UPDATE_IN_PROGRESS') {
    await cloud.call('CancelUpdateStack', { StackName: 'demo' });
  }
}

async function statusOf(cloud: TestCloudFormation): Promise<string | undefined> {
  const { Stacks: stacks } = await cloud.call('DescribeStacks');
  return stacks[0]?.StackStatus;
}

async function check(cloud: TestCloudFormation, existing: ReadonlyMap<string, string>): Promise<void> {
  const status = await statusOf(cloud);
  expect(status ?? 'DELETE_COMPLETE').toMatch(/_(COMPLETE|FAILED)$/);
  const gone = status === undefined || status === 'ROLLBACK_COMPLETE';
  expect(gone ? [...existing.keys()] : []).toEqual([]);
  if (!['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'].includes(status ?? '')) return;
  const { StackResources: resources } = await cloud.call('DescribeStackResources', { StackName: 'demo' });
  expect(resources.map((one: Record<string, string>) => one['PhysicalResourceId']).toSorted()).toEqual(
    [...existing.keys()].toSorted(),
  );
  const { TemplateBody: body } = await cloud.call('GetTemplate', { StackName: 'demo' });
  expect(resources.map((one: Record<string, string>) => one['LogicalResourceId']).toSorted()).toEqual(
    Object.keys(JSON.parse(body).Resources).toSorted(),
  );
  // Nothing is left to do for the template that the stack says it has: its resources are as it wants them.
  await expect(cloud.call('UpdateStack', { StackName: 'demo', TemplateBody: body })).rejects.toThrow(
    'No updates are to be performed.',
  );
}
