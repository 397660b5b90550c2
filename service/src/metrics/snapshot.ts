import type { MetricObjectWithValues, MetricValue } from 'prom-client';

type Metric = MetricObjectWithValues<MetricValue<string>>;

/** What `registry.getMetricsAsJSON()` answers: it can be sent to another process, added up and kept. */
export type Snapshot = Metric[];

/** The counts of a process that is gone are kept; where it stood when it went is of no interest. */
export function countsOf(snapshot: Snapshot): Snapshot {
  return snapshot.filter(({ type }) => String(type) === 'counter' || String(type) === 'histogram');
}

/** The sum of all series of a metric that are picked; 0 where there are none. */
export function sumOf(
  snapshot: Snapshot,
  name: string,
  pick: (value: MetricValue<string> & { metricName?: string }) => boolean = () => true,
): number {
  const values = snapshot.find((metric) => metric.name === name)?.values ?? [];
  return values.filter(pick).reduce((sum, { value }) => sum + value, 0);
}
