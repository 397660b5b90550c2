import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createNetServer, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxContext } from '../context.ts';
import { freePort } from '../runner/free-port.ts';
import { MemoryStore } from '../store.ts';
import { TestClock } from '../test-clock.ts';
import { resourceRequest } from '../test-sandbox.ts';
import { elbv2Behaviours } from './behaviours.ts';
import { LoadBalancing, type LoadBalancingOptions } from './load-balancing.ts';

let clock: TestClock;
let context: SandboxContext;
let loadBalancing: LoadBalancing;
let servers: { close(): unknown; closeAllConnections?(): void }[];
let ports: number[];
let effects: { kind: string; detail: Readonly<Record<string, unknown>> }[];
let alb: string;
let port: number;
let measured: string[];

beforeEach(async () => {
  clock = new TestClock();
  servers = [];
  effects = [];
  measured = [];
  const taken = new Set<number>();
  ports = [await freePort(taken), await freePort(taken), await freePort(taken)];
  [port = 0] = ports;
  let random = 0;
  context = {
    clock,
    store: new MemoryStore(),
    accountId: '000000000000',
    partition: 'aws',
    stateDir: '/none',
    effect: (kind, detail) => void effects.push({ kind, detail }),
    randomHex: (length) => (random += 1).toString(16).padStart(length, '0'),
  };
  begin();
  alb = create('LoadBalancer', {
    LoadBalancerAttributes: [{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' }],
  });
});
afterEach(async () => {
  await loadBalancing.stop();
  for (const server of servers) {
    server.closeAllConnections?.();
    server.close();
  }
});

function begin(): void {
  const options: LoadBalancingOptions = {
    findPort: () => ports.shift() ?? 0,
    prober: (_, answer) => {
      answer(200);
      return () => undefined;
    },
  };
  loadBalancing = new LoadBalancing(context, options, {
    chosen: (_, group) => void measured.push(`chosen ${group.split('/')[1]}`),
    answered: (_, _group, status, seconds) => void measured.push(`answered ${status} after ${seconds} s`),
    failed: (balancer, status) => void measured.push(`failed ${status} of ${balancer === alb}`),
  });
}

function behaviour(kind: string) {
  const type = `AWS::ElasticLoadBalancingV2::${kind}`;
  const found = elbv2Behaviours({ context, loadBalancing }).find((candidate) => candidate.type === type);
  if (!found) throw new Error(type);
  return found;
}

function requestOf(logicalId: string, properties: Record<string, unknown>) {
  return { ...resourceRequest('', properties, logicalId), region: 'us-east-1' };
}

function create(kind: string, properties: Record<string, unknown>, logicalId = kind): string {
  return behaviour(kind).create(requestOf(logicalId, properties)).physicalId;
}

async function untilSettled(kind: string, physicalId: string): Promise<void> {
  while (behaviour(kind).settled?.({ ...requestOf(kind, {}), physicalId }, 'create') === 'pending') {
    // oxlint-disable-next-line no-await-in-loop -- a port opens in a later turn of the event loop
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function listen(actions: unknown[], Port = 80, more = {}): Promise<string> {
  const properties = { LoadBalancerArn: alb, Port, DefaultActions: actions, ...more };
  const listener = create('Listener', properties, `Listener${Port}`);
  await untilSettled('Listener', listener);
  return listener;
}

async function target(handler: RequestListener): Promise<number> {
  const server: Server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A target group with these targets behind port 80, healthy already. */
async function serve(...handlers: RequestListener[]): Promise<string> {
  const Targets = [];
  for (const handler of handlers) Targets.push({ Id: '127.0.0.1', Port: await target(handler) });
  const delay = { Key: 'deregistration_delay.timeout_seconds', Value: '30' };
  const group = create('TargetGroup', {
    Port: 80,
    TargetType: 'ip',
    Targets,
    TargetGroupAttributes: [delay],
  });
  await listen([{ Type: 'forward', TargetGroupArn: group }]);
  await clock.advance(1000);
  return group;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

function call(
  path = '/',
  options: {
    method?: string;
    headers?: Record<string, string | string[]>;
    body?: string;
    port?: number;
  } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const sent = httpRequest({
      host: '127.0.0.1',
      port: options.port ?? port,
      path,
      method,
      headers,
      agent: false,
    });
    sent.once('error', reject).once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: text }),
      );
      response.once('error', reject);
    });
    sent.end(body);
  });
}

