import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isoTime } from '../../src/log/iso-time.ts';
import { otherLevel } from '../../src/log/level.ts';
import { LineBuffer } from '../../src/log/line-buffer.ts';
import { baseOf, buildLogger } from '../../src/log/logger.ts';
import { redact } from '../../src/log/redact.ts';
import { requestLines } from '../../src/log/request-line.ts';
import { openStdout } from '../../src/log/stdout.ts';
import { setSpan, traceIdsOf } from '../../src/log/trace-ids.ts';
import { RouteSeries } from '../../src/metrics/request-metrics.ts';
import { build } from '../build.ts';
import { settingsFrom } from '../env.ts';

afterEach(() => void vi.useRealTimers());

function collect() {
  const written: string[] = [];
  return { written, out: { write: (text: string | Buffer) => void written.push(String(text)) } };
}

describe('lines on their way out', () => {
  it('are written together, in order, after a moment', () => {
    vi.useFakeTimers();
    const { written, out } = collect();
    const lines = new LineBuffer(out, 4_096);
    lines.write('a\n');
    lines.write('b\n');
    expect(written).toEqual([]);
    vi.advanceTimersByTime(20);
    expect(written).toEqual(['a\nb\n']);
    lines.write('c\n');
    vi.advanceTimersByTime(20);
    lines.flushSync();
    expect(written).toEqual(['a\nb\n', 'c\n']);
  });

  it('are in pieces that a pipe takes whole, of whole lines, however long in bytes', () => {
    const { written, out } = collect();
    const lines = new LineBuffer(out, 4_096);
    const sent = Array.from({ length: 500 }, (_, index) => `${'é'.repeat((index * 7) % 300)}${index}\n`);
    for (const line of sent) lines.write(line);
    lines.flushSync();
    expect(written.join('')).toBe(sent.join(''));
    for (const piece of written) {
      expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(4_096);
      expect(piece.endsWith('\n')).toBe(true);
    }
    expect(written.length).toBeLessThan(50);
  });

  it('that are too long by themselves are a piece of their own', () => {
    const { written, out } = collect();
    const lines = new LineBuffer(out, 4_096);
    const long = `${'x'.repeat(10_000)}\n`;
    lines.write('a\n');
    lines.write(long);
    lines.write('b\n');
    lines.flushSync();
    expect(written).toEqual(['a\n', long, 'b\n']);
  });

  it('are written at once where one is fatal', () => {
    const { written, out } = collect();
    buildLogger(settingsFrom(), new LineBuffer(out, 4_096)).fatal('the end');
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ level: 'fatal', msg: 'the end' });
  });
});

describe('stdout', () => {
  const settings = settingsFrom();
  const pretty = { default: (options: object) => ({ options, write: () => {} }) };

  it('is for people on a terminal, in colours unless they are not wanted', async () => {
    const terminal = { isTTY: true, noColor: false, load: async () => pretty };
    expect(await openStdout(settings, undefined, terminal)).toMatchObject({
      options: { colorize: true, destination: 1 },
    });
    expect(await openStdout(settings, undefined, { ...terminal, noColor: true })).toMatchObject({
      options: { colorize: false },
    });
  });

  it('is JSON elsewhere, and where the package for people is not installed', async () => {
    const load = () => Promise.reject(new Error('Cannot find package'));
    expect(await openStdout(settings, 1, { isTTY: true, noColor: false, load })).toBeInstanceOf(LineBuffer);
    const never = () => expect.unreachable();
    const nobody = { isTTY: false, noColor: false, load: never };
    expect(await openStdout(settings, 1, nobody)).toBeInstanceOf(LineBuffer);
    expect(await openStdout(settings)).toBeInstanceOf(LineBuffer);
  });
});

describe('the time of a line', () => {
  it.each([0, 999, 1_000, 1_700_000_000_007, 1_700_000_000_045, 1_700_000_000_999, 1_700_000_001_000, 1])(
    'is %i in ISO 8601',
    (now) => {
      vi.useFakeTimers({ now });
      expect(isoTime()).toBe(`,"time":"${new Date(now).toISOString()}"`);
    },
  );
});

