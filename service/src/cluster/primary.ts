import cluster from 'node:cluster';
import closeWithGrace from 'close-with-grace';
import { otherLevel } from '../log/level.ts';
import { buildLogger } from '../log/logger.ts';
import { openStdout } from '../log/stdout.ts';
import { Sampler } from '../metrics/sampler.ts';
import type { Settings } from '../settings.ts';
import { timeToStop } from '../stop-times.ts';
import { Windows } from '../windows.ts';
import { forkWorker } from './fork.ts';
import { PrimaryMetrics } from './primary-metrics.ts';
import { Supervisor } from './supervisor.ts';
import { Totals } from './totals.ts';

// Between the last worker's end and the primary's own.
const RESERVE = 500;

/** Starts the workers, keeps them running, and does what has to be done once for all of them. It serves nothing. */
export async function runPrimary(settings: Settings, fork = forkWorker): Promise<void> {
  const { workers: count, workerTimeout } = settings;
  const out = await openStdout(settings, 'primary');
  const log = buildLogger(settings, out, 'primary');
  const windows = new Windows();
  // Structured clones, since JSON has no NaN.
  cluster.setupPrimary({ serialization: 'advanced' });

  const metrics = new PrimaryMetrics(() => ({ ready: supervisor.ready, configured: count }));
  const totals = new Totals(
    () => supervisor.lively,
    () => metrics.snapshot(),
  );
  const supervisor = new Supervisor({
    count,
    workerTimeout,
    log,
    fork: () => {
      const worker = fork(log.level);
      worker.channel.answer('scrape', () => totals.text());
      worker.channel.answer('hit', ({ key, window }) => windows.hit(key, window));
      worker.channel.hear('last', (snapshot) => totals.keep(worker.id, snapshot));
      void worker.closed.then(() => totals.bury(worker.id));
      return worker;
    },
    ready: ({ channel }) => void channel.tell('level', log.level),
    gone: (reason) => metrics.gone(reason),
    giveUp: () => process.exit(1),
  });

  process.on('SIGUSR2', () => {
    log.level = otherLevel(settings.logLevel, log.level);
    for (const { channel } of supervisor.workers) void channel.tell('level', log.level);
    log.info({ logLevel: log.level }, 'log level changed');
  });
  const collect = () => totals.snapshot();
  const sampler = settings.enableCloudWatch ? new Sampler(settings, { collect, out, log }) : undefined;

  const delay = timeToStop(settings.stopTimeout);
  closeWithGrace({ delay, logger: log, skip: ['SIGUSR2'] }, async ({ signal, err }) => {
    if (err) log.fatal({ err }, 'unhandled error');
    else log.info({ signal }, 'stopping');
    const clean = await supervisor.stop(delay - RESERVE);
    await sampler?.stop();
    log.info('stopped');
    if (!clean) process.exit(1);
  });
  process.once('exit', () => supervisor.kill());
  log.info({ workers: count }, 'starting workers');
  supervisor.start();
}
