import { describe, expect, it } from 'vitest';
import { probe } from '../../src/probe.ts';
import { build, listen } from '../build.ts';

describe('the health check', () => {
  it('sees a service that answers, also by the address that means all of them', async () => {
    const { app } = await build();
    const port = Number(new URL(await listen(app)).port);
    expect(await probe({ host: '127.0.0.1', port })).toBe(true);
    expect(await probe({ host: '0.0.0.0', port })).toBe(true);
    await app.close();
    expect(await probe({ host: '127.0.0.1', port })).toBe(false);
  });
});
