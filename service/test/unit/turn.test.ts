import { setImmediate as turn } from 'node:timers/promises';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchPressure } from '../../src/plugins/pressure.ts';
import { Turn } from '../../src/turn.ts';

/** The time as `performance.now()` says it. */
let now: number;
beforeEach(() => {
  now = 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Requests of one turn, each of which takes so many milliseconds; how many are taken. */
async function taken(loop: Pick<Turn, 'isOver'>, requests: number, each: number): Promise<number> {
  let count = 0;
  for (let request = 0; request < requests; request += 1) {
    if (loop.isOver()) continue;
    count += 1;
    now += each;
  }
  await turn();
  return count;
}

describe('a turn of the event loop', () => {
  it('takes what comes in it while it is short', async () => {
    expect(await taken(new Turn(1_000), 1_000, 0.1)).toBe(1_000);
  });

  it('takes everything of one that is long by accident', async () => {
    const loop = new Turn(1_000);
    expect(await taken(loop, 100, 50)).toBe(100);
    now += 2_001;
    expect(await taken(loop, 100, 50)).toBe(100);
  });

  it('turns away what has waited too long in the second long one', async () => {
    const loop = new Turn(1_000);
    await taken(loop, 5, 250);
    expect(await taken(loop, 9, 250)).toBe(5);
  });

  it('turns away much sooner where many have come', async () => {
    const loop = new Turn(1_000);
    await taken(loop, 15, 20);
    expect(await taken(loop, 100, 20)).toBe(11);
    now += 10_000;
    await taken(loop, 1_000, 1);
    expect(await taken(loop, 1_000, 1)).toBe(201);
  });

  it('that was cut short is followed by a rest, and then by one like it', async () => {
    const loop = new Turn(1_000);
    await taken(loop, 100, 20);
    await taken(loop, 100, 20);
    now += 21;
    expect(await taken(loop, 100, 20)).toBe(0);
    now += 2;
    expect(await taken(loop, 100, 20)).toBe(11);
  });

  it('is a new one each time: many short ones do not add up', async () => {
    const loop = new Turn(1_000);
    for (let turns = 0; turns < 50; turns += 1) expect(await taken(loop, 9, 100)).toBe(9);
  });

  it.each([250, 3_000])('takes its one request, however slow those before it were: %i ms', async (each) => {
    const loop = new Turn(1_000);
    for (let turns = 0; turns < 50; turns += 1) expect(await taken(loop, 1, each)).toBe(1);
  });

  it.each([
    [0, 100],
    [2_000, 10],
    [5_000, 21],
  ])('has the time that MAX_EVENT_LOOP_DELAY says: %i ms', async (maxEventLoopDelay, expected) => {
    const app = Fastify();
    onTestFinished(() => app.close());
    const isOver = await watchPressure(app, { maxEventLoopDelay, maxHeap: 2 ** 40 });
    await taken({ isOver }, 100, 50);
    expect(await taken({ isOver }, 100, 50)).toBe(expected);
  });
});
