import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { AwsService, SandboxContext } from './context.ts';
import { DurableStore } from './durable-store.ts';
import { ecrService } from './ecr/service.ts';
import { EffectJournal } from './effects.ts';
import { announce } from './endpoint-file.ts';
import type { Faults } from './faults.ts';
import { logsService } from './logs/service.ts';
import { s3Service } from './s3/service.ts';
import type { RunningServer } from './server.ts';
import { startServer } from './server.ts';
import { ssmService } from './ssm/service.ts';
import { lockState } from './state-lock.ts';
import { stsService } from './sts/service.ts';

export interface SandboxOptions {
  /** Folder that holds everything; made where it does not exist. One sandbox at a time uses it. */
  readonly stateDir: string;
  /** The first port to try; the next free one is taken where it is in use. 0: any. */
  readonly port: number;
  /** Of platc, for the health answer. */
  readonly version?: string;
  readonly clock?: Clock;
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

/** Starts a sandbox on its state folder. Throws `StateLockedError` where another one uses it. */
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
    const services = allServices(context);
    for (const service of services) {
      cleanup.push(() => service.stop?.());
      await service.start?.();
    }
    const server = await serve(options, store, services, stateDir);
    cleanup.push(() => server.close());
    cleanup.push(await announce(stateDir, server.endpoint));
    return { endpoint: server.endpoint, context, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function allServices(context: SandboxContext): readonly AwsService[] {
  return [
    stsService(context),
    ssmService(context),
    s3Service(context),
    ecrService(context),
    logsService(context),
  ];
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
    health: { version: options.version ?? '0.0.0', pid: process.pid, stateDir },
    report: options.report ?? ((error) => console.error(error)),
    ...(options.faults && { faults: options.faults }),
  });
}

function systemRandomHex(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);
}
