import Fastify from 'fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** In place of the two lines that Fastify writes for each request, each request is finished: plugins/requests.ts. */
export class LogController extends Fastify.LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    if (error) request.log.error({ err: error, status: reply.statusCode }, 'error after the answer');
    request.server.finish(reply, reply.statusCode, 'request completed');
  }
}
