import { setTimeout as sleep } from 'node:timers/promises';
import { diag } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';
import type { FastifyBaseLogger } from 'fastify';
import type { Settings } from '../settings.ts';

// Of a stop; what cannot be sent by then is lost, and the stop goes on.
const LAST_FLUSH = 2_000;

/**
 * Sends spans over OTLP/HTTP to `OTEL_EXPORTER_OTLP_ENDPOINT`. The exporter and the sampler read the other variables
 * of OpenTelemetry themselves: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function startProvider(settings: Settings, log: FastifyBaseLogger, lastFlush = LAST_FLUSH) {
  const warn = (message: string, ...more: unknown[]) => {
    const err = errorIn(message);
    log.warn({ err, ...(more.length > 0 && { more }) }, `tracing: ${err?.message ?? message}`);
  };
  diag.setLogger(
    { error: warn, warn, info: () => {}, debug: () => {}, verbose: () => {} },
    { suppressOverrideMessage: true },
  );
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: process.env['OTEL_SERVICE_NAME'] || settings.appName,
      [ATTR_SERVICE_VERSION]: settings.appVersion,
      'deployment.environment.name': settings.environment,
    }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return {
    stop: async (): Promise<void> => {
      const flushed = provider.shutdown().then(
        () => true,
        (err: unknown) => {
          log.warn({ err }, 'tracing: the last spans could not be sent');
          return true;
        },
      );
      if (await Promise.race([flushed, sleep(lastFlush, false, { ref: false })])) return;
      log.warn({ waited: lastFlush }, 'tracing: the last spans could not be sent in time');
    },
  };
}

// OpenTelemetry says an error as JSON of what it has, each part as a text.
function errorIn(message: string): Error | undefined {
  if (!message.startsWith('{')) return undefined;
  try {
    const parts: Record<string, string> = JSON.parse(message);
    return Object.assign(new Error(parts['code']), parts);
  } catch {
    return undefined;
  }
}
