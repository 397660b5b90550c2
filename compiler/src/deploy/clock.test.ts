import { describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import { Pace, patiently } from './clock.ts';
import { FakeClock } from './testing/fake-clock.ts';

describe('the pace of looking', () => {
  async function looks(seconds: number): Promise<readonly number[]> {
    const clock = new FakeClock();
    const start = clock.now().getTime();
    const pace = new Pace(clock);
    const at: number[] = [];
    for (;;) {
      await pace.wait();
      at.push((clock.now().getTime() - start) / 1000);
      if ((at.at(-1) ?? 0) >= seconds) return at;
    }
  }

  it('adds a tenth at most, and a tenth of a second, to what is waited for', async () => {
    for (const end of [0.2, 1, 7, 30]) {
      expect((await looks(end)).at(-1)).toBeLessThanOrEqual(end * 1.1 + 0.11);
    }
  });

  it('stays far below a look a second, at which AWS throttles, for what takes minutes', async () => {
    expect((await looks(300)).length).toBeLessThan(100);
    expect((await looks(10)).length).toBeLessThan(30);
  });

  it('looks every five seconds in the end, never less often', async () => {
    const [before, last] = (await looks(600)).slice(-2);
    expect((last ?? 0) - (before ?? 0)).toBeCloseTo(5);
  });
});

describe('calling patiently', () => {
  const throttled = new AwsError('throttled', 'Throttling', 'Rate exceeded', 'AWS throttles');

  it('waits longer each time, and gives up after five minutes', async () => {
    const clock = new FakeClock();
    const start = clock.now().getTime();
    let calls = 0;
    const call = () => {
      calls += 1;
      return Promise.reject(throttled);
    };
    await expect(patiently(clock, call)).rejects.toBe(throttled);
    expect(clock.now().getTime() - start).toBeLessThanOrEqual(300_000);
    expect(calls).toBe(14);
  });

  it('does not make a call again that AWS refused', async () => {
    const refused = new AwsError('refused', 'ValidationError', 'no', 'no');
    let calls = 0;
    const call = () => {
      calls += 1;
      return Promise.reject(refused);
    };
    await expect(patiently(new FakeClock(), call)).rejects.toBe(refused);
    expect(calls).toBe(1);
  });
});
