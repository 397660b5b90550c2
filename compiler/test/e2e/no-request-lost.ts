import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command as restart } from '../../src/commands/restart.ts';
import { command as rollback } from '../../src/commands/rollback.ts';
import {
  type LiveService,
  type LiveServiceOptions,
  WORKERS_PER_TASK,
  startLiveService,
  until,
} from '../helpers/live-service.ts';
import { startTraffic, type Traffic } from '../helpers/traffic.ts';

/** What the load balancer answers for a request that a target dropped. */
const BAD_GATEWAY = /: 502 /;

const HEARD_MS = 100;

/**
 * Requests go through the load balancer all the time while what happens to a service in its life happens to it, as
 * often as is said. None may fail.
 *
 * A worker that is told to end, or ends because of an error, finishes what it has begun. One that is killed cannot: what
 * was on its way to it in that moment is gone with it, and a load balancer does not send a request twice. So that case
 * is held to: nothing is lost if it was idle, and at most one request of each connection if not.
 */
export function noRequestIsLost(times: number, options: LiveServiceOptions): void {
  const timeout = 30_000 + times * 60_000;
  const rounds = Array.from({ length: times }, (_, round) => round + 1);
  let service: LiveService;
  let traffic: Traffic;

  beforeAll(async () => {
    service = await startLiveService(options);
    traffic = startTraffic(service.url);
  }, 120_000);
  afterAll(async () => {
    await traffic?.stop();
    await service?.close();
  }, 60_000);

  /** Does it under way, and fails where a request did. */
  async function unharmed(act: () => Promise<void>): Promise<void> {
    const [before, failed] = [traffic.sent, traffic.failures.length];
    await act();
    await until('requests go on', () => traffic.sent > before + 20);
    expect(traffic.failures.slice(failed)).toEqual([]);
  }

  const all = options.tasks * WORKERS_PER_TASK;
  const allReady = () => until('all workers serve', async () => (await service.readyWorkers()) === all);

  /** Ends one worker; resolves when it is gone. */
  async function loseWorker(signal: NodeJS.Signals): Promise<void> {
    const [victim] = service.workers();
    // Signals to 0 go to everybody in this group of processes.
    if (victim === undefined) throw new Error('there is no worker');
    process.kill(victim, signal);
    await until('the worker is gone', () => !runs(victim));
    // Until then its load balancer may take a connection for open that is closed.
    await pause(HEARD_MS);
  }

  describe(`not one request of many is lost while the service, ${times} times,`, () => {
    it(
      'is deployed and rolled back',
      async () => {
        for (const round of rounds) {
          await unharmed(() => service.deploy(`two-${round}`));
          expect(await service.version()).toBe(`two-${round}`);
          await unharmed(() => service.run(rollback, { service: 'api' }));
          expect(await service.version()).toBe('one');
        }
      },
      timeout,
    );

    it(
      'is scaled up and down',
      async () => {
        for (const _ of rounds) {
          await unharmed(() => service.scale(2 * options.tasks));
          await unharmed(() => service.scale(options.tasks));
        }
      },
      timeout,
    );

    it(
      'is restarted',
      async () => {
        for (const _ of rounds) await unharmed(() => service.run(restart));
      },
      timeout,
    );

    // Who is whose child is read from /proc.
    describe.skipIf(process.platform !== 'linux')('has a worker', () => {
      it('of those that were asked for', async () => {
        await allReady();
        expect(service.workers()).toHaveLength(all);
      });

      it(
        'that is told to end',
        async () => {
          for (const _ of rounds) {
            await unharmed(async () => {
              await loseWorker('SIGTERM');
              await allReady();
            });
          }
        },
        timeout,
      );

      it(
        'that is killed while it does nothing',
        async () => {
          for (const _ of rounds) {
            await unharmed(async () => {
              await traffic.pause();
              await loseWorker('SIGKILL');
              traffic.resume();
              await allReady();
            });
          }
        },
        timeout,
      );

      it(
        'that is killed at work: at most one request of each connection is lost, and its client hears of it',
        async () => {
          for (const _ of rounds) {
            const failed = traffic.failures.length;
            await loseWorker('SIGKILL');
            await allReady();
            const lost = traffic.failures.slice(failed);
            expect(lost.length).toBeLessThanOrEqual(traffic.clients);
            expect(lost.filter((failure) => !BAD_GATEWAY.test(failure))).toEqual([]);
          }
        },
        timeout,
      );
    });
  });
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
