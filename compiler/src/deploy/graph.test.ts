import { describe, expect, it } from 'vitest';
import { inOrder } from './graph.ts';

const uses: Readonly<Record<string, readonly string[]>> = {
  network: [],
  platform: ['network'],
  api: ['platform'],
  web: ['platform'],
};
const items = Object.keys(uses);
const dependencies = (item: string) => uses[item] ?? [];

describe('inOrder', () => {
  it('begins what depends on nothing that still runs, all of it at once', async () => {
    const log: string[] = [];
    const results = await inOrder(items, dependencies, async (item) => {
      log.push(`+${item}`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`-${item}`);
      return { result: item.toUpperCase(), ok: true };
    });
    expect(log).toEqual(['+network', '-network', '+platform', '-platform', '+api', '+web', '-api', '-web']);
    expect(results).toEqual(['NETWORK', 'PLATFORM', 'API', 'WEB']);
  });

  it('skips what depends on a failure, and that alone', async () => {
    const skipped: string[] = [];
    const done = await inOrder(
      ['platform', 'other', 'api'],
      dependencies,
      async (item) => ({ result: item, ok: item !== 'platform' }),
      (item) => skipped.push(item),
    );
    expect(done).toEqual(['platform', 'other']);
    expect(skipped).toEqual(['api']);
  });

  it('throws the first error when nothing runs any more', async () => {
    let ended = false;
    const running = inOrder(
      ['a', 'b'],
      () => [],
      async (item) => {
        if (item === 'a') throw new Error('first');
        await new Promise((resolve) => setImmediate(resolve));
        ended = true;
        return { result: item, ok: true };
      },
    );
    await expect(running).rejects.toThrow('first');
    expect(ended).toBe(true);
  });
});
