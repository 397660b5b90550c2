import { SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_METHOD_ORIGINAL,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_URL_PATH,
  ATTR_URL_SCHEME,
} from '@opentelemetry/semantic-conventions';
import fp from 'fastify-plugin';
import { setSpan } from '../log/trace-ids.ts';
import type { Settings } from '../settings.ts';
import { startProvider } from './provider.ts';

declare module 'fastify' {
  interface FastifyRequest {
    span?: Span | undefined;
  }
}

// All others are of clients' invention, and name no span.
const METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']);

/**
 * A span for each request, a child of the caller's where `traceparent` says so, and the context of whatever the
 * handler does: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span
 *
 * This file and what it imports are loaded only where spans are sent somewhere.
 */
export const tracing = fp<{ settings: Settings }>(
  async (app, { settings }) => {
    const provider = startProvider(settings, app.log);
    const tracer = trace.getTracer(settings.appName, settings.appVersion);

    app.decorateRequest('span', undefined);
    app.addHook('onRequest', (request, _reply, done) => {
      const { method } = request;
      const known = METHODS.has(method);
      const name = known ? method : 'HTTP';
      const route = request.routeOptions.url;
      const parent = propagation.extract(context.active(), request.raw.headers);
      const attributes = {
        [ATTR_HTTP_REQUEST_METHOD]: known ? method : '_OTHER',
        ...(!known && { [ATTR_HTTP_REQUEST_METHOD_ORIGINAL]: method }),
        ...(route !== undefined && { [ATTR_HTTP_ROUTE]: route }),
        [ATTR_URL_PATH]: request.url.split('?', 1)[0] ?? '',
        [ATTR_URL_SCHEME]: request.protocol,
        'request.id': request.id,
      };
      const title = route === undefined ? name : `${name} ${route}`;
      const span = tracer.startSpan(title, { kind: SpanKind.SERVER, attributes }, parent);
      request.span = span;
      setSpan(request.raw, span.spanContext());
      context.with(trace.setSpan(parent, span), done);
    });
    app.addHook('onError', (request, _reply, error, done) => {
      request.span?.recordException(error);
      done();
    });
    app.addHook('onResponse', (request, reply, done) => {
      request.span?.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, reply.statusCode);
      if (reply.statusCode >= 500) {
        request.span?.setAttribute(ATTR_ERROR_TYPE, String(reply.statusCode));
        request.span?.setStatus({ code: SpanStatusCode.ERROR });
      }
      request.span?.end();
      done();
    });
    app.addHook('onRequestAbort', (request, done) => {
      request.span?.setStatus({ code: SpanStatusCode.ERROR, message: 'the client went away' });
      request.span?.end();
      done();
    });
    app.addHook('onClose', () => provider.stop());
  },
  { name: 'tracing' },
);
