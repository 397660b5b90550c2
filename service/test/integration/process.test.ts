import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../build.ts';
import type { LogLine } from '../build.ts';

const SERVER = '../../src/server.ts';
const SLOW_SERVER = '../fixtures/slow-server.ts';
const HEALTH_CHECK = '../../src/healthcheck.ts';

interface Running {
  child: ChildProcess;
  lines: LogLine[];
  stderr: () => string;
  /** The exit code, or the signal that ended the process. */
  ended: Promise<unknown>;
}

function start(script: string, env: Record<string, string>): Running {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', path], { env: { PATH, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: LogLine[] = [];
  let rest = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) lines.push(JSON.parse(line));
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  return { child, lines, stderr: () => stderr, ended };
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? String(address.port) : '';
}

function logged({ lines }: Running, msg: string): Promise<LogLine> {
  return eventually(`the log says "${msg}"`, () => lines.find((line) => String(line['msg']).startsWith(msg)));
}

async function startListening(script: string, env: Record<string, string> = {}) {
  const PORT = await freePort();
  const running = start(script, { HOST: '127.0.0.1', PORT, ...env });
  await logged(running, 'Server listening');
  return { ...running, PORT, url: `http://127.0.0.1:${PORT}` };
}

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'finishes the request in flight on %s and exits 0',
    async (signal) => {
      const server = await startListening(SLOW_SERVER);
      const slow = fetch(`${server.url}/slow?milliseconds=500`);
      await logged(server, 'slow request came');
      server.child.kill(signal);
      const draining = await logged(server, 'draining');
      expect(draining).toMatchObject({ inFlight: 1 });

      const response = await slow;
      expect([response.status, response.headers.get('connection'), await response.text()]).toEqual([
        200,
        'close',
        'done',
      ]);
      expect(await server.ended).toBe(0);
      expect(server.lines.at(-1)).toMatchObject({ msg: 'stopped' });
    },
  );

  it('ends at once on a second signal', async () => {
    const server = await startListening(SLOW_SERVER);
    const slow = fetch(`${server.url}/slow?milliseconds=60000`);
    slow.catch(() => {});
    await logged(server, 'slow request came');
    server.child.kill('SIGTERM');
    await logged(server, 'draining');
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(1);
    await expect(slow).rejects.toThrow('fetch failed');
  });

  it('logs an unhandled error, finishes what is in flight, and exits 1', async () => {
    const server = await startListening(SLOW_SERVER);
    const slow = fetch(`${server.url}/slow?milliseconds=500`);
    await logged(server, 'slow request came');
    await fetch(`${server.url}/crash`);
    expect(await (await slow).text()).toBe('done');
    expect(await server.ended).toBe(1);
    expect(server.lines).toContainEqual(
      expect.objectContaining({
        level: 'fatal',
        msg: 'unhandled error',
        err: expect.objectContaining({ message: 'outside any request' }),
      }),
    );
  });

  it('exits 78 with every wrong setting on stderr, and nothing on stdout', async () => {
    const server = start(SERVER, {
      PORT: 'http',
      WORKERS: 'many',
      ENABLE_CLOUDWATCH: 'perhaps',
      LOG_LEVEL: 'loud',
    });
    expect(await server.ended).toBe(78);
    expect(server.lines).toEqual([]);
    expect(server.stderr()).toMatch(/^Cannot start: 4 settings are wrong\.\n/);
    for (const name of ['PORT', 'WORKERS', 'ENABLE_CLOUDWATCH', 'LOG_LEVEL']) {
      expect(server.stderr()).toContain(`  ${name} is `);
    }
  });

  it('exits 1 where the port is taken', async () => {
    const { PORT } = await startListening(SERVER, { WORKERS: '1' });
    const second = start(SERVER, { HOST: '127.0.0.1', PORT, WORKERS: '1' });
    expect(await second.ended).toBe(1);
    expect(second.lines.at(-1)).toMatchObject({
      level: 'fatal',
      msg: 'cannot listen',
      err: { code: 'EADDRINUSE' },
    });
  });

  it('has a health check that sees it', async () => {
    const { PORT, ...server } = await startListening(SERVER, { WORKERS: '1' });
    expect(await start(HEALTH_CHECK, { PORT }).ended).toBe(0);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(await start(HEALTH_CHECK, { PORT }).ended).toBe(1);
    expect(await start(HEALTH_CHECK, { PORT: 'http' }).ended).toBe(1);
  });
});
