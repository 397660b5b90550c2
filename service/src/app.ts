import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import { LogController } from './log/controller.ts';
import { lazy } from './log/lazy-logger.ts';
import { baseOf, buildLogger } from './log/logger.ts';
import { requestLines } from './log/request-line.ts';
import { docs } from './openapi/docs.ts';
import { collectRoutes } from './openapi/routes.ts';
import { errors, notFound, sendProblem } from './plugins/errors.ts';
import { lifecycle } from './plugins/lifecycle.ts';
import { methodNotAllowed } from './plugins/method-not-allowed.ts';
import { metrics } from './plugins/metrics.ts';
import { watchPressure } from './plugins/pressure.ts';
import { clientError, protocol } from './plugins/protocol.ts';
import { requests } from './plugins/requests.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import { slowReaders } from './plugins/slow-readers.ts';
import { requestId } from './request-id.ts';
import { healthRoutes } from './routes/health.ts';
import { helloRoutes } from './routes/hello.ts';
import { infoRoutes } from './routes/info.ts';
import { metricsRoutes } from './routes/metrics.ts';
import type { Settings } from './settings.ts';
import { stopTimes } from './stop-times.ts';
import type { StopTimes } from './stop-times.ts';
import { trustedProxies } from './trusted-proxies.ts';
import { Windows } from './windows.ts';
import type { Hit } from './windows.ts';

export interface AppOptions {
  logStream: DestinationStream;
  stopTimes?: StopTimes;
  /** Where the process is one of several: its number, and what the primary does for all of them. */
  worker?: number;
  scrape?: () => Promise<string>;
  countHit?: (key: string, window: number) => Promise<Hit>;
}

/** In bytes. An ALB takes no more than 16 KB in one header line, and passes on what it takes. */
const HEADER_LIMIT = 16 * 1024;
/** How often Node looks for requests that are late. */
const LATE_CHECK = 1_000;

/** Composes the application. It neither listens nor touches the process. */
export async function buildApp(settings: Settings, options: AppOptions): Promise<FastifyInstance> {
  const { requestTimeout, keepAliveTimeout } = settings;
  const trusts = trustedProxies(settings.trustProxy);
  const headersFor = securityHeaders(trusts);
  const app: FastifyInstance = Fastify({
    loggerInstance: lazy(buildLogger(settings, options.logStream, options.worker)),
    logController: new LogController(),
    genReqId: requestId,
    trustProxy: trusts,
    // An ALB closes idle connections after 60 s. If the service closed them first, requests would be lost:
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
    keepAliveTimeout,
    requestTimeout,
    http: {
      headersTimeout: requestTimeout / 2,
      requestTimeout,
      connectionsCheckingInterval: LATE_CHECK,
      maxHeaderSize: HEADER_LIMIT,
      requireHostHeader: false,
    },
    bodyLimit: settings.bodyLimit,
    // TypeBox makes no schema that is none, and to check them takes a quarter of the time to start.
    ajv: { customOptions: { validateSchema: false } },
    // While it drains the service still answers: a load balancer may send requests for some seconds more.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => clientError(app, error, socket),
    // A path that cannot be decoded reaches no route, and so none of the hooks.
    frameworkErrors: (error, request, reply) => {
      app.lifecycle.begin(request, reply);
      const status = error.statusCode ?? 400;
      reply.header('x-request-id', request.id).headers(headersFor(request.raw));
      sendProblem(request, reply, status, error.message);
      app.finish(reply, status, 'request completed');
    },
  });

  await app.register(lifecycle, { times: options.stopTimes ?? stopTimes(settings) });
  await app.register(slowReaders);
  await app.register(metrics, { settings });
  await app.register(protocol);
  if (settings.otlpEndpoint !== undefined) {
    const { tracing } = await import('./tracing/plugin.ts');
    await app.register(tracing, { settings });
  }
  await app.register(errors);
  let unknownPath = notFound;
  if (settings.rateLimit > 0) {
    const { limited, rateLimit } = await import('./plugins/rate-limit.ts');
    const windows = new Windows();
    const count = options.countHit ?? ((key: string, window: number) => windows.hit(key, window));
    await app.register(rateLimit, { settings, count });
    unknownPath = limited(app, notFound);
  }
  await app.register(requests, {
    write: requestLines(options.logStream, baseOf(settings, options.worker)),
    isUnderPressure: await watchPressure(app, settings),
    securityHeaders: headersFor,
    unknownPath,
  });

  const { scrape = () => app.metrics.registry.metrics() } = options;
  await app.register(methodNotAllowed, {
    routes: async (scope) => {
      const routes = collectRoutes(scope);
      await scope.register(healthRoutes, { settings });
      await scope.register(helloRoutes, { settings });
      await scope.register(infoRoutes, { settings });
      await scope.register(metricsRoutes, { scrape });
      await scope.register(docs, { settings, routes });
    },
  });
  return app;
}
