import { connect } from 'node:net';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { build, eventually, listen } from '../build.ts';

/** Adds a route that answers when told to. */
function slowRoute(app: FastifyInstance): () => Promise<() => void> {
  let answer: (() => void) | undefined;
  app.get('/slow', () => new Promise<string>((resolve) => (answer = () => resolve('done'))));
  return () => eventually('the slow request arrives', () => answer);
}

function get(url: string, agent?: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { agent: agent ?? false }, resolve)
      .on('error', reject)
      .end();
  });
}

describe('a stop', () => {
  it('finishes what is in flight, and meanwhile says by name that it is not ready', async () => {
    const { app } = await build();
    const arrived = slowRoute(app);
    const url = await listen(app);
    const agent = new Agent({ keepAlive: true });
    const slow = get(`${url}/slow`, agent);
    const answer = await arrived();

    const closed = app.close();
    const ready = await eventually('readiness turns', async () => {
      const response = await get(`${url}/health/ready`);
      return response.statusCode === 503 ? response : undefined;
    });
    expect(ready.headers.connection).toBe('close');
    expect(JSON.parse(await text(ready))).toMatchObject({
      status: 'not ready',
      checks: { startup: { status: 'pass' }, shutdown: { status: 'fail' } },
    });
    const health = await get(`${url}/health`);
    expect(health.statusCode).toBe(200);

    answer();
    const response = await slow;
    expect([response.statusCode, response.headers.connection, await text(response)]).toEqual([
      200,
      'close',
      'done',
    ]);
    await closed;
    await expect(get(`${url}/health`)).rejects.toThrow('ECONNREFUSED');
  });

  it('takes no new requests after its time to accept, and still finishes the old', async () => {
    const { app } = await build({}, { stopTimes: { linger: 1, accept: 2, cut: 10_000 } });
    const arrived = slowRoute(app);
    const url = await listen(app);
    const slow = get(`${url}/slow`);
    const answer = await arrived();
    const closed = app.close();
    await eventually('the listener closes', () => (app.server.listening ? undefined : true));
    answer();
    expect(await text(await slow)).toBe('done');
    await closed;
  });

  it('cuts off what does not end', async () => {
    const { app, lines } = await build({}, { stopTimes: { linger: 1, accept: 2, cut: 50 } });
    const arrived = slowRoute(app);
    const url = await listen(app);
    const slow = get(`${url}/slow`);
    slow.catch(() => {});
    await arrived();
    await app.close();
    await expect(slow).rejects.toThrow('socket hang up');
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        msg: 'the stop took too long: closing all connections',
        inFlight: 1,
      }),
    );
  });

  it('closes idle connections and those that never sent a request', async () => {
    const { app } = await build();
    const url = await listen(app);
    const agent = new Agent({ keepAlive: true });
    await text(await get(`${url}/health`, agent));
    const silent = connect(Number(new URL(url).port), '127.0.0.1');
    const ended = text(silent);
    await eventually('both connections are open', () => {
      return new Promise<true | undefined>((resolve) =>
        app.server.getConnections((_error, count) => resolve(count === 2 || undefined)),
      );
    });
    await app.close();
    expect(await ended).toBe('');
    agent.destroy();
  });

  it('is at once where nobody is connected', async () => {
    const { app, lines } = await build({}, { stopTimes: { linger: 60_000, accept: 60_000, cut: 60_000 } });
    await listen(app);
    await app.close();
    expect(lines.at(-1)).toMatchObject({ msg: 'draining', inFlight: 0 });
  });
});
