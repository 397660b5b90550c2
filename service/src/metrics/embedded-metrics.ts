import type { Settings } from '../settings.ts';
import { sampleOf } from './quantiles.ts';
import type { Bucket } from './quantiles.ts';
import { sumOf } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

type Target = Pick<Settings, 'cloudWatchNamespace' | 'cloudWatchDimensions' | 'environment' | 'appVersion'>;

/** Most values that one metric may have in one line. */
const MOST_VALUES = 100;

const UNITS = {
  Requests: 'Count',
  ClientErrors: 'Count',
  ServerErrors: 'Count',
  Greetings: 'Count',
  RequestsInFlight: 'Count',
  Duration: 'Milliseconds',
  EventLoopLag: 'Milliseconds',
  Memory: 'Bytes',
} as const;
type Name = keyof typeof UNITS;

/** Members of a line that a dimension cannot have as its name. */
export const TAKEN: readonly string[] = [
  '_aws',
  'level',
  'time',
  'environment',
  'version',
  'msg',
  ...Object.keys(UNITS),
];

/**
 * One line in the embedded metric format, from which CloudWatch Logs takes metrics: what was counted between two
 * snapshots, and how things stood at the second.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(before: Snapshot, after: Snapshot, now: Date, target: Target): string {
  const values = valuesOf(before, after);
  const names = Object.keys(values).filter((name): name is Name => name in UNITS);
  const { cloudWatchNamespace: namespace, cloudWatchDimensions: dimensions } = target;
  return `${JSON.stringify({
    level: 'info',
    time: now.toISOString(),
    environment: target.environment,
    version: target.appVersion,
    msg: 'metrics',
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [dimensions.map(([name]) => name)],
          Metrics: names.map((name) => ({ Name: name, Unit: UNITS[name] })),
        },
      ],
    },
    ...Object.fromEntries(dimensions),
    ...values,
  })}\n`;
}

function valuesOf(before: Snapshot, after: Snapshot): Partial<Record<Name, number | number[]>> {
  const counted = (name: string, status?: RegExp) => {
    const pick = ({ labels }: { labels: Partial<Record<string, string | number>> }) =>
      status?.test(String(labels['status'])) ?? true;
    return Math.max(0, sumOf(after, name, pick) - sumOf(before, name, pick));
  };
  const durations = sampleOf(bucketsBetween(before, after), MOST_VALUES);
  return {
    Requests: counted('http_requests_total'),
    ClientErrors: counted('http_requests_total', /^4/),
    ServerErrors: counted('http_requests_total', /^5/),
    Greetings: counted('hello_greetings_total'),
    RequestsInFlight: sumOf(after, 'http_requests_in_flight'),
    // A metric without a value makes the line invalid.
    ...(durations.length > 0 && { Duration: durations.map((seconds) => milliseconds(seconds)) }),
    EventLoopLag: milliseconds(sumOf(after, 'nodejs_eventloop_lag_p99_seconds')),
    Memory: sumOf(after, 'process_resident_memory_bytes'),
  };
}

function bucketsBetween(before: Snapshot, after: Snapshot): Bucket[] {
  const counts = cumulative(after);
  const earlier = cumulative(before);
  return [...counts]
    .map(([le, count]) => ({ le, count: count - (earlier.get(le) ?? 0) }))
    .sort((a, b) => a.le - b.le);
}

function cumulative(snapshot: Snapshot): Map<number, number> {
  const sums = new Map<number, number>();
  const metric = snapshot.find(({ name }) => name === 'http_request_duration_seconds');
  for (const { labels, value } of metric?.values ?? []) {
    if (labels['le'] === undefined) continue;
    const le = labels['le'] === '+Inf' ? Infinity : Number(labels['le']);
    sums.set(le, (sums.get(le) ?? 0) + value);
  }
  return sums;
}

function milliseconds(seconds: number): number {
  // Where the loop was not looked at since the last time, its lag is not a number.
  return Math.round(seconds * 1e6) / 1e3 || 0;
}
