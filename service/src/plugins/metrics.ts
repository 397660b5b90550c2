import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { routeOf } from '../route-of.ts';
import type { Settings } from '../settings.ts';

/** What nginx calls a request whose client went away before the answer; there is no status for it in HTTP. */
export const CLIENT_CLOSED_REQUEST = 499;

interface Metrics {
  registry: Registry;
  greetings: Counter<'named'>;
}

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Metrics;
  }
  interface FastifyRequest {
    /** `performance.now()` when the request came. */
    startedAt: number;
  }
}

/** Counts and times every request, in a registry of the application's own. */
export const metrics = fp<{ settings: Settings }>(
  async (app, { settings }) => {
    const registry = new Registry();
    const registers = [registry];
    collectDefaultMetrics({ register: registry });

    const labelNames = ['method', 'route', 'status'] as const;
    const durations = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the arrival of a request to the end of its answer',
      labelNames,
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    const requests = new Counter({
      name: 'http_requests_total',
      help: 'Requests answered',
      labelNames,
      registers,
    });
    const inFlight: Gauge = new Gauge({
      name: 'http_requests_in_flight',
      help: 'Requests that are being worked on',
      registers,
      collect: () => inFlight.set(app.lifecycle.inFlight),
    });
    new Gauge({
      name: 'app_build_info',
      help: 'Always 1; says what is running',
      labelNames: ['name', 'version', 'environment', 'node'],
      registers,
    })
      .labels(settings.appName, settings.appVersion, settings.environment, process.version)
      .set(1);
    const greetings = new Counter({
      name: 'hello_greetings_total',
      help: 'Greetings given, by whether a name was',
      labelNames: ['named'],
      registers,
    });
    app.decorate('metrics', { registry, greetings });

    // Resolving labels costs more than counting, so it is done once for each combination.
    type Series = { seconds: Histogram.Internal<string>; count: Counter.Internal };
    const series = new Map<string, Series>();
    function observe(request: FastifyRequest, status: number): void {
      const route = routeOf(request);
      const key = `${request.method} ${route} ${status}`;
      let found = series.get(key);
      if (!found) {
        found = {
          seconds: durations.labels(request.method, route, String(status)),
          count: requests.labels(request.method, route, String(status)),
        };
        series.set(key, found);
      }
      found.seconds.observe((performance.now() - request.startedAt) / 1000);
      found.count.inc();
    }

    app.decorateRequest('startedAt', 0);
    app.addHook('onRequest', (request, _reply, done) => {
      request.startedAt = performance.now();
      done();
    });
    app.addHook('onResponse', (request, reply, done) => {
      observe(request, reply.statusCode);
      done();
    });
    app.addHook('onRequestAbort', (request, done) => {
      observe(request, CLIENT_CLOSED_REQUEST);
      done();
    });
  },
  { name: 'metrics', dependencies: ['lifecycle'] },
);
