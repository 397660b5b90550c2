import { expect, it, vi } from 'vitest';
import { build } from '../build.ts';

const describe = vi.hoisted(() => vi.fn<typeof import('../../src/openapi/describe.ts').describe>());
vi.mock('../../src/openapi/describe.ts', async (original) => {
  const actual = await original<typeof import('../../src/openapi/describe.ts')>();
  return { describe: describe.mockImplementation(actual.describe) };
});

it('the description is tried again where it could not be made', async () => {
  const { app } = await build();
  describe.mockRejectedValueOnce(new Error('too many open files'));
  expect((await app.inject('/openapi.json')).statusCode).toBe(500);
  expect((await app.inject('/openapi.json')).statusCode).toBe(200);
  expect((await app.inject('/docs')).statusCode).toBe(200);
  expect(describe).toHaveBeenCalledTimes(2);
});
