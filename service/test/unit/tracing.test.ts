import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { context, trace } from '@opentelemetry/api';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { build, eventually, listen } from '../build.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  status: { code: number };
  attributes: { key: string; value: Record<string, unknown> }[];
  events: { name: string }[];
}
interface Export {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: Span[] }[];
  }[];
}

/** A collector: https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */
const received: { path: string | undefined; type: string | undefined; body: Export }[] = [];
const spans = () =>
  received
    .flatMap(({ body }) => body.resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap((s) => s.spans));
const attributesOf = (span: Span | undefined) =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]));

let endpoint = '';
beforeAll(async () => {
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await json(request)) as Export;
    received.push({ path: request.url, type: request.headers['content-type'], body });
    response.setHeader('content-type', 'application/json').end('{}');
  };
  const collector = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const address = collector.address();
  if (address === null || typeof address === 'string') throw new Error('the collector has no port');
  endpoint = `http://127.0.0.1:${address.port}`;
  // The exporter reads it itself.
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint);
  return () => void collector.close();
});

// The provider is one for the process, so this is one application, asked many things.
describe('traces', () => {
  it('are sent over OTLP/HTTP at the latest when the service stops', async () => {
    const { app, lines } = await build({
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      APP_NAME: 'shop',
      APP_VERSION: '2.0.0',
      ENVIRONMENT: 'test',
    });
    let within: string | undefined;
    app.get('/within', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      within = trace.getSpan(context.active())?.spanContext().spanId;
      return 'x';
    });
    app.get('/fails', () => Promise.reject(new Error('on purpose')));
    app.get('/slow', () => new Promise(() => {}));
    const url = await listen(app);

    const headers = { traceparent: `00-${TRACE}-${PARENT}-01`, 'x-request-id': 'r-1' };
    await fetch(`${url}/within?secret=canary`, { headers });
    await fetch(`${url}/fails`);
    await fetch(`${url}/nowhere/1`);
    await fetch(`${url}/health`, { method: 'PROPFIND' });
    const gone = new AbortController();
    const slow = fetch(`${url}/slow`, { signal: gone.signal });
    await eventually('the slow request comes', () => (app.lifecycle.inFlight === 1 ? true : undefined));
    gone.abort();
    await expect(slow).rejects.toThrow('aborted');
    await eventually('it is gone', () => (app.lifecycle.inFlight === 0 ? true : undefined));
    expect(received).toEqual([]);

    await app.close();
    expect(received).toMatchObject([{ path: '/v1/traces', type: 'application/json' }]);
    expect(received[0]?.body.resourceSpans[0]?.resource.attributes).toEqual(
      expect.arrayContaining([
        { key: 'service.name', value: { stringValue: 'shop' } },
        { key: 'service.version', value: { stringValue: '2.0.0' } },
        { key: 'deployment.environment.name', value: { stringValue: 'test' } },
      ]),
    );
    const named = new Map(spans().map((span) => [span.name, span]));
    expect([...named.keys()].toSorted()).toEqual([
      'GET',
      'GET /fails',
      'GET /slow',
      'GET /within',
      'HTTP /health',
    ]);

    const child = named.get('GET /within');
    expect(child).toMatchObject({ traceId: TRACE, parentSpanId: PARENT, kind: 2, spanId: within });
    expect(attributesOf(child)).toMatchObject({
      'http.request.method': 'GET',
      'http.route': '/within',
      'http.response.status_code': 200,
      'url.path': '/within',
      'url.scheme': 'http',
      'request.id': 'r-1',
    });
    expect(JSON.stringify(received)).not.toContain('canary');
    expect(lines).toContainEqual(
      expect.objectContaining({ route: '/within', traceId: TRACE, spanId: child?.spanId }),
    );

    const failed = named.get('GET /fails');
    expect(failed).toMatchObject({ status: { code: 2 }, events: [{ name: 'exception' }] });
    expect(failed?.parentSpanId).toBeUndefined();
    expect(attributesOf(failed)).toMatchObject({ 'error.type': '500' });
    const unknown = attributesOf(named.get('GET'));
    expect(unknown).toMatchObject({ 'http.response.status_code': 404, 'url.path': '/nowhere/1' });
    expect(unknown).not.toHaveProperty('http.route');
    expect(unknown).not.toHaveProperty('error.type');
    expect(attributesOf(named.get('HTTP /health'))).toMatchObject({
      'http.request.method': '_OTHER',
      'http.request.method_original': 'PROPFIND',
    });
    expect(named.get('GET /slow')).toMatchObject({ status: { code: 2 } });
    vi.unstubAllEnvs();
  });
});

describe('without an endpoint', () => {
  it('a request has no span', async () => {
    const { app } = await build();
    app.get('/within', async (request) => ({ has: 'span' in request }));
    expect((await app.inject('/within')).json()).toEqual({ has: false });
    onTestFinished(() => void received.splice(0));
  });
});
