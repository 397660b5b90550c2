import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { HELMET, SECURE } from '../../src/plugins/security-headers.ts';
import { trustedProxies } from '../../src/trusted-proxies.ts';
import { Windows } from '../../src/windows.ts';
import { build, eventually, listen } from '../build.ts';
import { settingsFrom } from '../env.ts';

const PROBLEM = 'application/problem+json; charset=utf-8';

/** Sends bytes, and resolves with all that comes back until the connection is closed. */
async function send(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write(bytes);
  return text(socket);
}

describe('security headers', () => {
  it('are what @fastify/helmet sends', async () => {
    const app = Fastify();
    onTestFinished(() => app.close());
    await app.register(helmet, HELMET);
    app.get('/', async () => '');
    const { headers } = await app.inject('/');
    for (const name of ['content-type', 'content-length', 'date', 'connection']) delete headers[name];
    expect(headers).toEqual(SECURE);
  });

  it.each([
    '/health',
    '/nowhere',
    '/%zz',
    '/api/hello?name=a&name=b',
    '/metrics',
    '/openapi.json',
    '/docs/x',
  ])('are on every answer: %s', async (url) => {
    const { app } = await build();
    const headers = { 'x-forwarded-proto': 'https' };
    expect((await app.inject({ url, headers })).headers).toMatchObject(SECURE);
    expect((await app.inject({ url, headers, method: 'DELETE' })).headers).toMatchObject(SECURE);
    const plain = await app.inject(url);
    expect(plain.headers['content-security-policy']).toBe(SECURE['content-security-policy']);
    expect(plain.headers).not.toHaveProperty('strict-transport-security');
  });
});

describe('HSTS', () => {
  const hstsOf = async (
    env: Record<string, string>,
    url: string,
    proto?: string,
    remoteAddress = '10.0.1.7',
  ) => {
    const { app } = await build(env);
    const headers = proto === undefined ? {} : { 'x-forwarded-proto': proto };
    return (await app.inject({ url, headers, remoteAddress })).headers['strict-transport-security'];
  };

  it.each(['/health', '/docs', '/docs/', '/docs/static/index.css', '/%zz'])(
    'is for those who came by HTTPS to the load balancer: %s',
    async (url) => {
      const { 'strict-transport-security': hsts } = SECURE;
      expect(await hstsOf({}, url, 'https')).toBe(hsts);
      expect(await hstsOf({}, url, 'http')).toBeUndefined();
      expect(await hstsOf({}, url)).toBeUndefined();
      expect(await hstsOf({}, url, 'https', '203.0.113.9')).toBeUndefined();
      expect(await hstsOf({ TRUST_PROXY: 'none' }, url, 'https')).toBeUndefined();
    },
  );
});

describe('under pressure', () => {
  it('requests are turned away with Retry-After, but for those of load balancers and monitors', async () => {
    const { app, lines } = await build({ MAX_HEAP: '32 MB' });
    const ballast = Array.from({ length: 2_000_000 }, (_, index) => ({ index }));
    await listen(app);
    const refused = await eventually('the heap is looked at', async () => {
      const response = await app.inject('/api/hello');
      return response.statusCode === 503 ? response : undefined;
    });
    expect(ballast).toHaveLength(2_000_000);
    expect(refused.headers).toMatchObject({ 'content-type': PROBLEM, 'retry-after': '5' });
    expect(refused.json()).toMatchObject({ status: 503, requestId: refused.headers['x-request-id'] });
    for (const url of ['/health', '/health/live', '/health/ready', '/metrics']) {
      expect([url, (await app.inject(url)).statusCode]).toEqual([url, 200]);
    }
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', route: '/api/hello', status: 503 }),
    );
  });
});

