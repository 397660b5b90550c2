import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Docker, DockerOptions, DockerResult } from './docker-cli.ts';
import { DockerRunner, engineVersion, NoEngineError } from './docker-runner.ts';
import type { ContainerSpec, RunningContainer } from './task-runner.ts';

let stateDir = '';
let engine: Recorded;

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'platc-docker-'));
  engine = new Recorded();
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

/** A docker that writes down how it is called and answers by the command; `wait` and `logs` until the test ends them. */
class Recorded {
  readonly calls: string[] = [];
  readonly environments: Record<string, string>[] = [];
  readonly answers: Record<string, Partial<DockerResult>> = {
    version: { stdout: '28.0.0\n' },
    create: { stdout: 'c0ffee\n' },
    port: { stdout: '127.0.0.1:32768\n' },
    context: { stdout: 'unix:///engine.sock\n' },
  };
  readonly #open: Record<string, (result: DockerResult) => void> = {};
  #line: DockerOptions['line'];

  readonly docker: Docker = (args, { env = {}, line } = {}) => {
    const [verb = ''] = args;
    this.calls.push(args.join(' '));
    this.environments.push({ ...env });
    if (verb === 'pull') this.config = readFileSync(join(env['DOCKER_CONFIG'] ?? '', 'config.json'), 'utf8');
    if (line) this.#line = line;
    const answer = { code: 0, stdout: '', stderr: '', ...this.answers[verb] };
    const isOpen = verb === 'wait' || verb === 'logs' || (verb === 'exec' && !this.answers['exec']);
    const result = isOpen
      ? new Promise<DockerResult>((resolve) => (this.#open[verb] = resolve))
      : Promise.resolve(answer);
    return { result, kill: () => this.#open[verb]?.({ code: null, stdout: '', stderr: '' }) };
  };
  config = '';

  print(text: string, stream: 'stdout' | 'stderr' = 'stdout'): void {
    this.#line?.(text, stream);
  }

  /** The container ends, and then its log. */
  exit(code: number | string): void {
    this.#open['wait']?.({ code: 0, stdout: `${code}\n`, stderr: '' });
    this.#open['logs']?.({ code: 0, stdout: '', stderr: '' });
  }

  /** Calls that begin with a verb. */
  of(verb: string): readonly string[] {
    return this.calls.filter((call) => call.startsWith(verb));
  }
}

const spec = (change: Partial<ContainerSpec> = {}): ContainerSpec => ({
  taskId: 'task1',
  name: 'api',
  image: { reference: 'shop/api@sha256:1', region: 'eu-west-1' },
  environment: {},
  stopTimeout: 30,
  containerPort: 8080,
  ...change,
});

const open = () =>
  DockerRunner.open({
    stateDir,
    docker: engine.docker,
    login: (region) => Promise.resolve({ registry: '127.0.0.1:4566', auth: `auth of ${region}` }),
  });

/** What happens to a container, in order. */
function start(runner: DockerRunner, container = spec()): { happened: string[]; running: RunningContainer } {
  const happened: string[] = [];
  const running = runner.start(container, {
    started: (port) => happened.push(`started ${port}`),
    failed: (reason) => happened.push(`failed: ${reason}`),
    line: (text, stream) => happened.push(`${stream}: ${text}`),
    exited: (code, signal) => happened.push(`exited ${code} ${signal}`),
  });
  return { happened, running };
}

/** Everything that is not waiting for the test. */
const settled = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await settled();
};

describe('a container', () => {
  it('is pulled from the registry of its region, created, started, followed, and removed when it has ended', async () => {
    engine.answers['image'] = { code: 1 };
    const runner = await open();
    const { happened } = start(runner);
    await until(() => engine.of('wait').length > 0);
    engine.print('hello');
    engine.print('oh', 'stderr');
    engine.exit(3);
    await until(() => happened.length === 4);
    expect(happened).toEqual(['started 32768', 'stdout: hello', 'stderr: oh', 'exited 3 null']);
    expect(engine.calls.slice(3)).toEqual([
      'image inspect 127.0.0.1:4566/shop/api@sha256:1',
      'pull --quiet 127.0.0.1:4566/shop/api@sha256:1',
      `create --name platc-task1-api --label platc.sandbox=${stateDir} --label platc.task=task1 --no-healthcheck --publish 127.0.0.1::8080 127.0.0.1:4566/shop/api@sha256:1`,
      'start c0ffee',
      'port c0ffee 8080/tcp',
      'logs --follow c0ffee',
      'wait c0ffee',
      'rm --force --volumes c0ffee',
    ]);
    expect(JSON.parse(engine.config)).toEqual({ auths: { '127.0.0.1:4566': { auth: 'auth of eu-west-1' } } });
    expect(readdirSync(stateDir)).toEqual([]);
    await runner.close();
  });

  it('has the limits of its task, and its values by the environment of the client', async () => {
    const runner = await open();
    const limits = {
      memory: 512,
      cpu: 256,
      user: '1000:1000',
      readonlyRootFilesystem: true,
      initProcess: true,
      dropCapabilities: ['ALL'],
    };
    const environment = { SECRET: 'a b\nc', PATH: '/app/bin', HTTP_PROXY: 'x' };
    const rest = { entryPoint: ['node', '--x'], command: ['a.js'], workingDirectory: '/app' };
    start(
      runner,
      spec({ limits, environment, ...rest, image: { reference: 'nginx@sha256:2', region: undefined } }),
    );
    await until(() => engine.of('wait').length > 0);
    expect(engine.of('image')).toEqual(['image inspect nginx@sha256:2']);
    expect(engine.of('pull')).toEqual([]);
    const create = engine.calls.findIndex((call) => call.startsWith('create'));
    expect(engine.calls[create]).toMatch(
      /--publish 127\.0\.0\.1::8080 --memory 512m --memory-swap 512m --cpus 0\.25 --user 1000:1000 --read-only --init --cap-drop ALL --workdir \/app --env SECRET --env PATH=\/app\/bin --env HTTP_PROXY=x --entrypoint node nginx@sha256:2 --x a\.js$/,
    );
    expect(engine.environments[create]).toEqual({ SECRET: 'a b\nc' });
    engine.exit(0);
    await runner.close();
  });

  it('gets SIGTERM and, after its stop timeout, SIGKILL from the engine; once', async () => {
    const runner = await open();
    const { happened, running } = start(runner);
    await until(() => engine.of('wait').length > 0);
    running.stop();
    running.stop();
    expect(engine.of('stop')).toEqual(['stop -t 30 c0ffee']);
    engine.exit(143);
    await until(() => happened.length === 2);
    expect(happened.at(-1)).toBe('exited 143 null');
    await runner.close();
  });

  it.each([
    ['pull', 'failed: denied'],
    ['create', 'failed: denied'],
    ['start', 'failed: denied'],
  ])('that docker cannot %s has failed, and is not left behind', async (verb, expected) => {
    engine.answers['image'] = { code: 1 };
    engine.answers[verb] = { code: 1, stderr: 'Error response from daemon: denied\n' };
    const runner = await open();
    const { happened } = start(runner);
    await until(() => happened.length > 0);
    expect(happened).toEqual([expected]);
    expect(engine.of('rm')).toEqual(verb === 'start' ? ['rm --force --volumes c0ffee'] : []);
    await runner.close();
  });

  it('that is stopped before it runs is never started', async () => {
    const runner = await open();
    const { happened, running } = start(runner);
    running.stop();
    await until(() => happened.length === 2);
    expect(happened).toEqual(['started 0', 'exited null SIGTERM']);
    expect(engine.of('create')).toEqual([]);
    await runner.close();
  });

  it('that the engine loses was killed; one that has no port has none', async () => {
    const runner = await open();
    const { containerPort: _none, ...worker } = spec();
    const { happened } = start(runner, worker);
    await until(() => engine.of('wait').length > 0);
    engine.exit('');
    await until(() => happened.length === 2);
    expect(happened).toEqual(['started 0', 'exited null SIGKILL']);
    await runner.close();
  });

  it('runs the commands of health checks inside', async () => {
    const runner = await open();
    const { running } = start(runner);
    await until(() => engine.of('wait').length > 0);
    const codes: (number | null)[] = [];
    const kill = running.run(['CMD', 'node', 'check.js'], (code) => codes.push(code));
    kill();
    await settled();
    engine.answers['exec'] = { code: 1 };
    running.run(['CMD-SHELL', 'exit 1'], (code) => codes.push(code));
    await settled();
    expect(codes).toEqual([null, 1]);
    expect(engine.of('exec')).toEqual(['exec c0ffee node check.js', 'exec c0ffee /bin/sh -c exit 1']);
    engine.exit(0);
    await runner.close();
  });

  it('does not run from a snapshot', async () => {
    const runner = await open();
    const manifest = {
      version: 1,
      root: 'rootfs',
      workingDir: '/',
      env: {},
      entrypoint: [],
      cmd: ['a'],
    } as const;
    const { happened } = start(runner, spec({ image: { folder: '/x', manifest } }));
    await until(() => happened.length > 0);
    expect(happened).toEqual(['failed: a snapshot of a built service cannot run in a container engine']);
    await runner.close();
  });
});

describe('the runner', () => {
  it('stops all that runs when it is closed, within five seconds', async () => {
    const runner = await open();
    const { happened } = start(runner);
    await until(() => engine.of('wait').length > 0);
    const closed = runner.close();
    expect(engine.of('stop')).toEqual(['stop -t 5 c0ffee']);
    engine.exit(143);
    await closed;
    expect(happened.at(-1)).toBe('exited 143 null');
  });

  it('removes what an earlier one with the same state left', async () => {
    engine.answers['ps'] = { stdout: 'a1\nb2\n' };
    const runner = await open();
    expect(engine.of('ps')).toEqual([`ps --all --quiet --filter label=platc.sandbox=${stateDir}`]);
    expect(engine.of('rm')).toEqual(['rm --force --volumes a1 b2']);
    await runner.close();
    expect(existsSync(stateDir)).toBe(true);
  });

  it.each([
    [{ code: 1, stderr: 'Cannot connect to the Docker daemon' }, 'Cannot connect to the Docker daemon'],
    [{ code: null, stderr: 'spawn docker ENOENT' }, 'docker is not installed, or not on PATH'],
  ])('needs an engine: %o', async (answer, message) => {
    engine.answers['version'] = answer;
    await expect(open()).rejects.toThrow(new NoEngineError(message));
  });

  it('tells the version of the engine', async () => {
    expect(await engineVersion(engine.docker)).toBe('28.0.0');
  });
});
