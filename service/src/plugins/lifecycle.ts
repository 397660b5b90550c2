import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { StopTimes } from '../stop-times.ts';

// A connection that never sent a request does not count as idle for Node, and would hold the stop up.
const SILENT_CONNECTIONS = 250;

/** Where the process stands between its start and its end, and which requests it is working on. */
class Lifecycle {
  phase: 'starting' | 'serving' | 'draining' = 'starting';
  inFlight = 0;
  // Slots that are used again, not a Map or a Set: the tables that those leave behind keep requests alive that have
  // ended, until the garbage collector has to move them all.
  readonly #slots: (FastifyReply | undefined)[] = [];
  readonly #free: number[] = [];
  #waiting: (() => void)[] = [];

  begin(request: FastifyRequest, reply: FastifyReply): void {
    const slot = this.#free.pop() ?? this.#slots.length;
    this.#slots[slot] = reply;
    request.slot = slot;
    this.inFlight += 1;
  }

  /** @returns false where the request has ended before: a client may go away and the answer still be sent */
  end(request: FastifyRequest): boolean {
    const { slot } = request;
    if (slot < 0) return false;
    request.slot = -1;
    this.#slots[slot] = undefined;
    this.#free.push(slot);
    this.inFlight -= 1;
    if (this.inFlight === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    return true;
  }

  /** The requests that nobody waits for any more. One look for each connection is less than a listener for each request. */
  of(socket: Socket): FastifyReply[] {
    if (this.inFlight === 0) return [];
    return this.#slots.filter((reply): reply is FastifyReply => reply?.request.raw.socket === socket);
  }

  /** The connections of the requests in flight. */
  sockets(): Socket[] {
    return this.#slots.flatMap((reply) => reply?.request.raw.socket ?? []);
  }

  /** From now on not ready; and each connection is told that this answer was its last one. */
  drain(): void {
    this.phase = 'draining';
    // Fastify itself says so on requests that come while it closes; these came before.
    for (const reply of this.#slots) if (reply && !reply.sent) reply.header('connection', 'close');
  }

  /** Resolves when no request is in flight. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.inFlight === 0) resolve();
      else this.#waiting.push(resolve);
    });
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    lifecycle: Lifecycle;
  }
  interface FastifyRequest {
    /** Its place among the requests in flight; -1 where it is none of them. */
    slot: number;
  }
}

/** Knows the requests in flight, and makes `app.close()` finish them within a bound. */
export const lifecycle = fp<{ times: StopTimes }>(
  async (app, { times }) => {
    const state = new Lifecycle();
    app.decorate('lifecycle', state);
    app.decorateRequest('slot', -1);
    app.addHook('onListen', async () => {
      if (state.phase === 'starting') state.phase = 'serving';
    });
    app.addHook('preClose', () => drain(app, times));
  },
  { name: 'lifecycle' },
);

// Returns when the listener may be closed; what is in flight then goes on, watched by the two timers below.
async function drain(app: FastifyInstance, times: StopTimes): Promise<void> {
  const { lifecycle: state, log, server } = app;
  state.drain();
  log.info({ inFlight: state.inFlight }, 'draining');

  const closed = new AbortController();
  server.once('close', () => closed.abort());
  after(times.cut, closed.signal, () => {
    log.warn({ inFlight: state.inFlight }, 'the stop took too long: closing all connections');
    server.closeAllConnections();
  });

  if ((await openConnections(app)) > 0) {
    await sleep(times.linger);
    const settled = new AbortController();
    const timeout = sleep(times.accept - times.linger, undefined, { signal: settled.signal }).catch(() => {});
    await Promise.race([state.idle(), timeout]);
    settled.abort();
  }
  void closeSilentConnections(app, closed.signal);
}

async function closeSilentConnections(app: FastifyInstance, closed: AbortSignal): Promise<void> {
  await app.lifecycle.idle();
  after(SILENT_CONNECTIONS, closed, () => {
    if (app.lifecycle.inFlight === 0) app.server.closeAllConnections();
    else void closeSilentConnections(app, closed);
  });
}

function after(milliseconds: number, cancelled: AbortSignal, act: () => void): void {
  sleep(milliseconds, undefined, { signal: cancelled }).then(act, () => {});
}

function openConnections(app: FastifyInstance): Promise<number> {
  return new Promise((resolve, reject) => {
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}
