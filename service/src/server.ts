import cluster from 'node:cluster';
import { endOnEarlySignals } from './early-signals.ts';

endOnEarlySignals();

// EX_CONFIG of sysexits.h: starting again does not help until the settings are mended.
const WRONG_SETTINGS = 78;

const { describeProblems, readSettings } = await import('./settings.ts');
const result = readSettings(process.env);
if ('problems' in result) {
  process.stderr.write(describeProblems(result.problems));
  process.exitCode = WRONG_SETTINGS;
} else if (cluster.isWorker) {
  const { runWorker } = await import('./cluster/worker.ts');
  await runWorker(result.settings);
} else if (result.settings.workers > 1) {
  const { runPrimary } = await import('./cluster/primary.ts');
  await runPrimary(result.settings);
} else {
  const { runAlone } = await import('./alone.ts');
  await runAlone(result.settings);
}
