import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Settings } from '../settings.ts';
import { RequestMetrics } from './request-metrics.ts';

export interface Metrics {
  registry: Registry;
  requests: RequestMetrics;
  /** What could not be read as HTTP, and so is no request. */
  refused: Counter<'status'>;
  greetings: Counter<'named'>;
}

// Gauges whose names say that they are counters, and the same again by the deprecated names of Node.
const LEFT_OUT = [
  'nodejs_active_handles',
  'nodejs_active_handles_total',
  'nodejs_active_requests',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/** The metrics of one process, in a registry of their own. */
export function buildMetrics(
  settings: Pick<Settings, 'appName' | 'appVersion' | 'environment'>,
  inFlight: () => number,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  for (const name of LEFT_OUT) registry.removeSingleMetric(name);

  new Gauge({
    name: 'app_build_info',
    help: 'Always 1; says what is running',
    labelNames: ['name', 'version', 'environment', 'node'],
    aggregator: 'first',
    registers,
  })
    .labels(settings.appName, settings.appVersion, settings.environment, process.version)
    .set(1);
  const current: Gauge = new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests that are being worked on',
    registers,
    collect: () => current.set(inFlight()),
  });
  return {
    registry,
    requests: new RequestMetrics(registry),
    refused: new Counter({
      name: 'http_refused_total',
      help: 'Connections on which something else than a well-formed request came, or came too slowly',
      labelNames: ['status'],
      registers,
    }),
    greetings: new Counter({
      name: 'hello_greetings_total',
      help: 'Greetings given, by whether a name was',
      labelNames: ['named'],
      registers,
    }),
  };
}
