import type { Registry } from 'prom-client';
import type { Snapshot } from './snapshot.ts';

/** In seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const DURATION = 'http_request_duration_seconds';
const REQUESTS = 'http_requests_total';
/** Clients may send any method that Node knows; each would be a label. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']);

/** One method, route and status: numbers that are added to, and nothing else, since every request comes by here. */
export class RequestSeries {
  /** As members of a line of the log, between the request's ids and its duration. */
  readonly line: string;
  readonly labels: { method: string; route: string; status: number };
  readonly counts = new Float64Array(BUCKETS.length + 1);
  sum = 0;

  constructor(method: string, route: string, status: number) {
    this.line = `,"method":${JSON.stringify(method)},"route":${JSON.stringify(route)},"status":${status},"duration":`;
    this.labels = { method: METHODS.has(method) ? method : 'other', route, status };
  }

  /** @param seconds from the arrival of the request to the end of its answer */
  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > (BUCKETS[bucket] ?? Infinity)) bucket += 1;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sum += seconds;
  }
}

/** The series of one route. Its pattern is a label, never a path, of which there are endlessly many. */
export class RouteSeries {
  readonly #pattern: string;
  readonly #all: RequestSeries[];
  readonly #series = new Map<string, (RequestSeries | undefined)[]>();

  constructor(pattern: string, all: RequestSeries[]) {
    this.#pattern = pattern;
    this.#all = all;
  }

  of(method: string, status: number): RequestSeries {
    return this.#series.get(method)?.[status] ?? this.#add(method, status);
  }

  #add(method: string, status: number): RequestSeries {
    const series = new RequestSeries(method, this.#pattern, status);
    const byStatus = this.#series.get(method) ?? [];
    byStatus[status] = series;
    this.#series.set(method, byStatus);
    this.#all.push(series);
    return series;
  }
}

/**
 * Counts and times requests by method, route and status. The series are put into the form of prom-client when somebody
 * asks; to observe its histogram and counter would cost each request more than all that is done here.
 */
export class RequestMetrics {
  readonly #all: RequestSeries[] = [];
  readonly unmatched = this.route('unmatched');

  constructor(registry: Registry) {
    for (const get of [() => this.#durations(), () => this.#requests()]) {
      // What prom-client itself registers for the sums over processes has the same form.
      registry.registerMetric({ ...get(), get } as unknown as Parameters<Registry['registerMetric']>[0]);
    }
  }

  route(pattern: string): RouteSeries {
    return new RouteSeries(pattern, this.#all);
  }

  #durations(): Snapshot[number] {
    const values = [...this.#merged().values()].flatMap(({ labels, counts, sum }) => {
      let count = 0;
      const buckets = [...counts].map((more, index) => {
        count += more;
        const le = BUCKETS[index] ?? '+Inf';
        return { metricName: `${DURATION}_bucket`, labels: { le, ...labels }, value: count };
      });
      return [
        ...buckets,
        { metricName: `${DURATION}_sum`, labels, value: sum },
        { metricName: `${DURATION}_count`, labels, value: count },
      ];
    });
    return {
      name: DURATION,
      help: 'Time from the arrival of a request to the end of its answer',
      type: 'histogram',
      aggregator: 'sum',
      values,
    };
  }

  #requests(): Snapshot[number] {
    const values = [...this.#merged().values()].map(({ labels, counts }) => ({
      labels,
      value: counts.reduce((sum, count) => sum + count, 0),
    }));
    return { name: REQUESTS, help: 'Requests answered', type: 'counter', aggregator: 'sum', values };
  }

  /** Rare methods are one label, and a path may be served by several routes. */
  #merged(): Map<string, Pick<RequestSeries, 'labels' | 'counts' | 'sum'>> {
    const merged = new Map<string, Pick<RequestSeries, 'labels' | 'counts' | 'sum'>>();
    for (const { labels, counts, sum } of this.#all) {
      const key = JSON.stringify(labels);
      const before = merged.get(key);
      merged.set(key, {
        labels,
        counts: counts.map((count, index) => count + (before?.counts[index] ?? 0)),
        sum: sum + (before?.sum ?? 0),
      });
    }
    return merged;
  }
}
