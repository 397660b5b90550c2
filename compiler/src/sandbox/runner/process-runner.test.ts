import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import type { ImageSnapshot } from './image-snapshot.ts';
import { readImageSnapshot, writeImageSnapshot } from './image-snapshot.ts';
import { ProcessRecord, startTime } from './process-record.ts';
import { ProcessRunner } from './process-runner.ts';
import type { ContainerSpec, RunningContainer } from './task-runner.ts';

const APP = `
const http = require('node:http');
console.log(JSON.stringify({ env: process.env, cwd: process.cwd(), argv: process.argv.slice(2) }));
console.error('on stderr');
if (process.env.STUBBORN) process.on('SIGTERM', () => console.log('not yet'));
// A process of the task that ignores the end of its parent.
const child = require('node:child_process').spawn('/bin/sh', ['-c', 'trap "" TERM; sleep 60'], { stdio: 'ignore' });
http.createServer((q, s) => s.end(String(child.pid))).listen(process.env.PORT, process.env.HOST, () => console.log('listening'));
`;

let stateDir = '';
let image: ImageSnapshot;
let runner: ProcessRunner;

beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'platc-runner-'));
  const config = {
    workingDir: '/app',
    env: { FROM: 'image', OVER: 'image' },
    entrypoint: ['node'],
    cmd: ['/app/app.cjs', 'x'],
  };
  image = readImageSnapshot(
    (await writeImageSnapshot(stateDir, config, [{ path: 'app/app.cjs', content: APP }])).folder,
  );
  runner = new ProcessRunner(stateDir, systemClock);
});
afterEach(async () => {
  await runner.close();
  rmSync(stateDir, { recursive: true, force: true });
});

interface Watched {
  readonly container: RunningContainer;
  readonly lines: string[];
  /** Resolves when a line with this text has come; with the port. */
  readonly saw: (text: string) => Promise<number>;
  readonly ended: Promise<string>;
}

function run(over: Partial<ContainerSpec> = {}): Watched {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let port = 0;
  let end = (_how: string): void => undefined;
  const ended = new Promise<string>((resolve) => (end = resolve));
  const spec = {
    taskId: 't1',
    name: 'app',
    image,
    environment: { OVER: 'task', PORT: '1' },
    stopTimeout: 30,
    ...over,
  };
  const container = runner.start(spec, {
    started: (given) => (port = given),
    failed: (reason) => end(`failed: ${reason}`),
    line: (text) => {
      lines.push(text);
      for (const check of waiting) check();
    },
    exited: (code, signal) => end(`exited: ${code} ${signal}`),
  });
  const saw = (text: string) =>
    new Promise<number>((resolve) => {
      const check = () => lines.some((line) => line.includes(text)) && resolve(port);
      waiting.add(check);
      check();
    });
  return { container, lines, saw, ended };
}

function fetchText(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent: false }, (response) => {
      response.setEncoding('utf8').once('data', resolve);
    }).once('error', reject);
  });
}