const echo: RequestListener = (request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.once('end', () => {
    response.setHeader('Set-Cookie', ['a=1', 'b=2']);
    response.setHeader('Keep-Alive', 'timeout=9');
    response.end(
      JSON.stringify({ url: request.url, method: request.method, headers: request.headers, body }),
    );
  });
};

describe('forwarding', () => {
  it('passes method, path, headers and body on, and says where the request came from', async () => {
    await serve(echo);
    const answer = await call('/a%20b?x=1', {
      method: 'POST',
      body: 'hello',
      headers: {
        'x-own': 'kept',
        x_bad: 'dropped',
        connection: 'x-hop',
        'x-hop': 'dropped',
        'x-forwarded-for': '10.1.1.1',
      },
    });
    const seen = JSON.parse(answer.body);
    expect(seen).toMatchObject({ url: '/a%20b?x=1', method: 'POST', body: 'hello' });
    expect(seen.headers).toMatchObject({
      'x-own': 'kept',
      host: `127.0.0.1:${port}`,
      'x-forwarded-for': '10.1.1.1, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': String(port),
    });
    expect(seen.headers['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(seen.headers).not.toHaveProperty('x_bad');
    expect(seen.headers).not.toHaveProperty('x-hop');
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(answer.headers).not.toHaveProperty('keep-alive', 'timeout=9');
  });

  it('adds itself to a trace that there is', async () => {
    await serve(echo);
    const trace = async (given: string) => {
      const { body } = await call('/', { headers: { 'x-amzn-trace-id': given } });
      return JSON.parse(body).headers['x-amzn-trace-id'] as string;
    };
    expect(await trace('Root=1-a-b;Sampled=1')).toMatch(
      /^Self=1-[0-9a-f]+-[0-9a-f]{24};Root=1-a-b;Sampled=1$/,
    );
    expect(await trace('Self=1-old-x;Root=1-a-b')).toMatch(/^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-a-b$/);
  });

  it('streams both ways', async () => {
    await serve((request, response) => {
      response.write('first');
      request.once('data', (chunk) => response.end(`got ${String(chunk)}`));
    });
    const parts: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port, method: 'POST', agent: false });
      sent.once('error', reject).once('response', (response) => {
        response.setEncoding('utf8').on('data', (chunk: string) => {
          parts.push(chunk);
          if (parts.length === 1) sent.end('second');
        });
        response.once('end', resolve);
      });
      sent.flushHeaders();
    });
    expect(parts.join('|')).toBe('first|got second');
  });

  it('takes turns between healthy targets', async () => {
    await serve(
      (_, response) => response.end('a'),
      (_, response) => response.end('b'),
    );
    const bodies = [await call(), await call(), await call(), await call()].map(({ body }) => body);
    expect(bodies).toEqual(['a', 'b', 'a', 'b']);
  });

  it('passes a WebSocket through', async () => {
    const upgrading = createServer();
    servers.push(upgrading);
    upgrading.on('upgrade', (_request, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      socket.on('data', (chunk) => socket.end(`echo ${String(chunk)}`));
    });
    await new Promise<void>((resolve) => upgrading.listen(0, '127.0.0.1', resolve));
    const Targets = [{ Id: '127.0.0.1', Port: (upgrading.address() as AddressInfo).port }];
    const group = create('TargetGroup', { Port: 80, TargetType: 'ip', Targets });
    await listen([{ Type: 'forward', TargetGroupArn: group }]);
    await clock.advance(1000);
    const text = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let seen = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        seen += chunk;
        if (seen.endsWith('\r\n\r\n')) socket.write('hello');
      });
      socket.once('close', () => resolve(seen));
      socket.write('GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    });
    expect(text).toMatch(/^HTTP\/1\.1 101 .*Upgrade: websocket.*echo hello$/s);
  });
});

