import type { Style } from '../host/host.ts';
import { wrap } from '../plan/wrap.ts';
import type { Estimate, WithoutPrice } from './estimate.ts';
import type { Saving } from './switches.ts';

/** An estimate for people, at most `columns` wide where its names allow it. */
export function costText(
  estimate: Estimate,
  savings: readonly Saving[],
  { app, style, columns }: { readonly app: string; readonly style: Style; readonly columns: number },
): string {
  const { environment, region, rows, monthly } = estimate;
  const width = Math.max(10, ...rows.map(({ row }) => row.length));
  const line = (name: string, amount: number, what: string) => {
    const start = `  ${name.padEnd(width)}  ${dollars(amount)}  ${dollars(amount * 12)}`;
    const room = columns - start.length - 2;
    return what === '' || room < 12 ? start : `${start}  ${style.dim(cut(what, room))}`;
  };
  return [
    style.bold(`${app} → ${environment}`),
    ...wrap(`${region}, USD, ${published(estimate)}`, columns - 2).map((text) => `  ${text}`),
    '',
    style.dim(`  ${''.padEnd(width)}  ${'a month'.padStart(10)}  ${'a year'.padStart(10)}`),
    ...rows.map(({ row, monthly: sum, items }) => line(row, sum, [...counted(items)].join(', '))),
    style.bold(isNotPriced(estimate) ? `  ${'Total'.padEnd(width)}  not priced` : line('Total', monthly, '')),
    '',
    ...coverage(estimate, columns),
    ...saved(savings, style, columns),
    ...wrap(
      `Free tiers are not subtracted. Assumed a month: ${assumed(estimate)}. \`cost.assumptions\` takes others.`,
      columns - 2,
    ).map((text) => `  ${text}`),
    '',
  ].join('\n');
}

/** What all estimates come to, in one line; an environment without any price is not in the sum. */
export function sumText(estimates: readonly Estimate[]): string {
  const without = estimates.filter(isNotPriced);
  if (without.length === estimates.length) return 'All together not priced';
  const monthly = estimates.reduce((sum, one) => sum + one.monthly, 0);
  const text = `All together ${monthly.toFixed(2)} a month, ${(monthly * 12).toFixed(2)} a year`;
  const names = without.map(({ environment }) => environment).join(', ');
  return names === '' ? text : `${text}, without ${names}: not priced`;
}

function isNotPriced({ rows, billable }: Estimate): boolean {
  return rows.length === 0 && billable > 0;
}

/** `list prices published 2024-07 to 2025-11` */
function published({ pricesPublished }: Estimate): string {
  if (!pricesPublished) return 'no list prices';
  const [oldest, newest] = [pricesPublished.oldest.slice(0, 7), pricesPublished.newest.slice(0, 7)];
  return `list prices published ${oldest === newest ? oldest : `${oldest} to ${newest}`}`;
}

/** The same line of several resources once: `2 × 730 h`. */
function counted(items: Estimate['rows'][number]['items']): readonly string[] {
  const counts = new Map<string, number>();
  for (const { what } of items) counts.set(what, (counts.get(what) ?? 0) + 1);
  return [...counts].map(([what, count]) => (count === 1 ? what : `${count} × ${what}`));
}

function coverage({ priced, billable, withoutPrice }: Estimate, columns: number): readonly string[] {
  const reasons = reasonsOf(withoutPrice);
  return [
    `  ${priced} of ${billable} billable resources priced${reasons.length > 0 ? '; not in the total:' : ''}`,
    ...reasons.flatMap((reason) => wrap(reason, columns - 4)).map((text) => `    ${text}`),
    '',
  ];
}

/** Each reason once, behind the rows that it is for. */
function reasonsOf(withoutPrice: readonly WithoutPrice[]): readonly string[] {
  const rows = new Map<string, Set<string>>();
  for (const { row, reason } of withoutPrice)
    rows.set(reason, (rows.get(reason) ?? new Set<string>()).add(row));
  return [...rows].map(([reason, names]) => `${[...names].join('; ')}: ${reason}`);
}

function saved(savings: readonly Saving[], style: Style, columns: number): readonly string[] {
  const worth = savings.filter(({ monthly }) => monthly === undefined || Math.abs(monthly) >= 0.005);
  if (worth.length === 0) return [];
  const width = Math.max(...worth.map(({ set }) => set.length));
  return [
    '  What a switch would save a month',
    ...worth.flatMap(({ set, monthly, price, withoutPrice = [] }) => {
      const why = [price, ...reasonsOf(withoutPrice)].flatMap((text) => wrap(text, columns - 6));
      return [
        `    ${set.padEnd(width)} ${amountOf(monthly, style)}`,
        ...why.map((text) => `      ${style.dim(text)}`),
      ];
    }),
    '',
  ];
}

function amountOf(monthly: number | undefined, style: Style): string {
  if (monthly === undefined) return style.yellow('not priced');
  return monthly >= 0 ? style.green(dollars(monthly)) : style.red(dollars(monthly));
}

function assumed({ assumptions }: Estimate): string {
  const { hours, tasks, requests, loadBalancerGb, natGb, logsGb, flowLogsGb, customMetrics } = assumptions;
  return [
    `tasks ${tasks === undefined ? 'as scaling.min' : tasks} for ${hours} h`,
    `${new Intl.NumberFormat('en').format(requests)} requests`,
    `${loadBalancerGb} GB through the load balancer`,
    `${natGb} GB through NAT or endpoints`,
    `${logsGb} GB of logs a service`,
    `${flowLogsGb} GB of flow logs`,
    `${customMetrics} metrics a service`,
  ].join(', ');
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`;
}

function dollars(amount: number): string {
  return amount.toFixed(2).padStart(10);
}
