import fp from 'fastify-plugin';
import { requestLine } from '../logger.ts';
import { CLIENT_CLOSED_REQUEST } from './metrics.ts';

/** A request whose client went away never completes, so the line for it is written here. */
export const requestLog = fp(
  async (app) => {
    app.addHook('onRequestAbort', (request, done) => {
      const duration = performance.now() - request.startedAt;
      request.log.info(requestLine(request, CLIENT_CLOSED_REQUEST, duration), 'request aborted');
      done();
    });
  },
  { name: 'request-log', dependencies: ['metrics'] },
);