describe('secrets', () => {
  it.each([
    'authorization',
    'Authorization',
    'proxy-authorization',
    'cookie',
    'set-cookie',
    'x-api-key',
    'apiKey',
    'password',
    'dbPassword',
    'clientSecret',
    'token',
    'refresh_token',
    'accessToken',
    'credentials',
    'private_key',
  ])('are redacted by their name: %s', (name) => {
    expect(redact({ a: [{ b: { [name]: 'canary' } }], [name]: { x: 'canary' } })).toEqual({
      a: [{ b: { [name]: '[redacted]' } }],
      [name]: '[redacted]',
    });
  });

  it('are all that is changed, and what is logged is not', () => {
    const logged = {
      headers: { cookie: 'canary', accept: '*/*' },
      list: [1],
      when: new Date(0),
      none: undefined,
    };
    const { headers, ...rest } = redact(logged);
    expect(headers).toEqual({ cookie: '[redacted]', accept: '*/*' });
    expect(rest.list).toBe(logged.list);
    expect(rest.when).toBe(logged.when);
    expect(logged.headers.cookie).toBe('canary');
    const harmless = { tokens: 3, tokenise: true, cookieless: 1, route: '/x' };
    expect(redact(harmless)).toBe(harmless);
  });

  it('in circles do not stop the service', () => {
    const circle: Record<string, unknown> = { password: 'canary' };
    circle['self'] = circle;
    expect(redact(circle)['password']).toBe('[redacted]');
    for (let index = 0; index < 2_000; index += 1) redact({ [`key${index}`]: 1 });
    expect(redact({ token: 'canary' })).toEqual({ token: '[redacted]' });
  });

  it('do not come into the log, nor with an error that carries them', () => {
    const { written, out } = collect();
    const log = buildLogger(settingsFrom(), out);
    log.info({ req: { headers: { authorization: 'canary' } }, password: 'canary' }, 'x');
    const failure = Object.assign(new Error('refused'), { config: { headers: { cookie: 'canary' } } });
    log.error({ err: failure }, 'failed');
    log.error({ err: 'not an error' }, 'failed');
    expect(written.join('')).not.toContain('canary');
    expect(JSON.parse(written[1] ?? '')).toMatchObject({
      err: { type: 'Error', message: 'refused', config: { headers: { cookie: '[redacted]' } } },
    });
    expect(JSON.parse(written[2] ?? '')).toMatchObject({ err: 'not an error' });
  });
});

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const ROOT = '1-5759e988-bd862e3fe1be46a994272793';

