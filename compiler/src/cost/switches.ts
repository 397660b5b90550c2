import type { ResolvedPlatform } from '../generated/config.ts';
import type { Model } from '../model.ts';
import { renderEnvironment } from '../passes/render.ts';
import { Cursor } from '../provenance.ts';
import { estimate } from './estimate.ts';

/** What one switch of the config would save. */
export interface Saving {
  /** What to write: `cluster.capacity: spot`. */
  readonly set: string;
  /** USD a month; negative where it costs more. */
  readonly monthly: number;
  /** What is given up for it. */
  readonly price: string;
}

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
];

/** What each switch that is not set would save, by rendering the environment with it. */
export function savings(model: Model): readonly Saving[] {
  const now = estimate(model, renderEnvironment(model)).monthly;
  return switches.flatMap(({ set, price, apply }) => {
    const config = apply(model.config);
    if (!config) return [];
    const other: Model = { ...model, config, root: new Cursor(config) };
    return [{ set, price, monthly: now - estimate(other, renderEnvironment(other)).monthly }];
  });
}
