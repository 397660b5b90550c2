import type { ResolvedPlatform } from '../generated/config.ts';
import type { Model } from '../model.ts';
import { renderEnvironment } from '../passes/render.ts';
import { Cursor } from '../provenance.ts';
import { estimate, type Estimate, type WithoutPrice } from './estimate.ts';

/** What one switch of the config would save. */
export interface Saving {
  /** What to write: `cluster.capacity: spot`. */
  readonly set: string;
  /** USD a month; negative where it costs more. Undefined where what it changes has no price, before or after. */
  readonly monthly?: number;
  /** What has none; only where `monthly` is undefined. */
  readonly withoutPrice?: readonly WithoutPrice[];
  /** What is given up for it. */
  readonly price: string;
}

/** Ten hours on each of 22 days. */
const WORKING_HOURS = 220;

interface Switch {
  readonly set: string;
  readonly price: string;
  /** The config with the switch set; undefined where it is set already. */
  apply(config: ResolvedPlatform): ResolvedPlatform | undefined;
}

const switches: readonly Switch[] = [
  {
    set: 'cluster.capacity: spot',
    price: 'AWS may stop a task with two minutes of warning',
    apply: (config) =>
      config.cluster.capacity === 'spot'
        ? undefined
        : { ...config, cluster: { ...config.cluster, capacity: 'spot' } },
  },
  {
    set: 'network.nat: single',
    price: 'the way out is gone with its zone; traffic between zones is paid',
    apply: (config) =>
      config.network.nat === 'per-zone'
        ? { ...config, network: { ...config.network, nat: 'single' } }
        : undefined,
  },
  {
    set: 'network.nat: none, network.endpoints: true',
    price: 'tasks reach AWS, and nothing else on the Internet',
    apply: (config) =>
      config.network.nat === 'none'
        ? undefined
        : { ...config, network: { ...config.network, nat: 'none', endpoints: true } },
  },
  {
    set: 'services.*.architecture: arm64',
    price: 'images have to run on ARM; set in platform.yaml, for all environments',
    apply: (config) => {
      const services = Object.entries(config.services);
      if (services.every(([, { architecture }]) => architecture === 'arm64')) return undefined;
      const moved = services.map(([name, service]) => [name, { ...service, architecture: 'arm64' as const }]);
      return { ...config, services: Object.fromEntries(moved) };
    },
  },
  {
    set: `cost.assumptions.hours: ${WORKING_HOURS}`,
    price: 'no task runs outside working hours, by a schedule of your own: platc makes none',
    apply: (config) =>
      config.cost.assumptions.hours <= WORKING_HOURS
        ? undefined
        : {
            ...config,
            cost: { ...config.cost, assumptions: { ...config.cost.assumptions, hours: WORKING_HOURS } },
          },
  },
];

/** What each switch that is not set would save, by rendering the environment with it. */
export function savings(model: Model): readonly Saving[] {
  const now = estimate(model, renderEnvironment(model));
  return switches.flatMap(({ set, price, apply }) => {
    const config = apply(model.config);
    if (!config) return [];
    const other: Model = { ...model, config, root: new Cursor(config) };
    return [{ set, price, ...savingOf(now, estimate(other, renderEnvironment(other))) }];
  });
}

/**
 * What the second of two estimates of one environment saves. What has no price in either, and in the same quantity, is
 * the same in both sums; anything else without one makes their difference no saving.
 */
export function savingOf(now: Estimate, then: Estimate): Pick<Saving, 'monthly' | 'withoutPrice'> {
  const [before, after] = [now, then].map(
    ({ withoutPrice }) => new Map(withoutPrice.map((one) => [JSON.stringify(one), one])),
  );
  const alone = [...(before ?? [])]
    .filter(([key]) => !after?.has(key))
    .concat([...(after ?? [])].filter(([key]) => !before?.has(key)));
  if (alone.length === 0) return { monthly: now.monthly - then.monthly };
  return { withoutPrice: alone.map(([, one]) => one) };
}
