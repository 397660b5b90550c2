import { setTimeout as sleep } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import type { Settings } from './settings.ts';
import { timeToStop } from './stop-times.ts';

type SignalName = 'SIGINT' | 'SIGHUP' | 'SIGQUIT' | 'SIGUSR2';

export interface ServeOptions {
  /** Signals that are no reason to stop. */
  ignore?: SignalName[];
  listening?: () => void;
  /** Once nothing is in flight any more. */
  stopped?: () => Promise<void>;
}

export interface Serving {
  /** What a signal does. */
  stop: () => void;
}

/**
 * Listens until a signal or an unhandled error, then lets the application finish what is in flight.
 * Ends the process: 0 after a signal, 1 after an error or a second signal.
 */
export async function serve(
  app: FastifyInstance,
  settings: Settings,
  { ignore = [], listening, stopped }: ServeOptions = {},
): Promise<Serving> {
  const { host, port, stopDelay, stopTimeout } = settings;
  let stopping = false;
  const skip = [...ignore, 'SIGUSR2' as const];
  const options = { delay: timeToStop(stopTimeout), logger: app.log, skip };
  const grace = closeWithGrace(options, async ({ signal, err }) => {
    stopping = true;
    if (err) app.log.fatal({ err }, 'unhandled error');
    else app.log.info({ ...(signal && { signal }) }, 'stopping');
    // Where the load balancer hears of the end only now, it needs time to send its requests elsewhere.
    if (!err && stopDelay > 0) {
      app.lifecycle.phase = 'draining';
      await sleep(stopDelay);
    }
    await app.close();
    await stopped?.();
    app.log.info('stopped');
  });

  try {
    await app.listen({ host, port });
    listening?.();
  } catch (err) {
    // A signal that comes before the listener makes listen() fail; that is no fault.
    if (!stopping) {
      app.log.fatal({ err }, 'cannot listen');
      process.exit(1);
    }
  }
  return {
    stop: () => {
      if (!stopping) grace.close();
      stopping = true;
    },
  };
}