/** Waits for a process to end, whoever its parent is. */
async function untilGone(pid: number): Promise<void> {
  while (startTime(pid) !== undefined) {
    // oxlint-disable-next-line no-await-in-loop -- nothing else reports the end of a process that is not ours
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a process of a task', () => {
  it('starts in its folder of the image with the environment of the task and nothing of the sandbox', async () => {
    process.env['SANDBOX_SECRET'] = 'no';
    const { lines, saw, container, ended } = run();
    const port = await saw('listening');
    delete process.env['SANDBOX_SECRET'];
    const { env, cwd, argv } = JSON.parse(lines.find((line) => line.startsWith('{')) ?? '{}');
    expect(cwd).toBe(join(image.folder, 'rootfs/app'));
    expect(argv).toEqual(['x']);
    expect(env).toMatchObject({ FROM: 'image', OVER: 'task', HOST: '127.0.0.1', PORT: String(port) });
    expect(Object.keys(env)).not.toContain('SANDBOX_SECRET');
    // The two streams come in no order.
    await vi.waitFor(() => expect(lines).toContain('on stderr'));
    expect(await fetchText(port)).toMatch(/^\d+$/);
    container.stop();
    expect(await ended).toBe('exited: null SIGTERM');
  });

  it('takes its own children with it', async () => {
    const { saw, container, ended } = run();
    const child = Number(await fetchText(await saw('listening')));
    container.stop();
    await ended;
    await untilGone(child);
    expect(runner.pids).toEqual([]);
    expect(readdirSync(join(stateDir, 'processes'))).toEqual([]);
  });

  it('is killed when the stop timeout is over', async () => {
    const { saw, container, ended, lines } = run({ environment: { STUBBORN: '1' }, stopTimeout: 0.2 });
    await saw('listening');
    container.stop();
    expect(await ended).toBe('exited: null SIGKILL');
    expect(lines).toContain('not yet');
  });

  it('takes entry point and command of the container definition, and reports the exit code', async () => {
    const program = "process.stdout.write('no line break'); process.exitCode = 7";
    const { ended, lines } = run({ entryPoint: ['/usr/local/bin/node', '-e'], command: [program] });
    expect(await ended).toBe('exited: 7 null');
    expect(lines).toEqual(['no line break']);
  });

  it('fails where its folder is not in the image', async () => {
    expect(await run({ workingDirectory: '/srv' }).ended).toMatch(/^failed: no such folder in the image/);
  });

  it('ends without a start where it is stopped first', async () => {
    const { container, ended } = run();
    container.stop();
    expect(await ended).toBe('exited: null SIGTERM');
    expect(runner.pids).toEqual([]);
  });

  it('runs health checks with its environment', async () => {
    const { container, saw } = run();
    const port = await saw('listening');
    const check = (...command: string[]) => new Promise((resolve) => void container.run(command, resolve));
    expect(await check('CMD-SHELL', `test "$PORT" = ${port} && test "$OVER" = task`)).toBe(0);
    expect(await check('CMD', 'node', '-e', 'process.exitCode = 3')).toBe(3);
    rmSync(join(image.folder, 'rootfs'), { recursive: true });
    expect(await check('CMD', 'true')).toBe(null);
    mkdirSync(join(image.folder, 'rootfs/app'), { recursive: true });
    const killed = new Promise((resolve) => container.run(['CMD-SHELL', 'sleep 60'], resolve)());
    expect(await killed).toBe(null);
  });
});

describe('no task outlives the sandbox', () => {
  /** A sandbox of its own process with one task; resolves with the ids of the processes involved. */
  async function sandbox(): Promise<{ pid: number; task: number; child: number; guard: number }> {
    const program = `
      const { ProcessRunner } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'process-runner.ts')))});
      const { readImageSnapshot } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'image-snapshot.ts')))});
      const { systemClock } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../clock.ts')))});
      const runner = new ProcessRunner(${JSON.stringify(stateDir)}, systemClock);
      let port;
      runner.start({ taskId: 't', name: 'app', image: readImageSnapshot(${JSON.stringify(image.folder)}), environment: {}, stopTimeout: 30 }, {
        started(given) { port = given; }, failed: console.error, exited() {},
        async line(text) {
          if (text !== 'listening') return;
          const child = Number(await (await fetch('http://127.0.0.1:' + port)).text());
          console.log(JSON.stringify({ pid: process.pid, task: runner.pids[0], child, guard: runner.guardPid }));
        },
      });`;
    const started = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const text = await new Promise<string>((resolve) =>
      started.stdout.setEncoding('utf8').once('data', resolve),
    );
    return JSON.parse(text);
  }

  it('when it is killed with SIGKILL', async () => {
    const { pid, task, child, guard } = await sandbox();
    expect(startTime(task)).toBeDefined();
    process.kill(pid, 'SIGKILL');
    await Promise.all([pid, task, child, guard].map(untilGone));
  });

  it('when its guard was killed before: the next one takes over', async () => {
    const { pid, task, child, guard } = await sandbox();
    process.kill(guard, 'SIGKILL');
    await untilGone(guard);
    // The sandbox needs a turn to see it; its next guard is a child of it as well.
    const guards = () =>
      spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' }).stdout;
    while (!guards().includes('groups=')) await new Promise((resolve) => setTimeout(resolve, 10));
    process.kill(pid, 'SIGKILL');
    await Promise.all([task, child].map(untilGone));
  });

  it('when both were killed: the next start kills what is recorded', async () => {
    const { pid, task, guard } = await sandbox();
    // Stopped, the sandbox cannot start another guard before it dies.
    process.kill(pid, 'SIGSTOP');
    process.kill(guard, 'SIGKILL');
    process.kill(pid, 'SIGKILL');
    await untilGone(pid);
    expect(startTime(task)).toBeDefined();
    const next = new ProcessRunner(stateDir, systemClock);
    await untilGone(task);
    await next.close();
  });

  it('but a process that was given the same id later is left alone', () => {
    mkdirSync(join(stateDir, 'processes'), { recursive: true });
    const file = join(stateDir, 'processes', String(process.pid));
    writeFileSync(file, 'another start time');
    expect(new ProcessRecord(stateDir).killLeftovers()).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });
});
