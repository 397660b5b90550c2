import { afterEach, describe, expect, it } from 'vitest';
import { AwsError } from '../aws-error.ts';
import { FakeRunner } from '../runner/fake-runner.ts';
import type { FakeContainer } from '../runner/fake-runner.ts';
import { TestClock } from '../test-clock.ts';
import { ContainerHealth } from './container-health.ts';
import { prepareContainer } from './container-start.ts';
import { TaskRun } from './task-run.ts';
import { World } from './test-world.ts';
import type { EcsDeps } from './ecs-deps.ts';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';

let worlds: World[] = [];
afterEach(() => {
  for (const world of worlds) world.close();
  worlds = [];
});

/** A task of these containers, each of image `app:v1`; nothing starts unless the test says so. */
function run(definitions: readonly ContainerDefinition[], overrides: Partial<EcsDeps> = {}) {
  const made = new World();
  worlds.push(made);
  const runner = new FakeRunner({ start: () => undefined, stop: () => undefined });
  const happened: string[] = [];
  const deps: EcsDeps = {
    context: made.context,
    runner,
    loadBalancing: made.loadBalancing,
    findImage: () => ({
      digest: 'sha256:0',
      region: 'eu-west-1',
      repository: 'app',
      folder: `${made.stateDir}/image`,
    }),
    appendLogEvents: () => true,
    resolveSecret: (valueFrom) => `value of ${valueFrom}`,
    ...overrides,
  };
  const task = new TaskRun(deps, {
    containerStarted: (name) => void happened.push(`${name} started`),
    containerHealth: (name, status) => void happened.push(`${name} ${status}`),
    containerExited: (name, code) => void happened.push(`${name} exited ${code}`),
    running: () => void (happened.includes('running') || happened.push('running')),
    startFailed: (reason) => void happened.push(reason),
    essentialExited: () => void happened.push('essential exited'),
    ended: () => void happened.push('ended'),
  });
  task.start(
    'us-east-1',
    't',
    definitions.map((definition) => ({ image: 'app:v1', ...definition })),
  );
  const container = (name: string): FakeContainer => {
    const found = runner.containers.find(({ spec }) => spec.name === name);
    if (!found) throw new Error(`${name} was not started`);
    return found;
  };
  return { task, runner, happened, container, deps, clock: made.clock };
}

