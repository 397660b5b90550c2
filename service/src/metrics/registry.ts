import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Settings } from '../settings.ts';

export interface Metrics {
  registry: Registry;
  durations: Histogram<'method' | 'route' | 'status'>;
  requests: Counter<'method' | 'route' | 'status'>;
  /** What could not be read as HTTP, and so is no request. */
  refused: Counter<'status'>;
  greetings: Counter<'named'>;
}

/** In seconds. */
export const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

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
  collectDefaultMetrics({ register: registry });
  for (const name of LEFT_OUT) registry.removeSingleMetric(name);

  const labelNames = ['method', 'route', 'status'] as const;
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
    durations: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the arrival of a request to the end of its answer',
      labelNames,
      buckets: BUCKETS,
      registers,
    }),
    requests: new Counter({
      name: 'http_requests_total',
      help: 'Requests answered',
      labelNames,
      registers,
    }),
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
