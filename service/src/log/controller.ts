import Fastify from 'fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Leaves the two lines out that Fastify writes for each request: plugins/requests.ts writes a single one. */
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
  }
}
