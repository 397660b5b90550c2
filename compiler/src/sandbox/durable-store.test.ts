import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runs } from '../../test/helpers/runs.ts';
import { DurableStore } from './durable-store.ts';
import { MemoryStore } from './store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platc-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Change = { readonly table: string; readonly key: string; readonly value: unknown };

const change: fc.Arbitrary<Change> = fc.record({
  table: fc.constantFrom('stacks', 'tasks', '__proto__'),
  key: fc.constantFrom('a', 'b', 'c', 'line\nbreak', '__proto__'),
  value: fc.oneof(fc.constant(undefined), fc.jsonValue()),
});

function apply(store: MemoryStore, changes: readonly Change[]): void {
  for (const { table, key, value } of changes) {
    if (value === undefined) store.delete(table, key);
    else store.put(table, key, value);
  }
}

/** Everything a store holds, in its order, as JSON has it. */
function contents(store: MemoryStore): unknown {
  const tables = ['stacks', 'tasks', '__proto__'].map((table) => store.list(table));
  return JSON.parse(JSON.stringify(tables));
}

async function journal(): Promise<string> {
  const name = (await readdir(folder)).find((file) => file.startsWith('journal-'));
  return join(folder, name ?? 'none');
}

describe('DurableStore', () => {
  it('holds after a reload what was committed, wherever the journal is cut after it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 6 }),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(50, 1_000_000),
        async (batches, unacknowledged, cut, compactAt) => {
          await rm(folder, { recursive: true, force: true });
          const expected = new MemoryStore();
          const store = await DurableStore.open(folder, compactAt);
          for (const batch of batches) {
            apply(store, batch);
            apply(expected, batch);
            await store.commit();
          }
          expect(contents(store)).toEqual(contents(expected));
          const path = await journal();
          const acknowledged = (await readFile(path)).byteLength;
          await store.close();
          const line = JSON.stringify([unacknowledged.map(({ table, key, value }) => [table, key, value])]);
          await appendFile(path, line.slice(0, Math.floor(cut * line.length)));

          const reloaded = await DurableStore.open(folder, compactAt);
          expect(contents(reloaded)).toEqual(contents(expected));
          expect((await readFile(path)).byteLength).toBe(acknowledged);
          await reloaded.close();
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it('takes a commit whole or not at all', async () => {
    const store = await DurableStore.open(folder);
    store.put('stacks', 'a', 1);
    await store.commit();
    const before = (await readFile(await journal())).byteLength;
    store.put('stacks', 'a', 2);
    store.put('stacks', 'b', 2);
    await store.close();
    const whole = await readFile(await journal());
    for (let length = before; length <= whole.byteLength; length += 1) {
      await writeFile(await journal(), whole.subarray(0, length));
      const reloaded = await DurableStore.open(folder);
      const expected =
        length === whole.byteLength
          ? [
              ['a', 2],
              ['b', 2],
            ]
          : [['a', 1]];
      expect(reloaded.list('stacks')).toEqual(expected);
      await reloaded.close();
    }
  });

  it('shares one write among commits that come while another is written', async () => {
    const store = await DurableStore.open(folder);
    const commits = Array.from({ length: 20 }, (_, index) => {
      store.put('tasks', String(index), index);
      return store.commit();
    });
    await Promise.all(commits);
    const lines = (await readFile(await journal(), 'utf8')).split('\n').slice(0, -1);
    expect(lines).toHaveLength(2);
    await store.close();
    const reloaded = await DurableStore.open(folder);
    expect(reloaded.list('tasks')).toHaveLength(20);
    await reloaded.close();
  });

  it('compacts, and ignores what an interrupted compaction left', async () => {
    const store = await DurableStore.open(folder, 100);
    for (let index = 0; index < 50; index += 1) {
      store.put('tasks', String(index % 3), { index, text: 'x'.repeat(20) });
      await store.commit();
    }
    await store.close();
    const files = await readdir(folder);
    expect(files.filter((name) => name.startsWith('journal-'))).toHaveLength(1);
    expect(files).toContain('snapshot.json');
    const generation = Number(/journal-(\d+)/.exec(await journal())?.[1]);
    await cp(await journal(), join(folder, `journal-${generation + 1}.jsonl`));
    await appendFile(join(folder, `journal-${generation + 1}.jsonl`), '[["tasks","0"]]\n');
    await writeFile(join(folder, 'snapshot.json.1.new'), '{"generation":');

    const reloaded = await DurableStore.open(folder, 100);
    expect(reloaded.list<{ index: number }>('tasks').map(([key, { index }]) => [key, index])).toEqual([
      ['0', 48],
      ['1', 49],
      ['2', 47],
    ]);
    await reloaded.close();
  });

  it('keeps the order in which keys were first put', async () => {
    const store = await DurableStore.open(folder, 10);
    for (const key of ['c', 'a', 'b']) store.put('t', key, 1);
    await store.commit();
    store.put('t', 'c', 2);
    store.delete('t', 'a');
    store.put('t', 'a', 3);
    await store.close();
    const reloaded = await DurableStore.open(folder, 10);
    expect(reloaded.list('t')).toEqual([
      ['c', 2],
      ['b', 1],
      ['a', 3],
    ]);
    await reloaded.close();
  });

  it('does not load a journal that is damaged in its middle', async () => {
    const store = await DurableStore.open(folder);
    store.put('t', 'a', 1);
    await store.close();
    await appendFile(await journal(), '[["t","a"\n[["t","a",2]]\n');
    await expect(DurableStore.open(folder)).rejects.toThrow(SyntaxError);
  });

  it('rejects a commit that cannot be written', async () => {
    const store = await DurableStore.open(folder);
    await store.close();
    store.put('t', 'a', 1);
    await expect(store.commit()).rejects.toThrow('the store is closed');
    await expect(store.commit()).rejects.toThrow('the store is closed');
  });

  it('refuses a value that is none', async () => {
    const store = await DurableStore.open(folder);
    expect(() => store.put('t', 'a', undefined)).toThrow('t a was put without a value');
    await store.close();
  });
});