describe('the containers of a task', () => {
  it('start in the order of their dependencies', async () => {
    const { runner, happened, container, clock } = run([
      {
        name: 'app',
        dependsOn: [
          { containerName: 'init', condition: 'SUCCESS' },
          { containerName: 'db', condition: 'HEALTHY' },
        ],
      },
      { name: 'init', essential: false },
      {
        name: 'db',
        healthCheck: { command: ['CMD', 'ok'], interval: 5 },
        dependsOn: [{ containerName: 'init', condition: 'START' }],
      },
    ]);
    expect(runner.containers.map(({ spec }) => spec.name)).toEqual(['init']);
    container('init').events.started(1);
    container('db').events.started(2);
    container('init').events.exited(0, null);
    expect(runner.containers.map(({ spec }) => spec.name)).toEqual(['init', 'db']);
    await clock.advance(5000);
    container('db').commands[0]?.done(0);
    container('app').events.started(3);
    expect(happened).toEqual([
      'init started',
      'db started',
      'init exited 0',
      'db HEALTHY',
      'app started',
      'running',
    ]);
  });

  it('stop where a dependency cannot be met any more', () => {
    const { happened, container } = run([
      { name: 'app', dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
      { name: 'init', essential: false },
    ]);
    container('init').events.started(1);
    container('init').events.exited(3, null);
    expect(happened.at(-2)).toBe('CannotStartContainerError: a dependency of container app was not met');
    expect(happened.at(-1)).toBe('ended');
  });

  it('end together when an essential one ends, and not when another does', () => {
    const { happened, container } = run([
      { name: 'app' },
      { name: 'helper', essential: false },
      { name: 'proxy' },
    ]);
    for (const name of ['app', 'helper', 'proxy']) container(name).events.started(1);
    container('helper').events.exited(0, null);
    expect(happened.at(-1)).toBe('helper exited 0');
    container('app').events.exited(null, 'SIGSEGV');
    expect(container('proxy').stops).toBe(1);
    expect(happened.slice(-2)).toEqual(['app exited 139', 'essential exited']);
    container('proxy').events.exited(null, 'SIGTERM');
    expect(happened.slice(-2)).toEqual(['proxy exited 143', 'ended']);
  });

  it('get their secrets, and fail with the documented reason where there is none', () => {
    const secrets = [{ name: 'KEY', valueFrom: 'arn:aws:ssm:us-east-1:000000000000:parameter/key' }];
    const { container } = run([{ name: 'app', secrets, environment: [{ name: 'A', value: 'b' }] }]);
    expect(container('app').spec.environment).toEqual({ A: 'b', KEY: `value of ${secrets[0]?.valueFrom}` });
    const missing = run([{ name: 'app', secrets }], {
      resolveSecret: () => {
        throw new AwsError('ParameterNotFound', 'no such parameter');
      },
    });
    expect(missing.happened).toEqual([
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: ParameterNotFound: no such parameter',
      'ended',
    ]);
    const { resolveSecret: _none, ...without } = missing.deps;
    expect(() => prepareContainer(without, 'us-east-1', 't', { name: 'app', secrets })).toThrow(
      'unable to retrieve secrets from ssm',
    );
  });

  it('fail where the snapshot of the image is broken', () => {
    const { happened } = run([{ name: 'app' }], {
      findImage: () => ({ digest: '', region: '', repository: '', folder: '/none' }),
    });
    expect(happened[0]).toMatch(
      /^CannotPullContainerError: ref pull has been retried 1 time\(s\): failed to copy: ENOENT/,
    );
  });

  it('write their lines to the stream of their task, and lose them where the group is gone', () => {
    const lines: string[] = [];
    let exists = true;
    const logConfiguration = { logDriver: 'awslogs' as const, options: { 'awslogs-group': '/g' } };
    const { container, task } = run([{ name: 'app', logConfiguration }], {
      appendLogEvents: ({ logGroupName, logStreamName }, events) => {
        if (exists) lines.push(...events.map(({ message }) => `${logGroupName} ${logStreamName} ${message}`));
        return exists;
      },
    });
    container('app').events.started(1);
    container('app').events.line('one', 'stdout');
    exists = false;
    container('app').events.line('two', 'stderr');
    expect(lines).toEqual(['/g app/t one']);
    expect(worlds[0]?.effects.map(({ kind }) => kind)).toEqual(['log-line-lost']);
    task.abandon();
  });
});

describe('a container health check', () => {
  function check(over: object) {
    const clock = new TestClock();
    const [states, commands]: [string[], ((code: number | null) => void)[]] = [[], []];
    let kills = 0;
    const container = {
      stop: () => undefined,
      run: (_command: readonly string[], done: (code: number | null) => void) => {
        commands.push(done);
        return () => void (kills += 1);
      },
    };
    const health = new ContainerHealth(
      clock,
      { command: ['CMD', 'x'], interval: 10, retries: 2, ...over },
      container,
      (status) => states.push(status),
    );
    const answer = async (code: number): Promise<void> => {
      await clock.advance(10_000);
      commands.at(-1)?.(code);
    };
    return { clock, states, commands, health, answer, kills: () => kills };
  }

  it('needs as many failures in a row as it says, and one success', async () => {
    const { states, answer } = check({});
    for (const code of [1, 0, 1, 0, 1, 1, 0]) await answer(code);
    expect(states).toEqual(['HEALTHY', 'UNHEALTHY', 'HEALTHY']);
  });

  it('does not count failures within the start period, which a success ends', async () => {
    const late = check({ startPeriod: 35 });
    for (const code of [1, 1, 1, 1]) await late.answer(code);
    expect(late.states).toEqual([]);
    await late.answer(1);
    expect(late.states).toEqual(['UNHEALTHY']);
    const early = check({ startPeriod: 300 });
    for (const code of [0, 1, 1]) await early.answer(code);
    expect(early.states).toEqual(['HEALTHY', 'UNHEALTHY']);
  });

  it('that takes too long is killed and counts as a failure', async () => {
    const { clock, states, commands, kills } = check({ timeout: 3, retries: 1 });
    await clock.advance(12_999);
    expect(states).toEqual([]);
    await clock.advance(1);
    expect(states).toEqual(['UNHEALTHY']);
    expect(kills()).toBe(1);
    commands[0]?.(0);
    expect(states).toEqual(['UNHEALTHY']);
  });

  it('is given up when the container stops', async () => {
    const { clock, health, kills, commands, states } = check({ retries: 1 });
    await clock.advance(10_000);
    health.stop();
    expect(kills()).toBe(1);
    commands[0]?.(null);
    await clock.advance(60_000);
    expect(states).toEqual([]);
    expect(commands).toHaveLength(1);
  });
});
