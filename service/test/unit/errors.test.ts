import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { answerClientError } from '../../src/client-error.ts';
import { build, listen } from '../build.ts';

const MESSAGE = expect.stringMatching(/^(error in the service|cannot answer)$/);
const PROBLEM = 'application/problem+json; charset=utf-8';

describe('an error', () => {
  it.each([
    ['GET', '/nowhere'],
    ['POST', '/nowhere'],
    ['GET', '/health/'],
    ['GET', '/HEALTH'],
  ] as const)('%s %s is 404, whatever its body', async (method, url) => {
    const { app } = await build();
    const headers = { 'content-type': 'application/json', 'x-request-id': 'r-1' };
    const response = await app.inject({ method, url, headers, payload: '{' });
    expect(response.statusCode).toBe(404);
    expect(response.headers).toMatchObject({ 'content-type': PROBLEM, 'x-request-id': 'r-1' });
    expect(response.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'There is nothing at this path.',
      requestId: 'r-1',
    });
  });

  it('is 405 with Allow for every method a path does not have, on every path', async () => {
    const { app } = await build();
    const paths = ['/health', '/health/live', '/health/ready', '/api/hello', '/api/info', '/metrics'];
    const url = await listen(app);
    for (const path of paths) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
        const response = await fetch(`${url}${path}`, { method });
        expect([path, method, response.status, response.headers.get('allow')]).toEqual([
          path,
          method,
          405,
          'GET, HEAD',
        ]);
        expect(response.headers.get('content-type')).toBe(PROBLEM);
        expect(await response.json()).toMatchObject({ status: 405, title: 'Method Not Allowed' });
      }
    }
  });

  it('does not read the body of a method that is not allowed', async () => {
    const { app } = await build();
    const headers = { 'content-type': 'application/json' };
    const response = await app.inject({ method: 'POST', url: '/api/hello', headers, payload: '{' });
    expect(response.statusCode).toBe(405);
  });

  // No route of the service takes a body, so one is added here.
  it.each([
    [400, 'application/json', '{"a":'],
    [400, 'application/json', ''],
    [413, 'application/json', JSON.stringify('x'.repeat(70_000))],
    [415, 'application/xml', '<a/>'],
    [400, 'application/json', '{"a":1}'],
  ])('is %i for a body of type %s', async (status, type, payload) => {
    const { app } = await build();
    const body = { type: 'object', required: ['b'] };
    app.post('/echo', { schema: { body } }, async (request) => request.body);
    const headers = { 'content-type': type };
    const response = await app.inject({ method: 'POST', url: '/echo', headers, payload });
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toBe(PROBLEM);
    expect(response.json()).toMatchObject({ status, requestId: response.headers['x-request-id'] });
  });

  it.each([
    ['an error', new Error('secret'), 500],
    ['no error at all', 'secret', 500],
    ['undefined', undefined, 500],
    ['an error with the status of a success', Object.assign(new Error('secret'), { statusCode: 200 }), 500],
    ['an error that says 503', Object.assign(new Error('secret'), { statusCode: 503 }), 503],
  ])('of the service keeps its cause to the log: %s', async (_name, thrown, status) => {
    const { app, lines } = await build();
    app.get('/fails', () => Promise.reject(thrown));
    const response = await app.inject('/fails');
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toBe(PROBLEM);
    expect(response.body).not.toContain('secret');
    const requestId = response.headers['x-request-id'];
    expect(lines).toEqual([
      expect.objectContaining({ level: 'error', msg: MESSAGE, requestId }),
      expect.objectContaining({
        level: status === 503 ? 'warn' : 'error',
        msg: 'request completed',
        status,
        requestId,
      }),
    ]);
  });

  it('in the path itself is 400 and logged like any request', async () => {
    const { app, lines } = await build();
    const response = await app.inject({ url: '/%zz', headers: { 'x-request-id': 'r-2' } });
    expect(response.statusCode).toBe(400);
    expect(response.headers).toMatchObject({ 'content-type': PROBLEM, 'x-request-id': 'r-2' });
    expect(response.json()).toMatchObject({ status: 400, requestId: 'r-2' });
    expect(lines).toEqual([expect.objectContaining({ requestId: 'r-2', route: 'unmatched', status: 400 })]);
  });

  it.each([
    ['what is not HTTP', 'HELLO\r\n\r\n', 400],
    ['headers that are too large', `GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('answers %s on the bare socket', async (_name, sent, status) => {
    const { app, lines } = await build();
    const { port } = new URL(await listen(app));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(sent);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(`HTTP/1.1 ${status} `);
    expect(head).toContain(`content-type: ${PROBLEM}`);
    const answer = JSON.parse(body);
    expect(head).toContain(`x-request-id: ${answer.requestId}`);
    expect(answer).toMatchObject({ status, requestId: expect.stringMatching(/^[\w-]{36}$/) });
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: 'request refused', status, requestId: answer.requestId }),
    );
  });

  it('on a socket that is gone is answered by nothing', async () => {
    const { app } = await build();
    const { port } = new URL(await listen(app));
    const socket = connect(Number(port), '127.0.0.1');
    const error = Object.assign(new Error('gone'), {
      code: 'HPE_INVALID_METHOD',
      bytesParsed: 0,
      rawPacket: { type: 'Buffer', data: [] },
    });
    socket.on('error', () => {});
    socket.end();
    expect(answerClientError(error, socket)).toMatchObject({ status: 400 });
    expect(socket.destroyed).toBe(true);
    expect(answerClientError(error, socket)).toBeUndefined();
  });
});
