import cluster from 'node:cluster';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../app.ts';
import { openStdout } from '../log/stdout.ts';
import { snapshotOf } from '../metrics/snapshot.ts';
import { serve } from '../serve.ts';
import type { Settings } from '../settings.ts';
import { Channel } from './channel.ts';
import type { Port } from './channel.ts';
import { SIGN_OF_LIFE } from './supervisor.ts';

/**
 * A terminal sends these to all processes, and the primary decides what they mean. SIGTERM is meant for whom it is
 * sent to: a worker that gets it finishes what it has, and is replaced unless all of them stop.
 */
const LEFT_TO_THE_PRIMARY = ['SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const;
// The primary gives workers less than this.
const SCRAPE_WITHIN = 5_000;
const HIT_WITHIN = 500;

export interface WorkerOptions {
  /** The connection to the primary. */
  port?: Port;
  /** Adds to the application before it listens. */
  extend?: (app: FastifyInstance) => void;
}

const toPrimary: Port = {
  send: (message, sent) => process.send?.(message, undefined, undefined, sent),
  onMessage: (listener) => process.on('message', listener),
  onClose: (listener) => process.once('disconnect', listener),
};

/** One of several processes that serve. */
export async function runWorker(
  settings: Settings,
  { port = toPrimary, extend }: WorkerOptions = {},
): Promise<void> {
  for (const signal of LEFT_TO_THE_PRIMARY) process.on(signal, () => {});
  const channel = new Channel(port);
  setInterval(() => void channel.tell('alive', null), SIGN_OF_LIFE).unref();

  let wanted = true;
  // It may be told to stop before it serves.
  let stop = () => {
    wanted = false;
  };
  channel.hear('stop', () => stop());

  const worker = cluster.worker?.id ?? 0;
  const app = await buildApp(settings, {
    logStream: await openStdout(settings, worker),
    worker,
    scrape: () => channel.ask('scrape', null, SCRAPE_WITHIN),
    countHit: (key, window) => channel.ask('hit', { key, window }, HIT_WITHIN),
  });
  extend?.(app);
  const snapshot = () => snapshotOf(app.metrics.registry);
  channel.answer('snapshot', snapshot);
  channel.hear('level', (level) => (app.log.level = level));

  const serving = await serve(app, settings, {
    ignore: [...LEFT_TO_THE_PRIMARY],
    listening: () => void channel.tell('ready', null),
    stopped: async () => channel.tell('last', await snapshot()),
  });
  ({ stop } = serving);
  if (!wanted) stop();
}
