import type { ResolvedPlatform } from '../generated/config.ts';
import type { TemplateResource } from '../resources.ts';
import type { PriceKey } from './price-list.ts';

export type Assumptions = ResolvedPlatform['cost']['assumptions'];

/** Hours of an average month, as AWS's own estimates have it: 8,760 a year. */
export const HOURS = 730;

/** One thing that a resource is billed for in a month. */
export interface Charge {
  /** The row of the estimate that it belongs to: `NAT gateways`. */
  readonly row: string;
  /** How much of it: `2 × 730 h`. */
  readonly what: string;
  /** In the unit of the price. */
  readonly quantity: number;
  readonly price: PriceKey;
}

/** A resource that is billed, and by how much nobody here can say. */
export interface Unpriced {
  readonly row: string;
  readonly reason: string;
}

/** What charges are reckoned from beside the resource itself. */
export interface Billing {
  readonly assumptions: Assumptions;
  /** The service whose stack it is, if any. */
  readonly service: string | undefined;
  /** Availability zones of the environment. */
  readonly zones: number;
  /** NAT gateways of the environment. */
  readonly natGateways: number;
  /** The other resources of its stack. */
  readonly stack: readonly TemplateResource[];
}
