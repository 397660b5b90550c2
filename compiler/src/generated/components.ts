// Made by `npm run generate`. Do not edit.
import type { AnyComponent } from '../components/component.ts';
import { access } from '../components/access/index.ts';
import { alarms } from '../components/alarms/index.ts';
import { artifacts } from '../components/artifacts/index.ts';
import { autoscaling } from '../components/autoscaling/index.ts';
import { cluster } from '../components/cluster/index.ts';
import { dashboard } from '../components/dashboard/index.ts';
import { encryption } from '../components/encryption/index.ts';
import { endpoints } from '../components/endpoints/index.ts';
import { flowLogs } from '../components/flow-logs/index.ts';
import { loadBalancer } from '../components/load-balancer/index.ts';
import { network } from '../components/network/index.ts';
import { registry } from '../components/registry/index.ts';
import { service } from '../components/service/index.ts';
import { serviceAlarms } from '../components/service-alarms/index.ts';

export const components: readonly AnyComponent[] = [
  access,
  alarms,
  artifacts,
  autoscaling,
  cluster,
  dashboard,
  encryption,
  endpoints,
  flowLogs,
  loadBalancer,
  network,
  registry,
  service,
  serviceAlarms,
];
