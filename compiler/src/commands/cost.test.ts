import { describe, expect, it } from 'vitest';
import { argumentsOf } from '../../test/helpers/folder-host.ts';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { pricesAsOf } from '../cost/price-list.ts';
import { command } from './cost.ts';

/** What `cost` prints of environments in these Regions, so many days after the prices were put together. */
async function run(
  regions: Readonly<Record<string, string>>,
  { days = 0, ...given }: { readonly days?: number; readonly env: string; readonly json?: true },
): Promise<{ readonly out: string; readonly err: string }> {
  const host = memoryHost(
    [
      ['platform.yaml', `app: shop\nregion: ${regions['common']}\nservices: { api: { build: ./api } }\n`],
      ...Object.entries(regions).flatMap(([name, region]): [string, string][] =>
        name === 'common' ? [] : [[`environments/${name}.yaml`, `region: ${region}\n`]],
      ),
      ['api/Dockerfile', 'FROM scratch\n'],
    ],
    { now: new Date(Date.parse(pricesAsOf) + days * 86_400_000) },
  );
  expect(await command.run(host, argumentsOf(given))).toBe(0);
  return { out: host.stdout(), err: host.stderr() };
}

const last = ({ out }: { readonly out: string }) => out.trimEnd().split('\n').at(-1);

describe('platc cost', () => {
  it('adds up what has prices, and names what is not in the sum', async () => {
    const priced = { common: 'us-east-1', dev: 'us-east-1' };
    expect(last(await run(priced, { env: 'all' }))).toMatch(
      /^All together \d+\.\d\d a month, \d+\.\d\d a year$/,
    );
    expect(last(await run({ ...priced, prod: 'sa-east-1' }, { env: 'all' }))).toMatch(
      /^All together \d+\.\d\d a month, \d+\.\d\d a year, without prod: not priced$/,
    );
  });

  it('says of no environment that it costs nothing where nothing is priced', async () => {
    const nowhere = { common: 'sa-east-1', dev: 'sa-east-1' };
    const { out } = await run(nowhere, { env: 'all' });
    expect(last({ out })).toBe('All together not priced');
    expect(out).not.toMatch(/ 0\.00/);
    const document = JSON.parse((await run(nowhere, { env: 'all', json: true })).out) as object;
    expect(document).toMatchObject({ priced: 0, billable: expect.any(Number) });
  });

  it('warns of prices that are older than six months, beside the result', async () => {
    const where = { common: 'us-east-1', dev: 'us-east-1' };
    expect((await run(where, { env: 'dev', days: 170 })).err).toBe('');
    const { out, err } = await run(where, { env: 'dev', days: 190, json: true });
    expect(err).toBe(
      `the prices were put together on ${pricesAsOf}, more than six months ago: a newer platc may have others\n`,
    );
    expect(JSON.parse(out)).toMatchObject({
      environments: [
        { pricesAsOf, pricesPublished: { oldest: expect.any(String), newest: expect.any(String) } },
      ],
    });
  });
});
