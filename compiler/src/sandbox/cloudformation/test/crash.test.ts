import { describe, expect, it } from 'vitest';
import type { ResourceBehaviour } from '../../resource-behaviour.ts';
import { MemoryStore, type Store } from '../../store.ts';
import { TestClock } from '../../test-clock.ts';
import { ResourceFaults } from '../faults.ts';
import { TestCloudFormation } from './harness.ts';
import { ref, topic } from './templates.ts';

/** A store that dies at a given write and keeps only what was written before, as a killed process does. */
class MortalStore extends MemoryStore {
  writes = 0;
  dieAt = Infinity;

  override put(table: string, key: string, value: unknown): void {
    this.#count();
    super.put(table, key, structuredClone(value));
  }

  override delete(table: string, key: string): void {
    this.#count();
    super.delete(table, key);
  }

  /** What would be read from the disk. */
  survivor(): MortalStore {
    const copy = new MortalStore();
    for (const [table, records] of this.tables) {
      for (const [key, value] of records) copy.put(table, key, value);
    }
    copy.writes = 0;
    return copy;
  }

  #count(): void {
    if (this.writes >= this.dieAt) throw new Error('killed');
    this.writes += 1;
  }
}

/** Topics that take two looks to settle, and a ledger of which exist. */
function ledger(store: Store): ResourceBehaviour {
  return {
    type: 'AWS::SNS::Topic',
    create: ({ generatedName, properties }) => {
      store.put('ledger', generatedName, { state: properties['DisplayName'] ?? '' });
      return { physicalId: generatedName, attributes: {} };
    },
    update: ({ generatedName, properties, physicalId }) => {
      store.put('ledger', generatedName, { state: properties['DisplayName'] ?? '' });
      return { physicalId, attributes: {} };
    },
    remove: ({ generatedName }) => store.delete('ledger', generatedName),
    settled: ({ generatedName }) => {
      const looks = store.get<number>('looks', generatedName) ?? 0;
      store.put('looks', generatedName, looks + 1);
      return looks % 2 === 1 ? 'done' : 'pending';
    },
  };
}

const FIRST = {
  Resources: {
    A: topic({ DisplayName: '1' }),
    B: topic({ DisplayName: ref('A') }),
    Gone: topic({ DisplayName: ref('B') }),
  },
  Outputs: { O: { Value: ref('B') } },
};
const SECOND = {
  Resources: {
    A: topic({ DisplayName: '2', FifoTopic: true }),
    B: topic({ DisplayName: ref('A') }),
    New: topic({ DisplayName: ref('B') }),
  },
  Outputs: { O: { Value: ref('B') } },
};

let seed = 1;

/** Each start has random numbers of its own, as each process has. */
function open(store: MortalStore, faults?: ResourceFaults): TestCloudFormation {
  const clock = new TestClock(undefined, () => Promise.resolve());
  seed += 7919;
  return new TestCloudFormation({
    store,
    clock,
    seed,
    behaviours: [ledger(store)],
    ...(faults && { faults }),
  });
}

/** What counts in the end: statuses of stack and resources, what exists, the events without repeated times. */
async function outcome(cloud: TestCloudFormation, id: string) {
  const { StackStatus: status, Outputs: outputs } = await cloud.stack(id);
  const { StackResourceSummaries: resources } = await cloud.call('ListStackResources', { StackName: id });
  return {
    status,
    outputs: outputs?.length,
    resources: resources.map((resource: Record<string, string>) => [
      resource['LogicalResourceId'],
      resource['ResourceStatus'],
    ]),
    existing: cloud.store
      .list<{ state: string }>('ledger')
      .map(([, { state }]) => state.replace(/-[A-Za-z0-9]{12}$/, ''))
      .toSorted(),
    events: (await cloud.events(id)).toSorted(),
  };
}

interface Scenario {
  readonly name: string;
  readonly prepare: (cloud: TestCloudFormation) => Promise<string>;
  readonly act: (cloud: TestCloudFormation, id: string) => Promise<unknown>;
  readonly failing?: { readonly logicalId: string; readonly operation: 'create' | 'update' };
}

const update = (cloud: TestCloudFormation) =>
  cloud.call('UpdateStack', { StackName: 'demo', TemplateBody: JSON.stringify(SECOND) });
const scenarios: readonly Scenario[] = [
  {
    name: 'create',
    prepare: async () => '',
    act: (cloud) => cloud.call('CreateStack', { StackName: 'demo', TemplateBody: JSON.stringify(FIRST) }),
  },
  {
    name: 'update with replacement and removal',
    prepare: (cloud) => cloud.create('demo', FIRST),
    act: update,
  },
  {
    name: 'update that fails and rolls back',
    prepare: (cloud) => cloud.create('demo', FIRST),
    act: update,
    failing: { logicalId: 'New', operation: 'create' },
  },
  {
    name: 'create that fails and rolls back',
    prepare: async () => '',
    act: (cloud) => cloud.call('CreateStack', { StackName: 'demo', TemplateBody: JSON.stringify(FIRST) }),
    failing: { logicalId: 'Gone', operation: 'create' },
  },
  {
    name: 'delete',
    prepare: (cloud) => cloud.create('demo', FIRST),
    act: (cloud) => cloud.call('DeleteStack', { StackName: 'demo' }),
  },
];

describe.each(scenarios)('killed at any write of a $name', ({ prepare, act, failing }) => {
  it('a new start comes to the same end, and nothing exists twice', async () => {
    const faults = new ResourceFaults();
    if (failing) faults.fail(failing, 'no', Infinity);
    const base = new MortalStore();
    const before = open(base);
    const prepared = await prepare(before);
    await before.service.stop?.();

    const calm = open(base.survivor(), faults);
    await calm.service.start?.();
    const accepted = (await act(calm, prepared)) as { StackId?: string };
    const id = accepted.StackId ?? prepared;
    await calm.settle();
    const expected = await outcome(calm, id);
    const total = (calm.store as MortalStore).writes;
    expect(total).toBeGreaterThan(20);

    for (let dieAt = 1; dieAt < total; dieAt += 1) {
      const store = base.survivor();
      const doomed = open(store, faults);
      await doomed.service.start?.();
      store.dieAt = dieAt;
      await expect(
        Promise.resolve(act(doomed, prepared)).then(() => doomed.settle()),
        `write ${dieAt}`,
      ).rejects.toThrow('killed');
      const reborn = open(store.survivor(), faults);
      await reborn.service.start?.();
      await reborn.settle();
      const { StackSummaries: stacks } = await reborn.call('ListStacks');
      const [stack] = stacks;
      // Killed before the request was noted: the caller had no answer and asks again.
      if (!stack || stack.StackStatus === (await statusBefore(base, prepared))) {
        await act(reborn, prepared);
        await reborn.settle();
      }
      const { StackSummaries: again } = await reborn.call('ListStacks');
      expect(again).toHaveLength(1);
      expect(await outcome(reborn, again[0].StackId), `write ${dieAt}`).toEqual(expected);
    }
  });
});

async function statusBefore(base: MortalStore, id: string): Promise<string | undefined> {
  return id === '' ? undefined : await open(base.survivor()).status(id);
}
