import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { build, eventually, listen } from '../build.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

describe('the request id', () => {
  it.each(['abc', '9f-1.2:3_4', 'Root=1-5759e988-bd862e3fe1be46a994272793', 'x'.repeat(128)])(
    'is taken over: %s',
    async (id) => {
      const { app } = await build();
      const response = await app.inject({ url: '/health', headers: { 'x-request-id': id } });
      expect(response.headers['x-request-id']).toBe(id);
    },
  );

  it.each(['', 'a b', 'a"b', 'a,b', 'é', 'x'.repeat(129), '${jndi:x}'])(
    'is made instead of %j',
    async (id) => {
      const { app } = await build();
      const response = await app.inject({ url: '/health', headers: { 'x-request-id': id } });
      expect(response.headers['x-request-id']).toMatch(UUID);
    },
  );
});

describe('the log', () => {
  it('has one line a request, with everything the contract names', async () => {
    const { app, lines } = await build({ ENVIRONMENT: 'prod', APP_VERSION: '2.0.0' });
    await app.inject({ url: '/api/hello?name=secret', headers: { 'x-request-id': 'r-1' } });
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        environment: 'prod',
        version: '2.0.0',
        requestId: 'r-1',
        method: 'GET',
        route: '/api/hello',
        status: 200,
        duration: expect.any(Number),
        msg: 'request completed',
      },
    ]);
  });

  it('keeps to its level', async () => {
    const { app, lines } = await build({ LOG_LEVEL: 'warn' });
    await app.inject('/health');
    expect(lines).toEqual([]);
  });

  it('says what failed after the answer', async () => {
    const { app, lines } = await build();
    app.addHook('onResponse', (_request, _reply, done) => done(new Error('too late')));
    await app.inject('/health');
    const failed = { level: 'error', msg: 'error after the answer', status: 200 };
    expect(lines).toEqual([
      expect.objectContaining({ ...failed, err: expect.objectContaining({ message: 'too late' }) }),
      expect.objectContaining({ level: 'info', msg: 'request completed', status: 200 }),
    ]);
  });
});

describe('GET /metrics', () => {
  it('counts and times requests by method, route pattern and status, never by path', async () => {
    const { app } = await build({ APP_NAME: 'shop', APP_VERSION: '2.0.0', ENVIRONMENT: 'prod' });
    app.get('/things/:id', async () => 'x');
    for (const url of [
      '/things/1',
      '/things/2',
      '/nowhere/1',
      '/nowhere/2',
      '/api/hello?name=Ann',
      '/api/hello',
    ]) {
      await app.inject(url);
    }
    await app.inject({ method: 'POST', url: '/health' });
    const response = await app.inject('/metrics');
    expect(response.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    const seen = response.body.split('\n');
    expect(seen).toEqual(
      expect.arrayContaining([
        'http_requests_total{method="GET",route="/things/:id",status="200"} 2',
        'http_requests_total{method="GET",route="unmatched",status="404"} 2',
        'http_requests_total{method="GET",route="/api/hello",status="200"} 2',
        'http_requests_total{method="POST",route="/health",status="405"} 1',
        'http_request_duration_seconds_count{method="GET",route="/things/:id",status="200"} 2',
        'http_request_duration_seconds_bucket{le="+Inf",method="GET",route="/things/:id",status="200"} 2',
        'http_requests_in_flight 1',
        `app_build_info{name="shop",version="2.0.0",environment="prod",node="${process.version}"} 1`,
        'hello_greetings_total{named="true"} 1',
        'hello_greetings_total{named="false"} 1',
      ]),
    );
    expect(response.body).toContain('process_cpu_seconds_total');
    expect(response.body).not.toMatch(/nowhere|things\/1/);
  });

  it('counts a request whose client went away, which then is no longer in flight', async () => {
    const { app, lines } = await build();
    let answer: (() => void) | undefined;
    app.get('/slow', () => new Promise<string>((resolve) => (answer = () => resolve('late'))));
    const { port } = new URL(await listen(app));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET /slow HTTP/1.1\r\nhost: x\r\nx-request-id: r-3\r\n\r\n');
    const release = await eventually('the request arrives', () => answer);
    expect(app.lifecycle.inFlight).toBe(1);

    socket.destroy();
    const line = await eventually('the line is logged', () =>
      lines.find(({ msg }) => msg === 'request aborted'),
    );
    expect(line).toMatchObject({ level: 'info', requestId: 'r-3', route: '/slow', status: 499 });
    release();
    expect(app.lifecycle.inFlight).toBe(0);
    const { body } = await app.inject('/metrics');
    expect(body).toContain('http_requests_total{method="GET",route="/slow",status="499"} 1');
  });
});