describe('a limit for each client', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('refuses what is too much with 429 and Retry-After, also guesses at paths', async () => {
    const { app } = await build({ RATE_LIMIT: '3', RATE_LIMIT_WINDOW: '10s' });
    const get = (url: string, headers = {}) => app.inject({ url, headers });
    const first = await get('/api/hello');
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '3', 'x-ratelimit-remaining': '2' });
    expect((await get('/nowhere')).statusCode).toBe(404);
    expect((await app.inject({ method: 'POST', url: '/api/hello' })).statusCode).toBe(405);
    for (const url of ['/api/hello', '/nowhere', '/openapi.json']) {
      const refused = await get(url);
      expect(refused.statusCode).toBe(429);
      expect(refused.headers).toMatchObject({ 'content-type': PROBLEM, 'retry-after': '10' });
      expect(refused.json()).toMatchObject({ status: 429, title: 'Too Many Requests' });
    }
    for (const url of ['/health', '/health/live', '/metrics']) expect((await get(url)).statusCode).toBe(200);
    expect((await get('/api/hello', from('203.0.113.9'))).statusCode).toBe(200);
  });

  it('takes for one client who has a whole network of IPv6', async () => {
    const { app } = await build({ RATE_LIMIT: '2' });
    const statusOf = async (address: string) =>
      (await app.inject({ url: '/api/hello', headers: from(address) })).statusCode;
    expect(await statusOf('2001:db8:1:2::1')).toBe(200);
    expect(await statusOf('2001:DB8:1:2:ffff::2')).toBe(200);
    expect(await statusOf('2001:db8:1:2:3:4:5:6')).toBe(429);
    expect(await statusOf('2001:db8:1:3::1')).toBe(200);
    expect(await statusOf('203.0.113.9')).toBe(200);
    expect(await statusOf('::ffff:203.0.113.9')).toBe(200);
    expect(await statusOf('203.0.113.9')).toBe(429);
    expect(await statusOf('203.0.113.10')).toBe(200);
  });

  it('is off unless it is set', async () => {
    const { app } = await build();
    const { headers } = await app.inject('/api/hello');
    expect(headers).not.toHaveProperty('x-ratelimit-limit');
  });

  it('lets everybody in where nobody can count', async () => {
    const { app } = await build(
      { RATE_LIMIT: '1' },
      { countHit: () => Promise.reject(new Error('the primary is busy')) },
    );
    for (let times = 0; times < 3; times += 1) expect((await app.inject('/api/hello')).statusCode).toBe(200);
  });

  it('counts in windows, and remembers no more clients than fit', () => {
    vi.useFakeTimers();
    const windows = new Windows();
    expect(windows.hit('a', 1_000)).toEqual({ current: 1, ttl: 1_000 });
    vi.advanceTimersByTime(400);
    expect(windows.hit('a', 1_000)).toEqual({ current: 2, ttl: 600 });
    vi.advanceTimersByTime(600);
    expect(windows.hit('a', 1_000)).toEqual({ current: 1, ttl: 1_000 });
    for (let client = 0; client < 10_000; client += 1) windows.hit(`client ${client}`, 1_000);
    expect(windows.hit('client 9999', 1_000).current).toBe(2);
    expect(windows.hit('a', 1_000).current).toBe(1);
    vi.useRealTimers();
  });
});

describe('who the client is', () => {
  async function ipOf(
    env: Record<string, string>,
    remoteAddress: string,
    forwarded?: string,
  ): Promise<string> {
    const { app } = await build(env);
    app.get('/ip', async ({ ip }) => ip);
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    return (await app.inject({ url: '/ip', headers, remoteAddress })).body;
  }

  it.each([
    ['the address that the load balancer saw', '10.0.1.7', '203.0.113.9', '203.0.113.9'],
    ['not what the client wrote before it', '10.0.1.7', '6.6.6.6, 203.0.113.9', '203.0.113.9'],
    ['not even where it is in the same network', '10.0.1.7', '6.6.6.6, 10.0.9.9', '10.0.9.9'],
    ['the address of the connection where that is no load balancer', '203.0.113.9', '6.6.6.6', '203.0.113.9'],
    ['the load balancer itself where it says nothing', '10.0.1.7', undefined, '10.0.1.7'],
  ])('is %s', async (_name, remoteAddress, forwarded, ip) => {
    expect(await ipOf({}, remoteAddress, forwarded)).toBe(ip);
  });

  it('is nobody else where no proxy is trusted', async () => {
    expect(await ipOf({ TRUST_PROXY: 'none' }, '10.0.1.7', '203.0.113.9')).toBe('10.0.1.7');
  });

  it('is known by IPv6 as well', () => {
    const trusts = trustedProxies(['fd00::/8', '10.0.0.0/8']);
    expect(trusts('fd00::1', 0)).toBe(true);
    expect(trusts('::ffff:10.0.0.1', 0)).toBe(true);
    expect(trusts('2001:db8::1', 0)).toBe(false);
    expect(trusts('fd00::1', 1)).toBe(false);
  });
});

describe('slow and strange clients', () => {
  it('that do not finish their request are told so and let go', async () => {
    const { app, lines } = await build({ REQUEST_TIMEOUT: '1s' });
    const answer = await send(await listen(app), 'GET / HTTP/1.1\r\nhost: x\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain(`content-type: ${PROBLEM}`);
    expect(answer).toContain('"status":408');
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'request refused', status: 408 }));
    expect(await app.metrics.registry.metrics()).toContain('http_refused_total{status="408"} 1\n');
  });

  it('that want a tunnel are told which methods there are', async () => {
    const { app } = await build();
    const answer = await send(await listen(app), 'CONNECT x:80 HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer).toContain('\r\nallow: GET, HEAD\r\n');
    expect(answer).toContain('"status":405');
  });

  it('that expect something else than to go on are answered all the same', async () => {
    const { app } = await build();
    const url = await listen(app);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(`${url}/health`, { agent: false, headers: { expect: 'the unexpected' } }, resolve)
        .on('error', reject)
        .end();
    });
    expect(response.statusCode).toBe(200);
    response.resume();
  });

  it('without a Host get a problem, unless they are so old that they cannot know', async () => {
    const { app } = await build();
    const url = await listen(app);
    const answer = await send(url, 'GET /health HTTP/1.1\r\nconnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain(PROBLEM);
    expect(await send(url, 'GET /health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('are kept longer than a load balancer keeps an idle connection', async () => {
    const { app } = await build();
    expect(app.server.keepAliveTimeout).toBe(settingsFrom().keepAliveTimeout);
    expect(app.server.keepAliveTimeout).toBeGreaterThan(60_000);
  });
});
