import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { Settings } from '../settings.ts';
import { isoTime } from './iso-time.ts';
import { redact } from './redact.ts';

type Base = Pick<Settings, 'logLevel' | 'environment' | 'appVersion'>;

/**
 * What every line says.
 *
 * @param worker which process of several writes the line
 */
export function baseOf({ environment, appVersion }: Base, worker?: number | 'primary'): object {
  return { environment, version: appVersion, ...(worker !== undefined && { worker }) };
}

export function buildLogger(settings: Base, stream: DestinationStream, worker?: number | 'primary'): Logger {
  return pino(
    {
      level: settings.logLevel,
      base: baseOf(settings, worker),
      timestamp: isoTime,
      formatters: { level: (level) => ({ level }), log: redact },
      serializers: { err: serializeError },
    },
    stream,
  );
}

// An error of a library may carry the request that failed, with its headers.
function serializeError(error: Error): unknown {
  const serialized: unknown = pino.stdSerializers.err(error);
  return typeof serialized === 'object' ? redact({ ...serialized }) : serialized;
}
