import type { Duplex } from 'node:stream';
import type { ConnectionError, FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { answerClientError, refuse } from '../client-error.ts';
import type { Refusal } from '../client-error.ts';

/** What Node handles by itself, below Fastify, and answers without a body or not at all. */
export const protocol = fp(
  async (app) => {
    const { server } = app;
    server.on('connect', (_request, socket: Duplex) => {
      socket.on('error', () => socket.destroy());
      note(app, refuse(socket, 405));
    });
    // An expectation other than 100-continue may be left alone: https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  },
  { name: 'protocol', dependencies: ['metrics'] },
);

/** Fastify's `clientErrorHandler`. */
export function clientError(app: FastifyInstance, error: ConnectionError, socket: Duplex): void {
  const refusal = answerClientError(error, socket);
  if (refusal) note(app, refusal, error.code);
}

function note(app: FastifyInstance, refusal: Refusal, code?: string): void {
  app.metrics.refused.labels(String(refusal.status)).inc();
  app.log.info({ ...refusal, ...(code !== undefined && { code }) }, 'request refused');
}
