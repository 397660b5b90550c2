import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { AwsService, SandboxContext } from './context.ts';
import { DurableStore } from './durable-store.ts';
import { EffectJournal } from './effects.ts';
import { announce } from './endpoint-file.ts';
import type { Faults } from './faults.ts';
import { openRunner, type RunnerName } from './runner/open-runner.ts';
import type { TaskRunner } from './runner/task-runner.ts';
import type { RunningServer } from './server.ts';
import { startServer } from './server.ts';
import type { ServiceOptions } from './services.ts';
import { sandboxServices } from './services.ts';
import { lockState } from './state-lock.ts';

export interface SandboxOptions extends Omit<ServiceOptions, 'runner'> {
  /** Folder that holds everything; made where it does not exist. One sandbox at a time uses it. */
  readonly stateDir: string;
  /** The first port to try; the next free one is taken where it is in use. 0: any. */
  readonly port: number;
  /** Of platc, for the health answer. */
  readonly version?: string;
  readonly clock?: Clock;
  /** Default: processes on this machine. */
  readonly runner?: TaskRunner | RunnerName;
  readonly randomHex?: (length: number) => string;
  readonly faults?: Faults;
  /** Told of errors that are bugs of the sandbox. */
  readonly report?: (error: unknown) => void;
}

export interface Sandbox {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly context: SandboxContext;
  /** Answers what is under way, stops tasks, writes everything and lets go of the state folder. */
  close(): Promise<void>;
}

/**
 * Starts a sandbox on its state folder. Throws `StateLockedError` where another one uses it, and `NoEngineError` where its
 * tasks are to be containers and no engine answers.
 */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const stateDir = resolve(options.stateDir);
  await mkdir(stateDir, { recursive: true });
  const cleanup: (() => void | Promise<void>)[] = [await lockState(stateDir)];
  const close = async (): Promise<void> => {
    for (let step = cleanup.pop(); step; step = cleanup.pop()) await step();
  };
  try {
    const clock = options.clock ?? systemClock;
    const store = await DurableStore.open(join(stateDir, 'store'));
    cleanup.push(() => store.close());
    const effects = new EffectJournal(stateDir, clock);
    cleanup.push(() => effects.close());
    const context: SandboxContext = {
      clock,
      store,
      accountId: '000000000000',
      partition: 'aws',
      stateDir,
      effect: (kind, detail) => effects.append(kind, detail),
      randomHex: options.randomHex ?? systemRandomHex,
    };
    let answers: (endpoint: string) => void = () => undefined;
    let stops: (reason: Error) => void = () => undefined;
    const listening = new Promise<string>((resolve, reject) => ([answers, stops] = [resolve, reject]));
    listening.catch(() => undefined);
    const { runner: given = 'process' } = options;
    const runner = typeof given === 'string' ? await openRunner(given, context, listening) : given;
    cleanup.push(() => runner.close?.());
    cleanup.push(() => stops(new Error('The sandbox is stopping.')));
    const services = sandboxServices(context, { ...options, runner });
    for (const service of services) {
      cleanup.push(() => service.stop?.());
      await service.start?.();
    }
    const server = await serve(options, store, services, stateDir);
    answers(server.endpoint);
    cleanup.push(() => server.close());
    cleanup.push(await announce(stateDir, server.endpoint));
    return { endpoint: server.endpoint, context, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function serve(
  options: SandboxOptions,
  store: DurableStore,
  services: readonly AwsService[],
  stateDir: string,
): Promise<RunningServer> {
  return startServer({
    port: options.port,
    store,
    services,
    health: {
      version: options.version ?? '0.0.0',
      pid: process.pid,
      stateDir,
      runner: options.runner === 'docker' ? 'docker' : 'process',
    },
    report: options.report ?? ((error) => process.stderr.write(`${inspect(error)}\n`)),
    ...(options.faults && { faults: options.faults }),
  });
}

function systemRandomHex(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);
}
