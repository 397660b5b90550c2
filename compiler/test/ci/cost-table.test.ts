import { expect, it } from 'vitest';

interface Estimate {
  readonly environment: string;
  readonly monthly: number;
  readonly billable: number;
  readonly priced: number;
  readonly withoutPrice: readonly object[];
}

const { costTable } = (await import(new URL('../../scripts/ci/cost-table.mjs', import.meta.url).href)) as {
  costTable(costs: {
    readonly before: ReadonlyMap<string, Estimate> | undefined;
    readonly after: ReadonlyMap<string, Estimate> | undefined;
  }): string;
};

const estimate = (environment: string, monthly: number, more: Partial<Estimate> = {}): Estimate => ({
  environment,
  monthly,
  billable: 20,
  priced: 18,
  withoutPrice: [],
  ...more,
});
const byName = (...all: readonly Estimate[]) => new Map(all.map((one) => [one.environment, one]));

/** The rows below the head, as they are read. */
const rows = (before: ReadonlyMap<string, Estimate> | undefined, after: ReadonlyMap<string, Estimate>) =>
  costTable({ before, after })
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .split('\n')
    .slice(4);

const topic = { logicalId: 'AlarmTopic', row: 'Notifications', reason: 'paid by the message' };
const units = {
  logicalId: 'LoadBalancer',
  row: 'Load balancer',
  reason: 'none',
  price: 'alb.lcuHour',
  quantity: 7,
};

it('has a row for each environment that was or is there, and their sum', () => {
  const before = byName(estimate('dev', 10), estimate('old', 5));
  const after = byName(estimate('dev', 12.5, { withoutPrice: [topic] }), estimate('new', 7));
  expect(rows(before, after)).toEqual([
    '| dev | 10.00 | 12.50 | +2.50 |',
    '| old | 5.00 | 0.00 | -5.00 |',
    '| new | 0.00 | 7.00 | +7.00 |',
    '| **all** | 15.00 | 19.50 | +4.50 |',
  ]);
});

it('says what it does not know of a base that did not compile', () => {
  expect(rows(undefined, byName(estimate('dev', 12.5)))).toEqual([
    '| dev | ? | 12.50 | ? |',
    '| **all** | ? | 12.50 | ? |',
  ]);
});

it('tells no saving where a price is missing on one side', () => {
  const without = estimate('dev', 10, { withoutPrice: [units] });
  expect(rows(byName(estimate('dev', 30)), byName(without))[0]).toBe('| dev | 30.00 | 10.00 | not priced |');
  const more = estimate('dev', 10, { withoutPrice: [{ ...units, quantity: 14 }] });
  expect(rows(byName(without), byName(more))).toEqual([
    '| dev | 10.00 | 10.00 | not priced |',
    '| **all** | 10.00 | 10.00 | not priced |',
  ]);
  expect(rows(byName(without), byName({ ...without, monthly: 8 }))[0]).toBe('| dev | 10.00 | 8.00 | -2.00 |');
});

it('shows no amount where nothing has a price', () => {
  const none = estimate('dev', 0, { priced: 0, withoutPrice: [units] });
  expect(rows(byName(none), byName(none))[0]).toBe('| dev | not priced | not priced | none |');
});
