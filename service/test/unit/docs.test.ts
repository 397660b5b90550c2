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

it('the page is answered to twenty at a time, and again when they are done', async () => {
  const { app } = await build();
  const ask = (count: number) => Promise.all(Array.from({ length: count }, () => app.inject('/docs')));
  const statuses = (answers: Awaited<ReturnType<typeof ask>>) => answers.map(({ statusCode }) => statusCode);
  for (const _ of ['at first', 'again']) {
    const answers = await ask(25);
    expect(statuses(answers).filter((status) => status === 200)).toHaveLength(20);
    const refused = answers.filter(({ statusCode }) => statusCode === 503);
    expect(refused).toHaveLength(5);
    expect(refused[0]?.headers).toMatchObject({
      'retry-after': expect.any(String),
      'content-type': 'application/problem+json; charset=utf-8',
    });
  }
});
