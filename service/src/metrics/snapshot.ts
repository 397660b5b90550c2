import type { Registry } from 'prom-client';

interface Value {
  value: number;
  labels: Partial<Record<string, string | number>>;
  /** Of a histogram: its buckets, sum and count. */
  metricName?: string;
}

interface Metric {
  name: string;
  help: string;
  type: string;
  aggregator: string;
  values: Value[];
}

/** What a registry holds: it can be sent to another process, added up and kept. */
export type Snapshot = Metric[];

/** As things are now: what the registry itself gives goes on counting. */
export async function snapshotOf(registry: Registry): Promise<Snapshot> {
  // The types of prom-client have numbers for the types of metrics, which are words.
  return structuredClone(await registry.getMetricsAsJSON()) as unknown as Snapshot;
}

/** The counts of a process that is gone are kept; where it stood when it went is of no interest. */
export function countsOf(snapshot: Snapshot): Snapshot {
  return snapshot.filter(({ type }) => type === 'counter' || type === 'histogram');
}

/** The sum of all series of a metric that are picked; 0 where there are none. */
export function sumOf(
  snapshot: Snapshot,
  name: string,
  pick: (value: Value) => boolean = () => true,
): number {
  const values = snapshot.find((metric) => metric.name === name)?.values ?? [];
  return values.filter(pick).reduce((sum, { value }) => sum + value, 0);
}