describe('what is measured', () => {
  it('is each request with its target, what that answered, and when it began to', async () => {
    await serve((_, response) => {
      void clock.advance(250).then(() => response.writeHead(500).end('sorry'));
    });
    expect((await call()).status).toBe(500);
    expect(measured).toEqual([expect.stringMatching(/^chosen demo-/), 'answered 500 after 0.25 s']);
  });

  it('is an error of the load balancer as its own, and a fixed response not at all', async () => {
    await serve((request) => request.socket.destroy());
    expect((await call()).status).toBe(502);
    expect(measured).toEqual([expect.stringMatching(/^chosen demo-/), 'failed 502 of true']);
    measured = [];
    const [listener] = loadBalancing.tables.listenersOf(alb);
    const actions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }];
    behaviour('Listener').update(
      {
        ...requestOf('Listener80', { LoadBalancerArn: alb, Port: 80, DefaultActions: actions }),
        physicalId: listener?.arn ?? '',
      },
      {},
    );
    expect((await call()).status).toBe(503);
    expect(measured).toEqual([]);
  });
});

describe('its own answers', () => {
  it('503 without a target', async () => {
    await serve();
    const answer = await call();
    expect(measured).toEqual(['failed 503 of true']);
    expect(answer).toMatchObject({
      status: 503,
      headers: { server: 'awselb/2.0', 'content-type': 'text/html' },
    });
    expect(answer.body).toContain('<h1>503 Service Temporarily Unavailable</h1>'.replace('Temporarily ', ''));
  });

  it('502 where the target refuses, breaks off, or answers nonsense', async () => {
    const unused = await freePort(new Set());
    const nonsense = createNetServer((socket) => socket.end('nonsense\r\n\r\n'));
    servers.push(nonsense);
    await new Promise<void>((resolve) => nonsense.listen(0, '127.0.0.1', resolve));
    const Targets = [
      unused,
      await target((request) => request.socket.destroy()),
      (nonsense.address() as AddressInfo).port,
    ];
    const TargetGroupArn = create('TargetGroup', {
      Port: 80,
      TargetType: 'ip',
      Targets: Targets.map((Port) => ({ Id: '127.0.0.1', Port })),
    });
    await listen([{ Type: 'forward', TargetGroupArn }]);
    await clock.advance(1000);
    expect([await call(), await call(), await call()].map(({ status }) => status)).toEqual([502, 502, 502]);
  });

  it('504 where the target says nothing for the idle timeout', async () => {
    let arrived = (): void => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    await serve(() => arrived());
    const answer = call();
    await asked;
    let isOpen = true;
    void answer.then(() => (isOpen = false));
    await clock.advance(59_999);
    expect(isOpen).toBe(true);
    await clock.advance(1);
    expect((await answer).status).toBe(504);
  });

  it('502 for a request that is open when the deregistration delay ends; others finish', async () => {
    const open: { response: Parameters<RequestListener>[1]; url: string | undefined }[] = [];
    let arrived = (): void => undefined;
    const both = new Promise<void>((resolve) => (arrived = resolve));
    const group = await serve((request, response) => {
      open.push({ response, url: request.url });
      if (open.length === 2) arrived();
    });
    const answers = [call('/finishes'), call('/hangs')];
    await both;
    const [live] = loadBalancing.targets.of(group);
    if (live) loadBalancing.targets.deregister(live.record);
    expect((await call()).status).toBe(503);
    open.find(({ url }) => url === '/finishes')?.response.end('done');
    expect(await answers[0]).toMatchObject({ status: 200, body: 'done' });
    await clock.advance(30_000);
    expect(await answers[1]).toMatchObject({ status: 502 });
  });

  it('463 for more than thirty addresses in X-Forwarded-For', async () => {
    await serve(echo);
    const list = Array(31).fill('10.0.0.1').join(', ');
    expect((await call('/', { headers: { 'x-forwarded-for': list } })).status).toBe(463);
  });

  it('fixed responses and redirects', async () => {
    const listener = await listen([
      {
        Type: 'fixed-response',
        FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'no' },
      },
    ]);
    expect(await call()).toMatchObject({
      status: 404,
      body: 'no',
      headers: { 'content-type': 'text/plain' },
    });
    const redirect = (Priority: number, Values: string[], RedirectConfig: object) =>
      create(
        'ListenerRule',
        {
          ListenerArn: listener,
          Priority,
          Conditions: [{ Field: 'path-pattern', Values }],
          Actions: [{ Type: 'redirect', RedirectConfig }],
        },
        `Rule${Priority}`,
      );
    redirect(1, ['/old/*'], { StatusCode: 'HTTP_301', Path: '/new/#{path}', Query: 'q=1&#{query}' });
    redirect(2, ['/away'], { StatusCode: 'HTTP_302', Protocol: 'HTTPS', Host: 'example.com', Port: '443' });
    redirect(3, ['/secure'], { StatusCode: 'HTTP_302', Protocol: 'HTTPS', Port: '443' });
    const secure = await listen(
      [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
      443,
      {
        Protocol: 'HTTPS',
        Certificates: [{ CertificateArn: 'arn:cert' }],
      },
    );
    const local = loadBalancing.tables.listeners.get(secure)?.localPort;
    const location = async (path: string) => (await call(path)).headers.location;
    expect(await location('/old/x?a=b')).toBe(`http://127.0.0.1:${port}/new/old/x?q=1&a=b`);
    expect(await location('/away')).toBe('https://example.com/away');
    expect(await location('/secure?x')).toBe(`http://127.0.0.1:${local}/secure?x`);
    expect((await call('/secure?x', { port: local ?? 0 })).status).toBe(200);
  });

  it('fails open: with no healthy target all are tried', async () => {
    await loadBalancing.stop();
    ports = [await freePort(new Set()), await freePort(new Set())];
    loadBalancing = new LoadBalancing(context, {
      findPort: () => ports.shift() ?? 0,
      prober: (_, answer) => {
        answer(500);
        return () => undefined;
      },
    });
    await loadBalancing.start();
    await serve((_, response) => response.end('sick'));
    await clock.advance(120_000);
    expect(await call()).toMatchObject({ status: 200, body: 'sick' });
  });
});

