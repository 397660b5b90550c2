import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { Settings } from '../settings.ts';
import { isoTime } from './iso-time.ts';
import { redactKeys, stringify } from './redact.ts';

type Base = Pick<Settings, 'logLevel' | 'environment' | 'appVersion'>;

/**
 * What every line says.
 *
 * @param worker which process of several writes the line
 */
export function baseOf({ environment, appVersion }: Base, worker?: number | 'primary'): object {
  return { environment, version: appVersion, ...(worker !== undefined && { worker }) };
}

/**
 * Nothing that it or its children write shows a secret: not in what is logged, once the serializers are done with it,
 * not in bindings, and not in what is put into a message.
 */
export function buildLogger(settings: Base, stream: DestinationStream, worker?: number | 'primary'): Logger {
  const logger = pino(
    {
      level: settings.logLevel,
      base: baseOf(settings, worker),
      timestamp: isoTime,
      formatters: { level: (level) => ({ level }), log: redactKeys },
    },
    stream,
  );
  const { child, setBindings } = logger;
  // Children inherit all of this; of pino's options for bindings there is none that they do.
  return Object.assign(logger, {
    [pino.symbols.stringifySym]: stringify,
    [pino.symbols.formatOptsSym]: { stringify },
    child(this: Logger, bindings: object, options?: object): unknown {
      return Reflect.apply(child, this, [redactKeys(bindings), options]);
    },
    setBindings(this: Logger, bindings: object): void {
      Reflect.apply(setBindings, this, [redactKeys(bindings)]);
    },
  });
}
