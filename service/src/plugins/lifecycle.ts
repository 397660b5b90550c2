import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

/** How long a stop may take, in milliseconds from its start. */
export interface StopTimes {
  /** Open connections hear `Connection: close` with their next answer, and are closed after this. */
  linger: number;
  /** While requests are in flight new ones are still taken, so that readiness can be seen, up to this. */
  accept: number;
  /** What is still in flight now is cut off. Below the 30 s after which ECS kills a container. */
  cut: number;
}

export const STOP_TIMES: StopTimes = { linger: 1_000, accept: 5_000, cut: 25_000 };
// A connection that never sent a request does not count as idle for Node, and would hold the stop up.
const SILENT_CONNECTIONS = 250;

/** Where the process stands between its start and its end, and how many requests it is working on. */
class Lifecycle {
  phase: 'starting' | 'serving' | 'draining' = 'starting';
  inFlight = 0;
  #waiting: (() => void)[] = [];

  begin(): void {
    this.inFlight += 1;
  }

  end(): void {
    this.inFlight -= 1;
    if (this.inFlight > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
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
}

/** Counts requests in flight, and makes `app.close()` finish them within a bound. */
export const lifecycle = fp<{ times: StopTimes }>(
  async (app, { times }) => {
    const state = new Lifecycle();
    app.decorate('lifecycle', state);

    app.addHook('onRequest', (_request, _reply, done) => {
      state.begin();
      done();
    });
    app.addHook('onResponse', (_request, _reply, done) => {
      state.end();
      done();
    });
    app.addHook('onRequestAbort', (_request, done) => {
      state.end();
      done();
    });
    // Fastify says so on requests that come while it closes; this is for those that came before.
    app.addHook('onSend', (_request, reply, payload, done) => {
      if (state.phase === 'draining') reply.header('connection', 'close');
      done(null, payload);
    });

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
  state.phase = 'draining';
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
