import { describe, expect, it } from 'vitest';
import { TestClock } from './test-clock.ts';

describe('TestClock', () => {
  it('runs what falls due in the order of time, also what tasks set anew', async () => {
    const clock = new TestClock(1000);
    const ran: [string, number][] = [];
    clock.after(30, () => ran.push(['late', clock.now()]));
    clock.after(10, () => {
      ran.push(['early', clock.now()]);
      clock.after(10, () => ran.push(['anew', clock.now()]));
    });
    clock.after(10, () => ran.push(['second of a time', clock.now()]));
    clock.after(31, () => ran.push(['not yet', clock.now()]));
    await clock.advance(30);
    expect(ran).toEqual([
      ['early', 1010],
      ['second of a time', 1010],
      ['anew', 1020],
      ['late', 1030],
    ]);
    expect(clock.now()).toBe(1030);
    expect(clock.pending).toBe(1);
  });

  it('lets promises settle before time goes on', async () => {
    const clock = new TestClock(0);
    const ran: string[] = [];
    clock.after(1, () => {
      void (async () => {
        await Promise.resolve();
        await new Promise((resolve) => setImmediate(resolve));
        ran.push('settled');
      })();
    });
    clock.after(2, () => ran.push('next'));
    await clock.advance(2);
    expect(ran).toEqual(['settled', 'next']);
  });

  it('does not run what was cancelled', async () => {
    const clock = new TestClock(0);
    let ran = false;
    clock.after(1, () => (ran = true))();
    await clock.advance(5);
    expect(ran).toBe(false);
  });

  it('moves until a condition holds, and says why it does not come', async () => {
    const clock = new TestClock(0);
    let count = 0;
    const tick = (): void => {
      count += 1;
      clock.after(1000, tick);
    };
    clock.after(1000, tick);
    await clock.runUntil(() => count === 3);
    expect(clock.now()).toBe(3000);
    await expect(clock.runUntil(() => false, 5000)).rejects.toThrow('5000 ms passed');
    await expect(new TestClock().runUntil(() => Promise.resolve(false))).rejects.toThrow('no task is left');
  });
});