describe('ports', () => {
  it('are the same after a restart; one that is taken is replaced, and an effect says so', async () => {
    await listen([{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }]);
    await listen([{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '202' } }], 9000);
    const second = loadBalancing.tables.listenersOf(alb)[1]?.localPort ?? 0;
    await loadBalancing.stop();
    await expect(call()).rejects.toThrow('ECONNREFUSED');
    const other = createNetServer();
    servers.push(other);
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    begin();
    await loadBalancing.start();
    expect((await call('/', { port: second })).status).toBe(202);
    const moved = loadBalancing.tables.loadBalancers.get(alb)?.httpPort ?? 0;
    expect(moved).not.toBe(port);
    expect((await call('/', { port: moved })).status).toBe(200);
    expect(effects.filter(({ kind }) => kind === 'listener-port-changed')).toMatchObject([
      { detail: { listenerPort: 80, from: port, to: moved } },
    ]);
  });

  it('are held from the creation of the load balancer, and closed with it', async () => {
    await untilSettled('LoadBalancer', alb);
    await expect(call()).rejects.toThrow(/ECONNRESET|socket hang up/);
    behaviour('LoadBalancer').remove({ ...requestOf('LoadBalancer', {}), physicalId: alb });
    await expect(call()).rejects.toThrow('ECONNREFUSED');
  });
});
