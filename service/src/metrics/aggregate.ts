import { AggregatorRegistry } from 'prom-client';
import type { Registry } from 'prom-client';
import { snapshotOf } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What to make of the same gauge of several processes where a sum would be nonsense. The rest is added up: counters,
 * histograms, memory, requests in flight.
 */
const OTHER_THAN_SUM = new Map([
  ['process_start_time_seconds', 'min'],
  ['process_max_fds', 'max'],
  ['nodejs_eventloop_lag_seconds', 'max'],
  ['nodejs_eventloop_lag_stddev_seconds', 'max'],
  ['nodejs_eventloop_lag_p50_seconds', 'max'],
  ['nodejs_eventloop_lag_p90_seconds', 'max'],
  ['nodejs_eventloop_lag_p99_seconds', 'max'],
]);

/** One snapshot of many processes. Percentiles cannot be added up, so the worst process stands for all. */
export async function aggregate(snapshots: Snapshot[]): Promise<Snapshot> {
  return snapshotOf(registryOf(snapshots));
}

/** The same as text of Prometheus. */
export async function aggregateText(snapshots: Snapshot[]): Promise<string> {
  return registryOf(snapshots).metrics();
}

function registryOf(snapshots: Snapshot[]): Registry {
  return AggregatorRegistry.aggregate(
    snapshots.map((snapshot) =>
      snapshot.map((metric) => ({
        ...metric,
        aggregator: OTHER_THAN_SUM.get(metric.name) ?? metric.aggregator,
      })),
    ),
  );
}
