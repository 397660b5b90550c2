import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { pino } from 'pino';
import { hostFault } from '../host-header.ts';
import { LazyLogger } from '../log/lazy-logger.ts';
import type { WriteRequestLine } from '../log/request-line.ts';
import { traceIdsOf } from '../log/trace-ids.ts';
import { RETRY_AFTER, UNAVAILABLE, sendProblem } from './errors.ts';
import type { IsUnderPressure } from './pressure.ts';
import type { SecurityHeaders } from './security-headers.ts';

/** What nginx calls a request whose client went away before the answer; there is no status for it in HTTP. */
const CLIENT_CLOSED_REQUEST = 499;

export interface RequestOptions {
  write: WriteRequestLine;
  isUnderPressure: IsUnderPressure;
  securityHeaders: SecurityHeaders;
  unknownPath: (request: FastifyRequest, reply: FastifyReply) => void;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts the request and writes its line; does nothing where that was done. */
    finish: (reply: FastifyReply, status: number, message: string) => void;
  }
}

/**
 * What every request goes through, in as few hooks as can be, since each costs every request: it is counted and timed,
 * its answer names it and carries the headers for protection, it is refused early where it has to be, and it leaves
 * one line in the log.
 */
export const requests = fp<RequestOptions>(
  async (app, { write, isUnderPressure, securityHeaders, unknownPath }) => {
    const { lifecycle } = app;

    app.addHook('onRequest', (request, reply, done) => {
      lifecycle.begin(request, reply);
      reply.header('x-request-id', request.id);
      const { raw } = request;
      reply.headers(securityHeaders(raw));
      if (request.log instanceof LazyLogger) request.log.request = raw;
      const fault = hostFault(raw);
      if (fault !== undefined) {
        sendProblem(request, reply, 400, fault);
      } else if (request.is404) {
        // Before the body is read: an unknown path is 404 whatever is sent to it.
        unknownPath(request, reply);
      } else if (isUnderPressure() && request.routeOptions.config.alwaysAnswers !== true) {
        reply.header('retry-after', RETRY_AFTER);
        sendProblem(request, reply, 503, UNAVAILABLE);
      } else done();
    });
    // The end of an answer is told by log/controller.ts, that there will be none by the connection.
    app.server.on('connection', (socket: Socket) => socket.once('close', onClose));
    function onClose(this: Socket): void {
      for (const reply of lifecycle.of(this)) app.finish(reply, CLIENT_CLOSED_REQUEST, 'request aborted');
    }

    app.decorate('finish', (reply: FastifyReply, status: number, message: string) => {
      const { request, elapsedTime: duration } = reply;
      if (!lifecycle.end(request)) return;
      const series = app.seriesOf(request).of(request.method, status);
      series.observe(duration / 1_000);
      const level = levelOf(status);
      if (weight(level) < weight(app.log.level)) return;
      write(level, { requestId: request.id, series, duration, traceIds: traceIdsOf(request.raw), message });
    });
  },
  { name: 'requests', dependencies: ['lifecycle', 'metrics'] },
);

// Nothing is as heavy as silence.
function weight(level: string): number {
  return pino.levels.values[level] ?? Infinity;
}

/** To be overloaded is what is bound to happen; all else from 500 on is a fault. */
function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status < 500) return 'info';
  return status === 503 ? 'warn' : 'error';
}
