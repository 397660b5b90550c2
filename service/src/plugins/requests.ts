import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { traceIds } from '../log/trace-ids.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** What nginx calls a request whose client went away before the answer; there is no status for it in HTTP. */
const CLIENT_CLOSED_REQUEST = 499;

declare module 'fastify' {
  interface FastifyRequest {
    /** `performance.now()` when the request came. */
    startedAt: number;
  }
}

/**
 * What every request goes through, in as few hooks as can be, since each costs every request: it is counted and
 * timed, its answer names it and carries the headers for protection, and it leaves one line in the log.
 */
export const requests = fp(
  async (app) => {
    app.decorateRequest('startedAt', 0);

    app.addHook('onRequest', (request, reply, done) => {
      request.startedAt = performance.now();
      app.lifecycle.begin(request, reply);
      reply.header('x-request-id', request.id);
      reply.headers(SECURITY_HEADERS);
      const ids = traceIds(request.raw.headers);
      if (ids) {
        request.log = request.log.child(ids);
        reply.log = request.log;
      }
      done();
    });

    app.addHook('onResponse', (request, reply, done) => {
      finish(request, reply.statusCode, 'request completed');
      done();
    });
    app.addHook('onRequestAbort', (request, done) => {
      finish(request, CLIENT_CLOSED_REQUEST, 'request aborted');
      done();
    });

    function finish(request: FastifyRequest, status: number, message: string): void {
      if (!app.lifecycle.end(request)) return;
      const milliseconds = performance.now() - request.startedAt;
      const series = app.seriesOf(request);
      series.observe(request.method, status, milliseconds / 1_000);
      const line = {
        method: request.method,
        route: series.pattern,
        status,
        // To the microsecond.
        duration: Math.round(milliseconds * 1_000) / 1_000,
      };
      if (status >= 500) request.log[status === 503 ? 'warn' : 'error'](line, message);
      else request.log.info(line, message);
    }
  },
  { name: 'requests', dependencies: ['lifecycle', 'metrics'] },
);
