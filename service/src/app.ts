import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import { answerClientError } from './client-error.ts';
import { RequestLog, buildLogger, requestLine } from './logger.ts';
import { errors, sendProblem } from './plugins/errors.ts';
import { STOP_TIMES, lifecycle } from './plugins/lifecycle.ts';
import type { StopTimes } from './plugins/lifecycle.ts';
import { methodNotAllowed } from './plugins/method-not-allowed.ts';
import { metrics } from './plugins/metrics.ts';
import { requestIds } from './plugins/request-ids.ts';
import { requestLog } from './plugins/request-log.ts';
import { requestId } from './request-id.ts';
import { healthRoutes } from './routes/health.ts';
import { helloRoutes } from './routes/hello.ts';
import { infoRoutes } from './routes/info.ts';
import { metricsRoutes } from './routes/metrics.ts';
import type { Settings } from './settings.ts';

export interface AppOptions {
  /** Where log lines go instead of stdout. */
  logStream?: DestinationStream;
  stopTimes?: StopTimes;
}

// An ALB closes idle connections after 60 s. If the service closed them first, requests would be lost:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
const KEEP_ALIVE = 65_000;
const HEADERS = 66_000;
const REQUEST = 75_000;
const BODY_LIMIT = 64 * 1024;

/** Composes the application. It neither listens nor touches the process. */
export async function buildApp(settings: Settings, options: AppOptions = {}): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: buildLogger(settings, options.logStream),
    logController: new RequestLog(),
    genReqId: requestId,
    keepAliveTimeout: KEEP_ALIVE,
    requestTimeout: REQUEST,
    http: { headersTimeout: HEADERS, requestTimeout: REQUEST },
    bodyLimit: BODY_LIMIT,
    // While it drains the service still answers: a load balancer may send requests for some seconds more.
    return503OnClosing: false,
    ajv: { customOptions: { allErrors: true } },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, app.log),
    // A path that cannot be decoded reaches no route, and so none of the hooks.
    frameworkErrors: (error, request, reply) => {
      const status = error.statusCode ?? 400;
      reply.header('x-request-id', request.id);
      sendProblem(request, reply, status, error.message);
      request.log.info(requestLine(request, status, 0), 'request completed');
    },
  });

  await app.register(lifecycle, { times: options.stopTimes ?? STOP_TIMES });
  await app.register(metrics, { settings });
  await app.register(requestLog);
  await app.register(requestIds);
  await app.register(errors);
  await app.register(methodNotAllowed, {
    routes: [healthRoutes, helloRoutes, infoRoutes, metricsRoutes].map(
      (routes) => (instance: FastifyInstance) => routes(instance, { settings }),
    ),
  });
  return app;
}
