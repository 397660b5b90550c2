import type { FastifyInstance } from 'fastify';
import { hello, helloQuery } from '../schemas/hello.ts';
import type { HelloQuery } from '../schemas/hello.ts';
import type { Settings } from '../settings.ts';

/** Greets. A name of nothing but spaces is no name. */
export async function helloRoutes(app: FastifyInstance, { settings }: { settings: Settings }) {
  const counts = {
    named: app.metrics.greetings.labels('true'),
    unnamed: app.metrics.greetings.labels('false'),
  };

  app.get<{ Querystring: HelloQuery }>(
    '/api/hello',
    { schema: { querystring: helloQuery, response: { 200: hello } } },
    async ({ query }) => {
      const name = query.name?.trim();
      (name ? counts.named : counts.unnamed).inc();
      return {
        message: `Hello, ${name || 'World'}!`,
        version: settings.appVersion,
        environment: settings.environment,
      };
    },
  );
}
