import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Counter, Histogram } from 'prom-client';
import { buildMetrics } from '../metrics/registry.ts';
import type { Metrics } from '../metrics/registry.ts';
import type { Settings } from '../settings.ts';

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Metrics;
    seriesOf: (request: FastifyRequest) => RouteSeries;
  }
  interface FastifyContextConfig {
    series?: RouteSeries;
  }
}

/** Clients may send any method that Node knows; each would be a label. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']);
const UNMATCHED = 'unmatched';

/** The series of one route. Resolving labels costs more than counting, so it is done once for each combination. */
class RouteSeries {
  /** Never a path, of which there are endlessly many. */
  readonly pattern: string;
  readonly #metrics: Metrics;
  readonly #series = new Map<string, (Series | undefined)[]>();

  constructor(pattern: string, metrics: Metrics) {
    this.pattern = pattern;
    this.#metrics = metrics;
  }

  /** @param seconds from the arrival of the request to the end of its answer */
  observe(method: string, status: number, seconds: number): void {
    const series = this.#series.get(method)?.[status] ?? this.#add(method, status);
    series.seconds.observe(seconds);
    series.count.inc();
  }

  #add(method: string, status: number): Series {
    const { durations, requests } = this.#metrics;
    const labels = [METHODS.has(method) ? method : 'other', this.pattern, String(status)] as const;
    const series = { seconds: durations.labels(...labels), count: requests.labels(...labels) };
    const byStatus = this.#series.get(method) ?? [];
    byStatus[status] = series;
    this.#series.set(method, byStatus);
    return series;
  }
}

interface Series {
  seconds: Histogram.Internal<string>;
  count: Counter.Internal;
}

/** Where requests are counted and timed, by method, pattern of the route, and status. */
export const metrics = fp<{ settings: Settings }>(
  async (app, { settings }) => {
    const metrics = buildMetrics(settings, () => app.lifecycle.inFlight);
    app.decorate('metrics', metrics);

    const unmatched = new RouteSeries(UNMATCHED, metrics);
    app.addHook('onRoute', (route) => {
      route.config = { ...route.config, series: new RouteSeries(route.url, metrics) };
    });
    app.decorate('seriesOf', (request) => request.routeOptions.config.series ?? unmatched);
  },
  { name: 'metrics', dependencies: ['lifecycle'] },
);
