import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { eventually } from '../build.ts';
import { type RunningService, startService } from './running-service.ts';

const MB = 1024 * 1024;
/** Of the heap, after everything has gone: buffers of the log and the like. */
const MAY_STAY = 4 * MB;
/** Of the process, while clients are there: most of it goes to their connections. */
const MEMORY_BOUND = 384 * MB;
const COLLECTS_GARBAGE = fileURLToPath(new URL('collects-garbage.mjs', import.meta.url));
const COLLECTED_MS = 600;

/** The service with one worker, whose heap can be compared with what it was before. */
export function startTidyService(): Promise<RunningService> {
  return startService({
    WORKERS: '1',
    LOG_LEVEL: 'warn',
    NODE_OPTIONS: `--import ${COLLECTS_GARBAGE}`,
  });
}

/**
 * Does it twice. What the first time needed may stay: code is compiled, pools are filled. Of the second nothing may be
 * left: no request, no connection, nothing on the heap.
 */
export async function leavesNothing(service: RunningService, act: () => Promise<void>): Promise<void> {
  const openFiles = await service.metric('process_open_fds');
  const once = async () => {
    await act();
    await eventually('requests and connections are gone', async () => {
      const [inFlight, open] = [
        await service.metric('http_requests_in_flight'),
        await service.metric('process_open_fds'),
      ];
      // The connection that asks may be another one than before.
      return (inFlight <= 1 && open <= openFiles + 2) || undefined;
    });
    await pause(COLLECTED_MS);
    return service.metric('nodejs_heap_size_used_bytes');
  };
  const first = await once();
  expect((await once()) - first).toBeLessThan(MAY_STAY);
}

/** Fails where one of some requests gets no 200 in time, be it at the second try, or the service has grown out of bounds. */
export async function isServed(service: RunningService, withinMs = 5_000): Promise<void> {
  for (let request = 0; request < 50; request += 1) {
    const signal = AbortSignal.timeout(withinMs);
    let status = 503;
    while (status === 503) {
      const answer = await fetch(`${service.url}/api/hello`, { signal });
      await answer.arrayBuffer();
      ({ status } = answer);
    }
    expect(status).toBe(200);
  }
  expect(await service.metric('process_resident_memory_bytes')).toBeLessThan(MEMORY_BOUND);
}
