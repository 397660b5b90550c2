import { beforeEach, describe, expect, it } from 'vitest';
import { TestCloudFormation } from './harness.ts';
import { topic } from './templates.ts';

/** What exists, by physical id. */
let existing: Set<string>;
let cloud: TestCloudFormation;
beforeEach(() => {
  existing = new Set();
  cloud = new TestCloudFormation({
    behaviours: [
      {
        type: 'AWS::SNS::Topic',
        create({ generatedName }) {
          existing.add(generatedName);
          return { physicalId: generatedName, attributes: {} };
        },
        update: ({ physicalId }) => ({ physicalId, attributes: {} }),
        remove: ({ physicalId }) => void existing.delete(physicalId),
      },
    ],
  });
});

const update = (resources: object, more = {}) =>
  cloud.call('UpdateStack', {
    StackName: 'demo',
    TemplateBody: JSON.stringify({ Resources: resources }),
    DisableRollback: true,
    ...more,
  });

describe('what a creation had made when it was cancelled', () => {
  /** Of a stack that never was complete, so that there is nothing to roll back to. */
  const cancelled = async () => {
    cloud.faults.fail({ logicalId: 'R', operation: 'create' }, 'no');
    await cloud.create('demo', { Resources: { R: topic() } }, { DisableRollback: true });
    const release = cloud.faults.hold({ logicalId: 'R', operation: 'create' });
    await update({ R: topic() });
    await cloud.clock.advance(1_000);
    await cloud.call('CancelUpdateStack', { StackName: 'demo' });
    await cloud.settle();
    release();
    expect(await cloud.status('demo')).toBe('UPDATE_FAILED');
    expect(existing.size).toBe(1);
  };

  it('is removed before it is made anew', async () => {
    await cancelled();
    await update({ R: topic() });
    await cloud.settle();
    expect(await cloud.status('demo')).toBe('UPDATE_COMPLETE');
    expect(existing.size).toBe(1);
  });

  it('is not forgotten where the next update is cancelled at once', async () => {
    await cancelled();
    await update({ R: topic({ DisplayName: 'again' }) });
    await cloud.clock.advance(0);
    await cloud.call('CancelUpdateStack', { StackName: 'demo' });
    await cloud.settle();
    await cloud.call('DeleteStack', { StackName: 'demo' });
    await cloud.settle();
    expect([...existing]).toEqual([]);
  });

  it('nor where the next one has a property that there is not', async () => {
    await cancelled();
    await update({ R: topic({ Colour: 'red' }) });
    await cloud.settle();
    expect(await cloud.status('demo')).toBe('UPDATE_FAILED');
    await cloud.call('RollbackStack', { StackName: 'demo' });
    await cloud.settle();
    expect([...existing]).toEqual([]);
  });
});
