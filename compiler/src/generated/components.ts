// Made by `npm run generate`. Do not edit.
import type { AnyComponent } from '../components/component.ts';
import { artifacts } from '../components/artifacts/index.ts';
import { autoscaling } from '../components/autoscaling/index.ts';
import { cluster } from '../components/cluster/index.ts';
import { loadBalancer } from '../components/load-balancer/index.ts';
import { network } from '../components/network/index.ts';
import { registry } from '../components/registry/index.ts';
import { service } from '../components/service/index.ts';

export const components: readonly AnyComponent[] = [
  artifacts,
  autoscaling,
  cluster,
  loadBalancer,
  network,
  registry,
  service,
];
