import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bestRate, sendOpenLoop } from './open-loop.ts';
import { type RunningService, startService } from './running-service.ts';

const COSTLY = fileURLToPath(new URL('costly-answers.mjs', import.meta.url));
/** As if an answer took 5 ms of a whole CPU, and the service had a quarter of one. */
const ANSWER_COSTS_MS = 20;
const MEMORY = 'process_resident_memory_bytes';
const MAY_GROW = 128 * 1024 * 1024;
/** How many seconds it may take to be well again. */
const RECOVERY = 5;

export interface OverloadOptions {
  readonly workers: number;
  readonly seconds: number;
  /** The share of its best rate at which it must go on. */
  readonly atLeast: number;
}

/** Three times as many requests as the service can do: it does what it can, refuses the rest, and is soon well again. */
export function overloadIsBorne({ workers, seconds, atLeast }: OverloadOptions): void {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({
      WORKERS: String(workers),
      NODE_OPTIONS: `--import ${COSTLY}`,
      ANSWER_COSTS_MS: String(ANSWER_COSTS_MS),
    });
  });
  afterAll(async () => {
    await service.stop();
  });

  const timeout = 60_000 + 2_000 * seconds;
  it(`${workers} × three times what it can do, for ${seconds} seconds`, { timeout }, async () => {
    const url = `${service.url}/api/hello`;
    await bestRate(url, 4 * workers, 1);
    const best = await bestRate(url, 4 * workers, 3);
    const before = await service.metric(MEMORY);

    const { rates } = await sendOpenLoop(url, 3 * best, seconds);
    expect([...rates.keys()].toSorted()).toEqual(['200', '503']);
    expect(rates.get('200')).toBeGreaterThan(atLeast * best);
    expect((await service.metric(MEMORY)) - before).toBeLessThan(MAY_GROW * workers);

    let after = rates;
    for (let second = 0; second < RECOVERY && after.has('503'); second += 1)
      after = (await sendOpenLoop(url, best / 3, 1)).rates;
    expect([...after.keys()]).toEqual(['200']);
    expect(await bestRate(url, 4 * workers, 2)).toBeGreaterThan(atLeast * best);
  });
}
