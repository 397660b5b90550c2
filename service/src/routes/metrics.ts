import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Registry } from 'prom-client';
import { Type } from 'typebox';

const text = {
  description: 'Metrics of all workers in the text format of Prometheus',
  content: { 'text/plain': { schema: Type.String() } },
};

/** The metrics in the text format of Prometheus. Many who ask at the same time are given the same answer. */
export const metricsRoutes: FastifyPluginAsyncTypebox<{ scrape: () => Promise<string> }> = async (
  app,
  { scrape },
) => {
  let current: Promise<string> | undefined;

  app.get(
    '/metrics',
    {
      config: { alwaysAnswers: true, rateLimit: false },
      schema: { summary: 'Shows the metrics', tags: ['monitoring'], response: { 200: text } },
    },
    async (_request, reply) => {
      current ??= scrape().finally(() => (current = undefined));
      return reply.type(Registry.PROMETHEUS_CONTENT_TYPE).send(await current);
    },
  );
};
