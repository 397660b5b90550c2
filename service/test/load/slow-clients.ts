import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isServed, leavesNothing, startTidyService } from './leak.ts';
import { openSocket } from './raw-request.ts';
import type { RunningService } from './running-service.ts';

const OPEN = 'GET /api/hello HTTP/1.1\r\nhost: service\r\n';
const GET = `${OPEN}\r\n`;
// A client may ask for much at once. Others wait for that, but not for its reading.
const WHILE_IT_ANSWERS_MS = 30_000;
const LARGE = 'GET /openapi.json HTTP/1.1\r\nhost: service\r\n\r\n';

export interface SlowClientsOptions {
  readonly idle: number;
  readonly slow: number;
  readonly deaf: number;
  /** How long slow ones go on, in milliseconds. */
  readonly forMs: number;
  /** How many answers a deaf client asks for and does not read. */
  readonly unread: number;
}

/** Clients that take what a server has few of, and give nothing back: the others must not notice, and nothing may stay. */
export function slowClientsDoNoHarm({ idle, slow, deaf, forMs, unread }: SlowClientsOptions): void {
  let service: RunningService;
  beforeAll(async () => {
    service = await startTidyService();
  });
  afterAll(async () => {
    await service.stop();
  });

  /** Opens connections, does something with them, and lets go of them. */
  async function withSockets(count: number, act: (sockets: readonly Socket[]) => Promise<void>) {
    const sockets: Socket[] = [];
    try {
      while (sockets.length < count) {
        const some = Array.from({ length: Math.min(200, count - sockets.length) }, () =>
          openSocket(service.port),
        );
        await Promise.all(some.map((socket) => once(socket, 'connect')));
        sockets.push(...some);
      }
      await act(sockets);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  }

  /** Sends a byte now and then on each, for as long as was said. */
  async function dribble(sockets: readonly Socket[]): Promise<void> {
    const end = performance.now() + forMs;
    while (performance.now() < end) {
      for (const socket of sockets) socket.write('a');
      await pause(200);
    }
  }

  describe('clients that are slow, silent or gone', { timeout: 120_000 + 3 * forMs }, () => {
    it(`${idle} idle connections`, () =>
      leavesNothing(service, () => withSockets(idle, () => isServed(service))));

    it(`${slow} that send their headers byte by byte`, () =>
      leavesNothing(service, () =>
        withSockets(slow, async (sockets) => {
          for (const socket of sockets) socket.write(`${OPEN}x: `);
          await Promise.all([dribble(sockets), isServed(service)]);
        }),
      ));

    it(`${slow} that send their bodies byte by byte`, () =>
      leavesNothing(service, () =>
        withSockets(slow, async (sockets) => {
          for (const socket of sockets) socket.write(`${OPEN}content-length: 100000\r\n\r\n`);
          await Promise.all([dribble(sockets), isServed(service)]);
        }),
      ));

    it(`${deaf} that do not read their ${unread} answers`, () =>
      leavesNothing(service, () =>
        withSockets(deaf, async (sockets) => {
          for (const socket of sockets) socket.pause().write(LARGE.repeat(unread));
          await isServed(service, WHILE_IT_ANSWERS_MS);
        }),
      ));

    it('one that reads late gets every answer', async () => {
      const socket = openSocket(service.port).pause();
      socket.end(GET.repeat(unread));
      await isServed(service, WHILE_IT_ANSWERS_MS);
      let text = '';
      socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
      socket.resume();
      await once(socket, 'close');
      expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(unread);
    });

    it('those that say that they send nothing more still get their answers', () =>
      leavesNothing(service, () =>
        withSockets(slow, async (sockets) => {
          const answers = sockets.map(async (socket) => {
            socket.end(GET);
            const [chunk]: Buffer[] = (await once(socket, 'data')) as Buffer[];
            return chunk?.toString('latin1').slice(0, 12);
          });
          expect(new Set(await Promise.all(answers))).toEqual(new Set(['HTTP/1.1 200']));
        }),
      ));

    it('those that reset the connection with a request under way', () =>
      leavesNothing(service, () =>
        withSockets(slow, async (sockets) => {
          for (const [index, socket] of sockets.entries())
            socket.write(index % 2 === 0 ? GET.repeat(20) : `${OPEN}content-length: 10\r\n\r\n`);
          await pause(20);
          for (const socket of sockets) socket.resetAndDestroy();
          await isServed(service, WHILE_IT_ANSWERS_MS);
        }),
      ));
  });
}
