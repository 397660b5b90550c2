import { createSandbox } from './sandbox.ts';

export interface RunOptions {
  /** The first port to try; default 4566. */
  readonly port?: number;
  readonly stateDir: string;
  readonly version: string;
  /** Gets one line as soon as requests are answered, and nothing after it. */
  readonly ready: (endpoint: string) => void;
}

/** `platc sandbox` in the foreground: serves until SIGINT or SIGTERM, then closes; a second signal ends it at once. */
export async function runSandbox({ port = 4566, stateDir, version, ready }: RunOptions): Promise<NodeJS.Signals> {
  const signalled = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  const sandbox = await createSandbox({ port, stateDir, version });
  ready(sandbox.endpoint);
  const signal = await signalled;
  for (const again of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(again);
  await sandbox.close();
  return signal;
}
