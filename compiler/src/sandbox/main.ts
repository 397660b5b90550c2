import type { RunnerName } from './runner/open-runner.ts';
import { createSandbox } from './sandbox.ts';

export interface RunOptions {
  /** The first port to try; default 4566. */
  readonly port?: number;
  readonly stateDir: string;
  readonly version: string;
  /** Default: processes. */
  readonly runner?: RunnerName;
  /** Gets one line as soon as requests are answered, and nothing after it. */
  readonly ready: (endpoint: string) => void;
}

/** `platc sandbox` in the foreground: serves until SIGINT or SIGTERM, then closes; a second signal ends it at once. */
export async function runSandbox({
  port = 4566,
  stateDir,
  version,
  runner = 'process',
  ready,
}: RunOptions): Promise<NodeJS.Signals> {
  const sandbox = await createSandbox({ port, stateDir, version, runner });
  const signalled = nextSignal();
  ready(sandbox.endpoint);
  const signal = await signalled;
  await sandbox.close();
  return signal;
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const end = (signal: NodeJS.Signals): void => {
      process.removeListener('SIGINT', end);
      process.removeListener('SIGTERM', end);
      resolve(signal);
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}
