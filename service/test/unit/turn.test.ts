import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
async function taken(loop: Turn, requests: number, each: number): Promise<number> {
  let count = 0;
  for (let request = 0; request < requests; request += 1) {
    if (loop.isOver(now)) continue;
    count += 1;
    now += each;
  }
  await turn();
  return count;
}

describe('a turn of the event loop', () => {
  it('takes what comes in it while it is short', async () => {
    expect(await taken(new Turn(), 1_000, 0.1)).toBe(1_000);
  });

  it('takes everything of one that is long by accident', async () => {
    const loop = new Turn();
    expect(await taken(loop, 100, 50)).toBe(100);
    now += 1_001;
    expect(await taken(loop, 100, 50)).toBe(100);
  });

  it('turns away what comes late in the second long one', async () => {
    const loop = new Turn();
    await taken(loop, 5, 50);
    expect(await taken(loop, 100, 50)).toBe(5);
  });

  it('that was cut short is followed by a rest, and then by one like it', async () => {
    const loop = new Turn();
    await taken(loop, 5, 50);
    await taken(loop, 100, 50);
    now += 24;
    expect(await taken(loop, 100, 50)).toBe(0);
    now += 2;
    expect(await taken(loop, 100, 50)).toBe(5);
  });

  it('is a new one each time: many short ones do not add up', async () => {
    const loop = new Turn();
    for (let turns = 0; turns < 50; turns += 1) expect(await taken(loop, 1, 20)).toBe(1);
  });
});
