import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { hello, helloQuery } from '../schemas/hello.ts';
import type { Settings } from '../settings.ts';

/** Greets. A name of nothing but spaces is no name. */
export const helloRoutes: FastifyPluginAsyncTypebox<{ settings: Settings }> = async (app, { settings }) => {
  const counts = {
    named: app.metrics.greetings.labels('true'),
    unnamed: app.metrics.greetings.labels('false'),
  };

  app.get(
    '/api/hello',
    { schema: { summary: 'Greets', tags: ['api'], querystring: helloQuery, response: { 200: hello } } },
    ({ query }) => {
      const name = query.name?.trim();
      (name ? counts.named : counts.unnamed).inc();
      return {
        message: `Hello, ${name || 'World'}!`,
        version: settings.appVersion,
        environment: settings.environment,
      };
    },
  );
};
