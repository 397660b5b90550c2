import type { FastifyInstance } from 'fastify';
import { health, live, ready } from '../schemas/health.ts';
import type { Settings } from '../settings.ts';

/** `/health` and `/health/live` say that the process works, `/health/ready` whether to send it traffic. */
export async function healthRoutes(app: FastifyInstance, { settings }: { settings: Settings }) {
  app.get('/health', { schema: { response: { 200: health } } }, async () => ({
    status: 'healthy',
    service: settings.appName,
    version: settings.appVersion,
    environment: settings.environment,
    uptime: Math.round(process.uptime() * 1000) / 1000,
  }));

  app.get('/health/live', { schema: { response: { 200: live } } }, async () => ({ status: 'alive' }));

  app.get('/health/ready', { schema: { response: { 200: ready, 503: ready } } }, async (_request, reply) => {
    const { phase } = app.lifecycle;
    const serving = phase === 'serving';
    return reply.code(serving ? 200 : 503).send({
      status: serving ? 'ready' : 'not ready',
      checks: {
        startup:
          phase === 'starting'
            ? { status: 'fail', detail: 'the service is starting' }
            : { status: 'pass', detail: 'the service has started' },
        shutdown:
          phase === 'draining'
            ? { status: 'fail', detail: 'the service is stopping and finishes what is in flight' }
            : { status: 'pass', detail: 'no stop was asked for' },
      },
    });
  });
}
