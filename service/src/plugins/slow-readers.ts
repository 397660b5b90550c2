import { setTimeout as sleep } from 'node:timers/promises';
import fp from 'fastify-plugin';

export interface SlowReadersOptions {
  /** A client that reads nothing of its answer holds a connection for no longer than this, in milliseconds. */
  unread?: number;
  /** How often is looked for them, in milliseconds. */
  interval?: number;
}

/**
 * Cuts off who does not read. Node could do it by itself (`connectionTimeout`), but would set a timer for each request,
 * and would cut off who waits for a slow answer too. This looks now and then at the answers under way, and sets the
 * timer of those connections only that still have to take some of theirs. Node does not let it run out while bytes
 * leave, and sets it anew when the answer is complete:
 * https://nodejs.org/docs/latest-v20.x/api/net.html#socketsettimeouttimeout-callback
 */
export const slowReaders = fp<SlowReadersOptions>(
  async (app, { unread = 120_000, interval = 10_000 }) => {
    const closed = new AbortController();
    app.addHook('onClose', async () => closed.abort());
    app.addHook('onListen', async () => void look());

    async function look(): Promise<void> {
      const options = { ref: false, signal: closed.signal };
      while (await sleep(interval, true, options).catch(() => false))
        for (const socket of app.lifecycle.sockets())
          if (socket.writableLength === 0) socket.setTimeout(0);
          else if (socket.timeout !== unread) socket.setTimeout(unread);
    }
  },
  { name: 'slow-readers', dependencies: ['lifecycle'] },
);
