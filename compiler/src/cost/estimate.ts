import type { Model } from '../model.ts';
import { resourcesOf, type TemplateResource } from '../resources.ts';
import type { RenderedStack } from '../stack.ts';
import type { Assumptions, Billing, Charge } from './charge.ts';
import { chargesOf } from './charges.ts';
import { priceList, pricedRegions, pricesAsOf, type Price, type PriceKey } from './price-list.ts';

/** One line of a bill. `monthly` is in USD. */
interface CostItem {
  readonly what: string;
  readonly quantity: number;
  readonly unitPrice: Price;
  readonly monthly: number;
  readonly stack: string;
  readonly logicalId: string;
}

/** A row of the estimate: what belongs together on a bill. */
interface CostRow {
  readonly row: string;
  readonly monthly: number;
  readonly items: readonly CostItem[];
}

/** Something that is billed and not in the total, and why. */
export interface WithoutPrice {
  readonly stack: string;
  readonly logicalId: string;
  readonly row: string;
  readonly reason: string;
  /** What of the price list is missing, and how much of it is billed; undefined where no list has it. */
  readonly price?: PriceKey;
  readonly quantity?: number;
}

/** What an environment costs in a month of 730 hours, in USD at list prices, free tiers not subtracted. */
export interface Estimate {
  readonly environment: string;
  readonly region: string;
  /** When the prices were put together. */
  readonly pricesAsOf: string;
  /** When those that are in the total were published (ISO dates); undefined where none is. */
  readonly pricesPublished: { readonly oldest: string; readonly newest: string } | undefined;
  readonly monthly: number;
  readonly rows: readonly CostRow[];
  readonly withoutPrice: readonly WithoutPrice[];
  /** Resources that are billed, and how many of them are wholly in the total. */
  readonly billable: number;
  readonly priced: number;
  readonly assumptions: Assumptions;
}

interface RowItem {
  readonly row: string;
  readonly item: CostItem;
}

interface Billed {
  readonly stack: string;
  readonly resource: TemplateResource;
  readonly charges: ReturnType<typeof chargesOf>;
}

/** Reckons what rendered stacks cost. What has no price is listed, and never counted as nothing. */
export function estimate(model: Model, stacks: readonly RenderedStack[]): Estimate {
  const { region, network, cost } = model.config;
  const parsed = stacks.map((stack) => ({ stack, resources: resourcesOf(stack) }));
  const all = parsed.flatMap(({ resources }) => resources);
  const natGateways = all.filter(({ type }) => type === 'AWS::EC2::NatGateway').length;
  const bills = parsed.flatMap(({ stack, resources }): readonly Billed[] => {
    const billing: Billing = {
      assumptions: cost.assumptions,
      service: stack.service,
      zones: network.zones,
      natGateways,
      stack: resources,
    };
    return resources.map((resource) => ({
      stack: stack.name,
      resource,
      charges: chargesOf(resource, billing),
    }));
  });
  const billable = bills.filter(({ charges }) => 'reason' in charges || charges.length > 0);
  const items: RowItem[] = [];
  const withoutPrice: WithoutPrice[] = [];
  for (const { stack, resource, charges } of billable) {
    const at = { stack, logicalId: resource.logicalId };
    if ('reason' in charges) {
      withoutPrice.push({ ...at, row: charges.row, reason: charges.reason });
      continue;
    }
    for (const charge of charges) {
      const unitPrice = priceList(region)?.(charge.price);
      if (unitPrice)
        items.push({
          row: charge.row,
          item: {
            ...at,
            what: charge.what,
            quantity: charge.quantity,
            unitPrice,
            monthly: charge.quantity * unitPrice.value,
          },
        });
      else {
        const { row, price, quantity } = charge;
        withoutPrice.push({ ...at, row, reason: noPrice(charge, region), price, quantity });
      }
    }
  }
  const open = new Set(withoutPrice.map(({ stack, logicalId }) => `${stack}/${logicalId}`));
  return {
    environment: model.environment,
    region,
    pricesAsOf,
    pricesPublished: publishedOf(items),
    monthly: sumOf(items.map(({ item }) => item)),
    rows: rowsOf(items),
    withoutPrice,
    billable: billable.length,
    priced: billable.length - open.size,
    assumptions: cost.assumptions,
  };
}

function publishedOf(items: readonly RowItem[]): Estimate['pricesPublished'] {
  const dates = items.map(({ item }) => item.unitPrice.source.asOf).toSorted();
  const [oldest] = dates;
  const newest = dates.at(-1);
  return oldest === undefined || newest === undefined ? undefined : { oldest, newest };
}

function noPrice({ price, what }: Charge, region: string): string {
  return pricedRegions.includes(region)
    ? `${what}: no price of ${price} is known in ${region}`
    : `no prices are known in ${region}, only in ${pricedRegions.join(', ')}`;
}

function rowsOf(items: readonly RowItem[]): readonly CostRow[] {
  return [...new Set(items.map(({ row }) => row))].map((row) => {
    const own = items.flatMap((one) => (one.row === row ? [one.item] : []));
    return { row, monthly: sumOf(own), items: own };
  });
}

function sumOf(items: readonly CostItem[]): number {
  return items.reduce((sum, { monthly }) => sum + monthly, 0);
}
