import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { runAlone } from '../../src/alone.ts';
import type { Channel, Port } from '../../src/cluster/channel.ts';
import { runPrimary } from '../../src/cluster/primary.ts';
import { runWorker } from '../../src/cluster/worker.ts';
import { serve } from '../../src/serve.ts';
import { build, eventually } from '../build.ts';
import type { LogLine } from '../build.ts';
import { channelPair } from '../channels.ts';
import { settingsFrom } from '../env.ts';
import { freePort } from '../running.ts';

// The processes themselves are tested in test/integration; this is how their parts hold together, in one process.

const { lines } = vi.hoisted(() => ({ lines: [] as LogLine[] }));
vi.mock('../../src/log/stdout.ts', () => ({
  openStdout: async () => ({ write: (line: string) => void lines.push(JSON.parse(line)) }),
}));

const exits: unknown[] = [];

beforeEach(() => {
  lines.splice(0);
  exits.splice(0);
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    exits.push(code);
    return undefined as never;
  });
  const before = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
  return () => {
    for (const name of process.eventNames()) {
      for (const listener of process.rawListeners(name)) {
        if (!before.get(name)?.includes(listener)) process.removeListener(name, listener as () => void);
      }
    }
  };
});
afterEach(() => void vi.restoreAllMocks());

const settingsOf = async (env: Record<string, string> = {}) =>
  settingsFrom({ HOST: '127.0.0.1', PORT: await freePort(), ...env });
const exited = () => eventually('the process exits', () => (exits.length > 0 ? exits : undefined));
const logged = (msg: string) =>
  eventually(`the log says "${msg}"`, () => lines.find((line) => String(line['msg']).startsWith(msg)));

describe('serving', () => {
  it('pauses before it stops, and meanwhile says that it is not ready', async () => {
    const settings = await settingsOf({ STOP_DELAY: '300ms' });
    const { app, lines } = await build();
    await serve(app, settings);
    process.emit('SIGTERM');
    const url = `http://127.0.0.1:${settings.port}`;
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'keep-alive']);
    expect((await fetch(`${url}/api/hello`)).status).toBe(200);
    await exited();
    expect(exits).toEqual([0]);
    const messages = lines.map(({ msg }) => msg).filter((msg) => msg !== 'request completed');
    expect(messages.slice(1)).toEqual(['stopping', 'draining', 'stopped']);
  });

  it('stops once, whoever asks', async () => {
    const { app, lines } = await build();
    const stopped = vi.fn<() => Promise<void>>(async () => {});
    const { stop } = await serve(app, await settingsOf(), { stopped });
    stop();
    stop();
    await exited();
    expect(exits).toEqual([0]);
    expect(stopped).toHaveBeenCalledTimes(1);
    expect(lines.filter(({ msg }) => msg === 'stopping')).toHaveLength(1);
  });

  it('exits 1 where it cannot listen', async () => {
    const settings = await settingsOf();
    const [first, second] = [await build(), await build()];
    await first.app.listen({ host: settings.host, port: settings.port });
    await serve(second.app, settings);
    expect(exits).toEqual([1]);
    expect(second.lines.at(-1)).toMatchObject({ level: 'fatal', msg: 'cannot listen' });
  });

  it('is not disturbed by a signal that comes before it listens', async () => {
    const { app, lines } = await build();
    const serving = serve(app, await settingsOf());
    process.emit('SIGTERM');
    await serving;
    await exited();
    expect(exits).toEqual([0]);
    expect(lines.filter(({ level }) => level === 'fatal')).toEqual([]);
  });
});

describe('a process alone', () => {
  it('serves, changes its level, and sends its last metrics', async () => {
    const settings = await settingsOf({ WORKERS: '1', ENABLE_CLOUDWATCH: 'true' });
    await runAlone(settings);
    await fetch(`http://127.0.0.1:${settings.port}/api/hello`);
    process.emit('SIGUSR2');
    expect(await logged('log level changed')).toMatchObject({ logLevel: 'debug' });
    process.emit('SIGTERM');
    await exited();
    expect(exits).toEqual([0]);
    expect(lines.find((line) => '_aws' in line)).toMatchObject({ Requests: 1, Greetings: 1 });
    expect(lines[0]).not.toHaveProperty('worker');
  });
});

/** The end of a worker's connection, and the channel at its other end. */
function worker() {
  const [a, b] = [new EventEmitter(), new EventEmitter()];
  const portOf = (own: EventEmitter, other: EventEmitter): Port => ({
    send: (message, sent) => {
      other.emit('message', message);
      sent(null);
    },
    onMessage: (listener) => own.on('message', listener),
    onClose: (listener) => own.on('close', listener),
  });
  return { port: portOf(a, b), primary: portOf(b, a) };
}

