import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { buildMetrics } from '../metrics/registry.ts';
import type { Metrics } from '../metrics/registry.ts';
import type { RouteSeries } from '../metrics/request-metrics.ts';
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

/** Has series ready for each route, so that no request has to look for its labels. */
export const metrics = fp<{ settings: Settings }>(
  async (app, { settings }) => {
    const metrics = buildMetrics(settings, () => app.lifecycle.inFlight);
    const { requests } = metrics;
    app.decorate('metrics', metrics);
    app.addHook('onRoute', (route) => {
      route.config = { ...route.config, series: requests.route(route.url) };
    });
    app.decorate('seriesOf', (request) => request.routeOptions.config.series ?? requests.unmatched);
  },
  { name: 'metrics', dependencies: ['lifecycle'] },
);