describe('trace ids', () => {
  const request = (headers: IncomingHttpHeaders) => ({ headers }) as IncomingMessage;

  it.each([
    [{ traceparent: `00-${TRACE}-${SPAN}-01` }, { traceId: TRACE, spanId: SPAN }],
    [{ traceparent: `01-${TRACE}-${SPAN}-01-later` }, { traceId: TRACE, spanId: SPAN }],
    [{ 'x-amzn-trace-id': `Root=${ROOT}` }, { amznTraceId: ROOT }],
    [{ 'x-amzn-trace-id': `Self=1-2-3;Root=${ROOT};Sampled=1` }, { amznTraceId: ROOT }],
    [
      { traceparent: `00-${TRACE}-${SPAN}-00`, 'x-amzn-trace-id': `Root=${ROOT}` },
      { traceId: TRACE, spanId: SPAN, amznTraceId: ROOT },
    ],
    [{}, undefined],
    [{ traceparent: `ff-${TRACE}-${SPAN}-01` }, undefined],
    [{ traceparent: `00-${'0'.repeat(32)}-${SPAN}-01` }, undefined],
    [{ traceparent: `00-${TRACE}-${'0'.repeat(16)}-01` }, undefined],
    [{ traceparent: `00-${TRACE.toUpperCase()}-${SPAN}-01` }, undefined],
    [{ traceparent: `00-${TRACE}-${SPAN}-01${'-x'.repeat(400)}` }, undefined],
    [{ 'x-amzn-trace-id': 'Root=1-"},"level":"fatal' }, undefined],
  ])('of %j are %j', (headers, ids) => {
    expect(traceIdsOf(request(headers))).toEqual(ids);
  });

  it('are those of the own span where there is one', () => {
    const own = request({ traceparent: `00-${TRACE}-${SPAN}-01` });
    setSpan(own, { traceId: TRACE, spanId: '1111111111111111' });
    expect(traceIdsOf(own)).toEqual({ traceId: TRACE, spanId: '1111111111111111' });
    expect(traceIdsOf(request({}))).toBeUndefined();
  });

  it('are in every line of the request', async () => {
    const { app, lines } = await build();
    app.get('/logs', async ({ log }) => {
      log.child({ more: 1 }).warn('within');
      const { level } = log;
      log.level = level;
      return 'x';
    });
    const headers = { traceparent: `00-${TRACE}-${SPAN}-01`, 'x-amzn-trace-id': `Root=${ROOT}` };
    await app.inject({ url: '/logs', headers: { ...headers, 'x-request-id': 'r-1' } });
    const ids = { requestId: 'r-1', traceId: TRACE, spanId: SPAN, amznTraceId: ROOT };
    expect(lines).toEqual([
      expect.objectContaining({ ...ids, level: 'warn', msg: 'within', more: 1 }),
      expect.objectContaining({ ...ids, level: 'info', msg: 'request completed' }),
    ]);
  });
});

describe('the line of a request', () => {
  it('has the form of all others, whatever route and environment are called', () => {
    const { written, out } = collect();
    const settings = settingsFrom({ ENVIRONMENT: 'a/b', APP_VERSION: '1:2' });
    const series = new RouteSeries('/"quoted"/:id', []).of('PROPFIND', 404);
    const end = { requestId: 'r-1', series, duration: 1.23456789, traceIds: undefined, message: 'done' };
    requestLines(out, baseOf(settings, 7))('warn', end);
    const line = { method: 'PROPFIND', route: '/"quoted"/:id', status: 404, duration: 1.235 };
    buildLogger(settings, out, 7).warn({ requestId: 'r-1', ...line }, 'done');
    const [ours, pinos] = written.map((text) => text.replace(/"time":"[^"]*"/, '"time":""'));
    expect(ours).toBe(pinos);
  });

  it.each([
    [0, 0],
    [0.0004, 0],
    [0.0006, 0.001],
    [1.0499, 1.05],
    [9.9999, 10],
    [12_345.6789, 12_345.679],
  ])('has the milliseconds %d as %d', (duration, logged) => {
    const { written, out } = collect();
    const series = new RouteSeries('/', []).of('GET', 200);
    const end = { requestId: 'r-1', series, duration, traceIds: undefined, message: 'done' };
    requestLines(out, baseOf(settingsFrom({}), 1))('info', end);
    expect(JSON.parse(written.join(''))).toMatchObject({ duration: logged });
  });
});

describe('the log level', () => {
  it.each([
    ['info', 'info', 'debug'],
    ['info', 'debug', 'info'],
    ['warn', 'warn', 'debug'],
    ['warn', 'debug', 'warn'],
    ['debug', 'debug', 'info'],
    ['debug', 'info', 'debug'],
  ])('set to %s goes from %s to %s', (set, now, next) => {
    expect(otherLevel(set, now)).toBe(next);
  });

  it.each([
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['fatal', []],
    ['silent', []],
  ])('%s lets the lines of requests through that weigh as much', async (LOG_LEVEL, expected) => {
    const { app, lines } = await build({ LOG_LEVEL });
    for (const status of [200, 503, 500])
      app.get(`/${status}`, (_request, reply) => reply.code(status).send('x'));
    for (const status of [200, 503, 500]) await app.inject(`/${status}`);
    expect(lines.map(({ level }) => level)).toEqual(expected);
  });
});
