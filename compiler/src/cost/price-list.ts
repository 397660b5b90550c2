import prices from './prices.json' with { type: 'json' };

/** What AWS asks for, by the name that prices.json gives it: `nat.zonal.hour`. */
export type PriceKey = keyof (typeof prices)['regions']['us-east-1'];

/** One price: USD for a unit. */
export interface Price {
  readonly value: number;
  /** `USD/GB` … */
  readonly unit: string;
  /** Where it was published, and when (ISO date, or a month). */
  readonly source: { readonly what: string; readonly asOf: string };
}

/** The list prices of one Region; undefined where a key has no sourced price there. */
export type PriceList = (key: PriceKey) => Price | undefined;

interface Listed {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
}

const regions: Readonly<Record<string, Readonly<Partial<Record<PriceKey, Listed>>>>> = prices.regions;
const sources: Readonly<Record<string, { readonly what: string; readonly asOf: string }>> = prices.sources;

/** Regions that have prices. */
export const pricedRegions: readonly string[] = Object.keys(regions);

/** The day on which the prices were put together (ISO 8601). */
export const pricesAsOf: string = prices.asOf;

/** Whether the prices were put together more than six months ago. */
export function pricesAreOld(now: Date): boolean {
  const end = new Date(pricesAsOf);
  end.setUTCMonth(end.getUTCMonth() + 6);
  return now > end;
}

/** The prices of a Region; undefined for a Region without any. */
export function priceList(region: string): PriceList | undefined {
  const listed = regions[region];
  if (!listed) return undefined;
  return (key) => {
    const price = listed[key];
    if (!price) return undefined;
    const source = sources[price.source];
    if (!source) throw new Error(`prices.json names no source ${price.source}`);
    return { value: price.value, unit: price.unit, source };
  };
}
