import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lifecycle } from '../../src/plugins/lifecycle.ts';
import { slowReaders } from '../../src/plugins/slow-readers.ts';
import { eventually, listen } from '../build.ts';

/** More than the buffers of a connection take. */
const LARGE = 64 * 1024 * 1024;
const UNREAD = 500;
const TIMES = { unread: UNREAD, interval: 20 };

/** A service that answers with a lot, or with little, after three times as long as a client may read nothing. */
async function serve() {
  const app = Fastify();
  onTestFinished(() => app.close());
  await app.register(lifecycle, { times: { linger: 0, accept: 0, cut: 0 } });
  await app.register(slowReaders, TIMES);
  app.addHook('onRequest', async (request, reply) => app.lifecycle.begin(request, reply));
  app.addHook('onResponse', async (request) => void app.lifecycle.end(request));
  app.get('/large', async () => Buffer.alloc(LARGE));
  app.get('/late', async () => {
    await sleep(3 * UNREAD);
    return 'late';
  });
  const { port } = new URL(await listen(app));
  return { app, port: Number(port) };
}

function ask(port: number, path: string): Socket {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  socket.write(`GET ${path} HTTP/1.1\r\nhost: service\r\n\r\n`);
  return socket;
}

describe('a client', () => {
  it('that reads nothing is cut off', async () => {
    const { app, port } = await serve();
    const connected = once(app.server, 'connection') as Promise<[Socket]>;
    ask(port, '/large').pause();
    const [connection] = await connected;
    await once(connection, 'close');
    expect(connection.bytesWritten).toBeGreaterThan(0);
  });

  it('that reads slowly gets all of it, however long it takes', async () => {
    const { port } = await serve();
    const socket = ask(port, '/large').pause();
    const started = performance.now();
    let read = 0;
    socket.on('data', (chunk) => {
      read += chunk.length;
      // The rest at once, when it has been slow for long enough.
      if (performance.now() - started > 3 * UNREAD) return;
      socket.pause();
      // Short, since the system makes room for megabytes at a time, and only that lets bytes leave.
      setTimeout(() => socket.resume(), 2);
    });
    socket.resume();
    await eventually('all is read', () => (read > LARGE ? true : undefined));
  });

  it('that waits for a slow answer gets it', async () => {
    const { port } = await serve();
    const [chunk] = (await once(ask(port, '/late'), 'data')) as [Buffer];
    expect(chunk.toString('latin1')).toMatch(/^HTTP\/1\.1 200 [^]*late$/);
  });
});
