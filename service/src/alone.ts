import { buildApp } from './app.ts';
import { otherLevel } from './log/level.ts';
import { openStdout } from './log/stdout.ts';
import { Sampler } from './metrics/sampler.ts';
import { snapshotOf } from './metrics/snapshot.ts';
import { serve } from './serve.ts';
import type { Settings } from './settings.ts';

/** One process that serves, with nobody above it. */
export async function runAlone(settings: Settings): Promise<void> {
  const out = await openStdout(settings);
  const app = await buildApp(settings, { logStream: out });
  process.on('SIGUSR2', () => {
    app.log.level = otherLevel(settings.logLevel, app.log.level);
    app.log.info({ logLevel: app.log.level }, 'log level changed');
  });
  const collect = () => snapshotOf(app.metrics.registry);
  const sampler = settings.enableCloudWatch
    ? new Sampler(settings, { collect, out, log: app.log })
    : undefined;
  await serve(app, settings, { stopped: async () => sampler?.stop() });
}
