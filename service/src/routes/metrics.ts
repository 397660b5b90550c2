import type { FastifyInstance } from 'fastify';

/** The metrics of this process in the text format of Prometheus. */
export async function metricsRoutes(app: FastifyInstance) {
  const { registry } = app.metrics;

  app.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
}
