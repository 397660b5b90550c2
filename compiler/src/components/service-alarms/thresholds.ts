import type { ResolvedService } from '../../generated/config.ts';
import type { Model } from '../../model.ts';
import { from, type Cursor, type Sourced } from '../../provenance.ts';

type Threshold = 'errors' | 'latency' | 'unhealthyHosts' | 'cpu' | 'memory';

/** From where on an alarm rings: the service's own value, else the environment's. */
export function threshold(model: Model, service: Cursor<ResolvedService>, name: Threshold): Sourced<number> {
  const own = service.at('alarms').at(name);
  return own.value === undefined ? model.root.at('alarms').at(name) : from(own.value, own);
}

/** How many tasks run at least, while all is well; 0 where none need to. */
export function runningTasks(service: Cursor<ResolvedService>): Sourced<number> {
  const own = service.at('alarms').at('runningTasks');
  return own.value === undefined ? service.at('scaling').at('min') : from(own.value, own);
}
