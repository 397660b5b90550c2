import { describe, expect, it } from 'vitest';
import { stopTimes, timeToStop } from '../../src/stop-times.ts';

describe('the times of a stop', () => {
  it.each([
    [30_000, 25_000],
    [120_000, 115_000],
    [10_000, 5_000],
    [6_000, 3_000],
    [2_000, 1_000],
  ])('with %i ms before the kill are %i ms in all', (stopTimeout, whole) => {
    expect(timeToStop(stopTimeout)).toBe(whole);
  });

  it.each([
    [30_000, 0],
    [30_000, 12_500],
    [2_000, 0],
    [2_000, 500],
    [120_000, 57_500],
  ])('with %i ms before the kill and a pause of %i ms fit in, in their order', (stopTimeout, stopDelay) => {
    const { linger, accept, cut } = stopTimes({ stopTimeout, stopDelay });
    expect(linger).toBeGreaterThan(0);
    expect(accept).toBeGreaterThan(linger);
    expect(cut).toBeGreaterThan(accept);
    expect(stopDelay + cut).toBeLessThan(timeToStop(stopTimeout));
  });
});
