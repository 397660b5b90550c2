import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createNetServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { TestClock } from '../test-clock.ts';
import { findPort } from './find-port.ts';
import { IdleWatch } from './idle-watch.ts';
import { listPage } from '../list-page.ts';
import { httpProber } from './prober.ts';

describe('findPort', () => {
  it('leaves out ports that are in use on either address of localhost, and those it is told', async () => {
    const server = createNetServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const found = findPort(port, new Set([port + 1]));
    expect(found).toBeGreaterThan(port + 1);
    server.close();
    expect(() => findPort(65_535, new Set([65_535]))).toThrow('no free port from 65535 on');
  });
});

describe('the prober', () => {
  it('gives the status, nothing where nobody answers, and is silent once given up', async () => {
    let agent: string | undefined;
    const server = createServer((request, response) => {
      agent = request.headers['user-agent'];
      if (request.url !== '/hangs') response.writeHead(request.url === '/health' ? 204 : 500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const probe = (path: string, protocol: 'HTTP' | 'HTTPS' = 'HTTP') =>
      new Promise((resolve) => httpProber({ protocol, host: '127.0.0.1', port, path }, resolve));
    expect(await probe('/health')).toBe(204);
    expect(agent).toBe('ELB-HealthChecker/2.0');
    expect(await probe('/other')).toBe(500);
    expect(await probe('/health', 'HTTPS')).toBeUndefined();
    let answers = 0;
    const arrived = new Promise((resolve) => server.once('request', resolve));
    const giveUp = httpProber(
      { protocol: 'HTTP', host: '127.0.0.1', port, path: '/hangs' },
      () => (answers += 1),
    );
    await arrived;
    giveUp();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(await probe('/health')).toBeUndefined();
    expect(answers).toBe(0);
  });
});

describe('an idle watch', () => {
  it('waits as long after each touch, and takes a new limit', async () => {
    const clock = new TestClock();
    let idle = 0;
    const watch = new IdleWatch(clock, 100, () => (idle += 1));
    await clock.advance(90);
    watch.touch();
    await clock.advance(99);
    expect(idle).toBe(0);
    watch.touch(1000);
    await clock.advance(999);
    expect(idle).toBe(0);
    await clock.advance(1);
    expect(idle).toBe(1);
    const stopped = new IdleWatch(clock, 100, () => (idle += 1));
    stopped.stop();
    await clock.advance(1000);
    expect(idle).toBe(1);
  });
});

it('a list is cut into pages', () => {
  const first = listPage([1, 2, 3], undefined, 2, 100);
  expect(first.items).toEqual([1, 2]);
  expect(listPage([1, 2, 3], first.next, 2, 100)).toEqual({ items: [3] });
  expect(listPage([1, 2, 3], undefined, 1000, 2).items).toEqual([1, 2]);
  expect(listPage([1], undefined, undefined, 10)).toEqual({ items: [1] });
});
