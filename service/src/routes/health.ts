import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { health, live, notReady, ready } from '../schemas/health.ts';
import type { Settings } from '../settings.ts';

/** Load balancers and orchestrators ask often, and would end a process that did not answer. */
const config = { alwaysAnswers: true, rateLimit: false } as const;
const tags = ['health'];

/** `/health` and `/health/live` say that the process works, `/health/ready` whether to send it traffic. */
export const healthRoutes: FastifyPluginAsyncTypebox<{ settings: Settings }> = async (app, { settings }) => {
  app.get(
    '/health',
    { config, schema: { summary: 'Says who is healthy', tags, response: { 200: health } } },
    async () => ({
      status: 'healthy' as const,
      service: settings.appName,
      version: settings.appVersion,
      environment: settings.environment,
      uptime: Math.round(process.uptime() * 1000) / 1000,
    }),
  );

  app.get(
    '/health/live',
    { config, schema: { summary: 'Says whether the process works', tags, response: { 200: live } } },
    async () => ({ status: 'alive' as const }),
  );

  app.get(
    '/health/ready',
    {
      config,
      schema: { summary: 'Says whether to send traffic', tags, response: { 200: ready, 503: notReady } },
    },
    async (_request, reply) => {
      const { phase } = app.lifecycle;
      const checks = {
        startup:
          phase === 'starting'
            ? { status: 'fail' as const, detail: 'the service is starting' }
            : { status: 'pass' as const, detail: 'the service has started' },
        shutdown:
          phase === 'draining'
            ? { status: 'fail' as const, detail: 'the service is stopping and finishes what is in flight' }
            : { status: 'pass' as const, detail: 'no stop was asked for' },
      };
      return phase === 'serving'
        ? reply.code(200).send({ status: 'ready', checks })
        : reply.code(503).send({ status: 'not ready', checks });
    },
  );
};