describe('a worker', () => {
  it('asks the primary for what is of all, and tells it what it counted', async () => {
    const { Channel } = await import('../../src/cluster/channel.ts');
    const { port, primary } = worker();
    const channel = new Channel(primary);
    const told: string[] = [];
    channel.hear('ready', () => told.push('ready'));
    channel.hear('last', (snapshot) => told.push(`last of ${snapshot.length > 0}`));
    channel.answer('scrape', () => '# the text of all\n');
    channel.answer('hit', ({ window }) => ({ current: told.length, ttl: window }));

    const settings = await settingsOf({ RATE_LIMIT: '10' });
    await runWorker(settings, { port, extend: (app) => app.get('/more', async () => 'more') });
    expect(told).toEqual(['ready']);
    const url = `http://127.0.0.1:${settings.port}`;
    expect(await (await fetch(`${url}/metrics`)).text()).toBe('# the text of all\n');
    expect((await fetch(`${url}/more`)).headers.get('x-ratelimit-remaining')).toBe('9');
    expect((await channel.ask('snapshot', null, 1_000)).map(({ name }) => name)).toContain(
      'http_requests_total',
    );
    await channel.tell('level', 'warn');
    lines.splice(0);
    await fetch(`${url}/more`);
    expect(lines).toEqual([]);

    for (const signal of ['SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const) process.emit(signal);
    expect(exits).toEqual([]);
    await channel.tell('stop', null);
    await exited();
    expect(exits).toEqual([0]);
    expect(told).toEqual(['ready', 'last of true']);
  });

  it('stops as soon as it serves where it was told so before', async () => {
    const { Channel } = await import('../../src/cluster/channel.ts');
    const { port, primary } = worker();
    const channel = new Channel(primary);
    const running = runWorker(await settingsOf(), { port });
    await channel.tell('stop', null);
    await running;
    await exited();
    expect(exits).toEqual([0]);
  });
});

describe('the primary', () => {
  /** Workers that are ready at once, and end when they are told. */
  function forker() {
    const there: Channel[] = [];
    const killed: number[] = [];
    const ready: number[] = [];
    const obedient = { value: true };
    const fork = () => {
      const { here, there: end, close } = channelPair();
      const id = there.push(end);
      let exit: (how: { code: number | null; signal: string | null }) => void = () => {};
      const ended = new Promise<{ code: number | null; signal: string | null }>(
        (resolve) => (exit = resolve),
      );
      end.answer('snapshot', () => []);
      end.hear('stop', () => {
        if (!obedient.value) return;
        close();
        exit({ code: 0, signal: null });
      });
      setImmediate(() => void end.tell('ready', null).then(() => ready.push(id)));
      const kill = () => {
        killed.push(id);
        exit({ code: null, signal: 'SIGKILL' });
      };
      const terminate = () => exit({ code: 0, signal: null });
      return { id, pid: id, channel: here, kill, terminate, exited: ended, closed: ended };
    };
    return { there, killed, ready, obedient, fork };
  }

  it('answers for all, passes the level on, and stops when all have stopped', async () => {
    const { there, ready, fork, killed } = forker();
    await runPrimary(await settingsOf({ WORKERS: '3', ENABLE_CLOUDWATCH: 'true' }), fork);
    await eventually('all are there', () => (ready.length === 3 ? true : undefined));
    const levels: string[] = [];
    for (const channel of there) channel.hear('level', (level) => levels.push(level));
    process.emit('SIGUSR2');
    expect(levels).toEqual(['debug', 'debug', 'debug']);

    const text = await there[0]?.ask('scrape', null, 1_000);
    expect(text).toContain('app_workers{state="configured"} 3\n');
    expect(text).toContain('app_worker_exits_total{reason="crashed"} 0\n');
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain('nodejs_');
    const hits = await Promise.all(
      there.map((channel) => channel.ask('hit', { key: 'a', window: 1_000 }, 1_000)),
    );
    expect(hits.map(({ current }) => current)).toEqual([1, 2, 3]);

    process.emit('SIGTERM');
    await exited();
    expect([exits, killed]).toEqual([[0], []]);
    expect(lines.at(-1)).toMatchObject({ worker: 'primary', msg: 'stopped' });
    expect(lines.filter((line) => '_aws' in line)).toHaveLength(1);
  });

  it('tells a worker that comes to serve which level the log has by now', async () => {
    const { there, ready, fork } = forker();
    await runPrimary(await settingsOf({ WORKERS: '1' }), fork);
    expect(ready).toEqual([]);
    process.emit('SIGUSR2');
    const levels: string[] = [];
    there[0]?.hear('level', (level) => levels.push(level));
    await eventually('it serves', () => ready[0]);
    expect(levels).toEqual(['debug']);
    process.emit('SIGTERM');
    await exited();
    expect(exits).toEqual([0]);
  });

  it('kills what does not stop, and exits 1', async () => {
    const { ready, fork, killed, obedient } = forker();
    obedient.value = false;
    await runPrimary(await settingsOf({ WORKERS: '2', STOP_TIMEOUT: '2s' }), fork);
    await eventually('all are there', () => (ready.length === 2 ? true : undefined));
    process.emit('SIGTERM');
    await exited();
    expect(exits[0]).toBe(1);
    expect(killed).toEqual([1, 2]);
  });

  it('stops its workers and exits 1 after an error of its own', async () => {
    const { ready, fork } = forker();
    await runPrimary(await settingsOf({ WORKERS: '2' }), fork);
    await eventually('all are there', () => (ready.length === 2 ? true : undefined));
    const ours = process.listeners('uncaughtException').at(-1);
    ours?.(new Error('in the primary'), 'uncaughtException');
    await exited();
    expect(exits).toEqual([1]);
    expect(lines).toContainEqual(expect.objectContaining({ level: 'fatal', msg: 'unhandled error' }));
  });

  it('exits 1 where no worker can be started', async () => {
    const fork = () => {
      const { here } = channelPair();
      const ended = Promise.resolve({ code: 1, signal: null });
      const nothing = () => {};
      return {
        id: 1,
        pid: 1,
        channel: here,
        kill: nothing,
        terminate: nothing,
        exited: ended,
        closed: ended,
      };
    };
    await runPrimary(await settingsOf({ WORKERS: '2' }), fork);
    await exited();
    onTestFinished(() => void exits.splice(0));
    expect(exits).toEqual([1]);
    expect(lines.at(-1)).toMatchObject({ level: 'fatal', msg: 'no worker can be started' });
  });
});
