import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that systems hand out to outgoing connections, which could otherwise take one in between. */
const FIRST = 20_000;
const LAST = 32_000;

const TRIES = 200;

/** Whether nothing listens on a port of 127.0.0.1. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * A port on 127.0.0.1 that nothing listens on and that is not in `taken`. It is added to `taken`, since the
 * process that gets it needs a moment before it listens; whoever asked takes it out again.
 * @throws Error where no free port is found
 */
export async function freePort(taken: Set<number>): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FIRST, LAST);
    if (taken.has(port)) continue;
    taken.add(port);
    // oxlint-disable-next-line no-await-in-loop -- one after the other until one is free
    if (await isFree(port)) return port;
    taken.delete(port);
  }
  throw new Error(`no free port between ${FIRST} and ${LAST}`);
}
