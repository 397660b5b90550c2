import Fastify from 'fastify';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import { routeOf } from './route-of.ts';
import type { Settings } from './settings.ts';

/** Writes one JSON object a line, by default to stdout. */
export function buildLogger(settings: Settings, stream?: DestinationStream): FastifyBaseLogger {
  return pino(
    {
      level: settings.logLevel,
      base: { environment: settings.environment, version: settings.appVersion },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    stream ?? pino.destination(1),
  );
}

/** Replaces the two lines that Fastify writes for each request by a single one. */
export class RequestLog extends Fastify.LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const line = requestLine(request, reply.statusCode, reply.elapsedTime);
    if (error) reply.log.error({ ...line, err: error }, 'request failed');
    else if (reply.statusCode >= 500) reply.log.error(line, 'request completed');
    else reply.log.info(line, 'request completed');
  }
}

/** @param duration in milliseconds, logged to the microsecond */
export function requestLine(request: FastifyRequest, status: number, duration: number) {
  return {
    method: request.method,
    route: routeOf(request),
    status,
    duration: Math.round(duration * 1000) / 1000,
  };
}
