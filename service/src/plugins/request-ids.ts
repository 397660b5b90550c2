import fp from 'fastify-plugin';

/** Gives each answer the id of its request, so that a caller can name it. */
export const requestIds = fp(
  async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      reply.header('x-request-id', request.id);
      done();
    });
  },
  { name: 'request-ids' },
);
