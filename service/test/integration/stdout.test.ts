import { spawn } from 'node:child_process';
import type { StdioPipe } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../build.ts';
import { openFifo } from '../fifo.ts';
import { freePort } from '../running.ts';

const server = fileURLToPath(new URL('../../src/server.ts', import.meta.url));

/** The service with a stdout of the test's own, once it is ready. */
async function serviceOn(stdout: number | StdioPipe, env: Record<string, string>) {
  const { PATH = '' } = process.env;
  const PORT = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', server], {
    env: { PATH, HOST: '127.0.0.1', PORT, ...env },
    stdio: ['ignore', stdout, 'pipe'],
    detached: true,
  });
  onTestFinished(() => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // All have ended.
    }
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const url = `http://127.0.0.1:${PORT}`;
  const ready = async () => (await fetch(`${url}/health/ready`).catch(() => undefined))?.ok || undefined;
  await eventually('the service is ready', ready);
  const hello = async (times: number) => {
    const answers = Array.from({ length: times }, async () => (await fetch(`${url}/api/hello`)).text());
    for (const text of await Promise.all(answers)) expect(text).toContain('Hello');
  };
  return {
    child,
    hello,
    ended: once(child, 'exit').then(([code]: unknown[]) => code),
    /** Also of its workers: none of them writes there any more. */
    allEnded: async () => {
      if (child.stderr && !child.stderr.closed) await once(child.stderr, 'close');
      return stderr;
    },
  };
}

describe('a stdout that nobody reads', () => {
  it.each(['1', '2'])('holds up neither requests nor the stop of %s workers', async (WORKERS) => {
    const pipe = openFifo();
    pipe.fill();
    const { hello, child, ended, allEnded } = await serviceOn(pipe.writer, { WORKERS });
    await hello(50);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await allEnded()).toBe('');
  });

  it('gets all that waits as soon as somebody reads', async () => {
    const pipe = openFifo();
    pipe.fill();
    const { hello, child, ended } = await serviceOn(pipe.writer, { WORKERS: '2' });
    await hello(50);
    let text = '';
    const lines = () => {
      text += pipe.read();
      return text.split('\n').filter((line) => line.includes('"route":"/api/hello"'));
    };
    await eventually('all lines are there', () => (lines().length === 50 ? true : undefined));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    text += pipe.read();
    for (const line of text.trimEnd().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
    expect(text).toContain('"msg":"stopped"');
  });

  it('holds nothing up where it is a socket', async () => {
    const { hello, child, ended } = await serviceOn('pipe', { WORKERS: '1' });
    // More than a pair of sockets takes.
    for (let time = 0; time < 20; time += 1) await hello(50);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

describe('a stdout whose reader is gone', () => {
  it('is no reason for anybody to end', async () => {
    const pipe = openFifo();
    const { hello, child, ended, allEnded } = await serviceOn(pipe.writer, { WORKERS: '2' });
    pipe.abandon();
    await hello(10);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await allEnded()).toBe('');
  });

  it('is no error of workers whose primary is gone too', async () => {
    const pipe = openFifo();
    const { hello, child, allEnded } = await serviceOn(pipe.writer, { WORKERS: '2' });
    let text = '';
    await eventually('both serve', () => {
      text += pipe.read();
      return text.split('Server listening').length === 3 || undefined;
    });
    await hello(1);
    // While the line still waits for others.
    pipe.abandon();
    child.kill('SIGKILL');
    expect(await allEnded()).toBe('');
  });
});
