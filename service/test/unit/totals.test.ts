import { Counter, Gauge, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import type { Channel } from '../../src/cluster/channel.ts';
import type { WorkerProcess } from '../../src/cluster/worker-process.ts';
import { Totals } from '../../src/cluster/totals.ts';
import { snapshotOf, sumOf } from '../../src/metrics/snapshot.ts';
import { channelPair } from '../channels.ts';

function fakeWorker(id: number) {
  const registry = new Registry();
  const registers = [registry];
  const things = new Counter({ name: 'things_total', help: 'Things', registers });
  const open = new Gauge({ name: 'open_things', help: 'Open things', registers });
  const { here, there, close } = channelPair();
  there.answer('snapshot', () => snapshotOf(registry));
  const worker: WorkerProcess = {
    id,
    pid: id,
    channel: here,
    kill: () => {},
    terminate: () => {},
    exited: new Promise(() => {}),
  };
  return { worker, things, open, close, registry, there };
}

const nothing = async () => [];

describe('the totals', () => {
  it('add up all workers and the primary', async () => {
    const [a, b] = [fakeWorker(1), fakeWorker(2)];
    const own = new Registry();
    new Counter({ name: 'things_total', help: 'Things', registers: [own] }).inc(100);
    const totals = new Totals(
      () => [a.worker, b.worker],
      () => snapshotOf(own),
    );
    a.things.inc(3);
    b.things.inc(4);
    b.open.set(2);
    expect(await totals.text()).toContain('things_total 107\n');
    expect(sumOf(await totals.snapshot(), 'open_things')).toBe(2);
  });

  it('keep what a worker counted that is gone, but not what it had open', async () => {
    const workers = new Map([1, 2].map((id) => [id, fakeWorker(id)]));
    const totals = new Totals(() => [...workers.values()].map(({ worker }) => worker), nothing);
    const [first] = workers.values();
    first?.things.inc(5);
    first?.open.set(1);
    expect(sumOf(await totals.snapshot(), 'things_total')).toBe(5);

    first?.things.inc(2);
    if (first) totals.keep(1, await snapshotOf(first.registry));
    workers.delete(1);
    totals.bury(1);
    totals.bury(99);
    const after = await totals.snapshot();
    expect([sumOf(after, 'things_total'), sumOf(after, 'open_things')]).toEqual([7, 0]);
  });

  it('count a worker that does not answer as it was when it last did', async () => {
    const fake = fakeWorker(1);
    const totals = new Totals(() => [fake.worker], nothing);
    fake.things.inc(5);
    await totals.snapshot();
    fake.things.inc(5);
    fake.close();
    expect(sumOf(await totals.snapshot(), 'things_total')).toBe(5);
  });

  it('stay right over many deaths, also while they are added up', async () => {
    const totals = new Totals(() => [], nothing);
    const channels: Channel[] = [];
    for (let id = 1; id <= 40; id += 1) {
      const fake = fakeWorker(id);
      channels.push(fake.there);
      fake.things.inc(id);
      totals.keep(id, await snapshotOf(fake.registry));
      totals.bury(id);
      expect(sumOf(await totals.snapshot(), 'things_total')).toBe((id * (id + 1)) / 2);
    }
    expect(sumOf(await totals.snapshot(), 'things_total')).toBe(820);
  });
});
