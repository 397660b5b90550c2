/*
 * restart, in one process with a sandbox whose clock goes on where the command waits; containers are scripted. Three services are
 * deployed once: a usual one, one with little time, and one whose old task stops before the new one starts.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as restart } from '../../src/commands/restart.ts';
import { Interruption } from '../../src/host/node-host.ts';
import type { Host } from '../../src/host/host.ts';
import type { FakeContainer } from '../../src/sandbox/runner/fake-runner.ts';
import { argumentsOf } from '../helpers/folder-host.ts';
import { sandboxProject, type Happening, type SandboxProject } from '../helpers/sandbox-project.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const happening: Happening = {};
let project: SandboxProject;

beforeAll(async () => {
  project = await sandboxProject('eu-west-1', happening);
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write('environments/other.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
  const service = (path: string, more: object) => ({ build: './api', routes: [path], ...more });
  const services = {
    api: service('/api/*', { scaling: { min: 2, max: 2 } }),
    late: service('/late/*', { deployment: { timeout: '2m' }, health: { gracePeriod: '1h' } }),
    solo: service('/*', { deployment: { minimumHealthyPercent: 0, maximumPercent: 100 } }),
  };
  project.write('platform.yaml', { app: 'shop', region: 'eu-west-1', network: { nat: 'none' }, services });
  const { code } = await project.json(deploy, { env: 'test', yes: true, push: true });
  if (code !== 0) throw new Error('the services could not be deployed');
});
afterAll(() => project.close());

beforeEach(() => {
  for (const name of ['start', 'health', 'fault', 'sleep'] as const) delete happening[name];
  project.calls.length = 0;
  project.out();
  project.err();
});

type Given = Parameters<typeof argumentsOf>[0];

const run = (service: string, given: Given = {}, host: Host = project.host) =>
  restart.run(host, argumentsOf({ env: 'test', yes: true, service: [service], ...given }));
const json = (given: Given = {}) => project.json(restart, { env: 'test', yes: true, ...given });
const tasksOf = (name: string) => project.runner.containers.filter(({ spec }) => spec.name === name);
const counted = (operation: string) => project.calls.filter((call) => call === operation).length;

/** A host that a signal has not stopped yet. */
function interruptible(): { readonly host: Host; readonly stop: AbortController } {
  const stop = new AbortController();
  const host: Host = {
    ...project.host,
    interrupted: stop.signal,
    async sleep(ms) {
      await project.host.sleep(ms);
      stop.signal.throwIfAborted();
    },
  };
  return { host, stop };
}

async function service(name: string) {
  const arn = (await project.resources(`shop-test-${name}`)).get('Service')?.id ?? '';
  const [, cluster = ''] = /service\/([^/]+)\//.exec(arn) ?? [];
  const ecs = await project.aws().ecs();
  const { services } = await ecs.describeServices({ cluster, services: [arn] });
  return { ecs, cluster, arn, now: services?.[0] };
}

function crash(container: FakeContainer): void {
  container.events.started(container.port);
  container.events.line('Error: secret not found', 'stderr');
  container.events.exited(3, null);
}

describe('restart', () => {
  it('replaces the tasks of every service by new ones of the same task definition and image', async () => {
    const names = ['api', 'late', 'solo'];
    const states = () => Promise.all(names.map(async (name) => (await service(name)).now));
    const before = await states();
    const images = new Set(project.runner.containers.map(({ spec }) => JSON.stringify(spec.image)));
    const answer = await json({ allow: ['outage'] });
    const image = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    expect(answer).toMatchObject({
      code: 0,
      environment: 'test',
      services: [
        { service: 'api', stack: 'shop-test-api', status: 'SUCCESSFUL', attached: false, image, running: 2 },
        { service: 'late', status: 'SUCCESSFUL', taskDefinition: 'shop-test-late:1', desired: 1, running: 1 },
        { service: 'solo', status: 'SUCCESSFUL' },
      ],
    });
    expect(answer).not.toHaveProperty('errors');
    const after = await states();
    expect(after.map((one) => one?.taskDefinition)).toEqual(before.map((one) => one?.taskDefinition));
    const deployments = (all: typeof after) => all.map((one) => one?.deployments?.[0]?.id);
    expect(new Set([...deployments(before), ...deployments(after)]).size).toBe(6);
    expect(tasksOf('api').map(({ stops }) => stops)).toEqual([1, 1, 0, 0]);
    expect(new Set(project.runner.containers.map(({ spec }) => JSON.stringify(spec.image)))).toEqual(images);
    expect(counted('CreateChangeSet')).toBe(0);
  });

  it('of one service leaves the others alone, and says what it did', async () => {
    const tasks = tasksOf('late').length;
    expect(await run('api')).toBe(0);
    expect(tasksOf('late')).toHaveLength(tasks);
    const text = project.out();
    expect(text).toContain('  api  2 tasks of shop-test-api:1, 100–200 % healthy\n');
    expect(text).toMatch(/shop-test-api {2}rollout {2}new 2\/2 running, 2 healthy/);
    expect(text).toMatch(
      /✓ shop → test restarted in \d+ s\n {2}api {2}2 new tasks of shop-test-api:1, sha256:[0-9a-f]{64}\n$/,
    );
  });

  it('whose new tasks crash is rolled back by the circuit breaker: exit 3, the cause first', async () => {
    const running = tasksOf('api').filter(({ stops }) => stops === 0);
    happening.start = crash;
    expect(await run('api')).toBe(3);
    const text = project.err();
    expect(text).toContain(
      '✗ api was not restarted; ECS went back to what ran before. Users were served all the time.',
    );
    expect(text).toMatch(
      /Cause {3}container api exits with code 3, right after its start \((?:\d of 3 tries|\d tries; ECS gives up after 3)\): Essential container in task exited/,
    );
    expect(text).toContain('api  Error: secret not found');
    expect(text).toContain('AWS     ECS deployment circuit breaker: tasks failed to start.');
    expect(text).toContain(
      'Now     2 of 2 tasks of shop-test-api:1 run; the deployment is ROLLBACK_SUCCESSFUL',
    );
    expect(running.map(({ stops }) => stops)).toEqual([0, 0]);

    // The tasks that failed before are not those of the next restart.
    delete happening.start;
    expect(await json({ service: ['api'] })).toMatchObject({ code: 0 });
    happening.start = crash;
    expect(await json({ service: ['api'] })).toMatchObject({
      code: 3,
      services: [
        {
          status: 'ROLLBACK_SUCCESSFUL',
          failure: { served: true, breaker: { threshold: 3 }, tasks: [{}, {}, {}] },
        },
      ],
    });
  });

  it('that takes longer than deployment.timeout is stopped, and ECS goes back', async () => {
    const last = Math.max(...project.runner.containers.map(({ port }) => port));
    happening.health = ({ port }) => (port > last ? 503 : 200);
    const began = project.clock.now();
    expect(await json({ service: ['late'] })).toMatchObject({
      code: 3,
      services: [
        {
          status: 'ROLLBACK_SUCCESSFUL',
          failure: { causes: [{ reason: 'the new tasks were not healthy within 2 minutes' }, {}] },
        },
      ],
    });
    expect((project.clock.now() - began) / 1000).toBeLessThan(200);
    expect(project.err()).toContain('rolling back: not healthy within 2 minutes');
    expect(counted('StopServiceDeployment')).toBe(1);
    const { now } = await service('late');
    expect(now).toMatchObject({ runningCount: 1, taskDefinition: expect.stringMatching(/:1$/) });
  });
});

describe('a restart that is under way', () => {
  it('is followed by the same command after an interruption, not begun again', async () => {
    const tasks = tasksOf('api').length;
    const { host, stop } = interruptible();
    happening.sleep = () => stop.abort(new Interruption('SIGINT', 130));
    await expect(run('api', {}, host)).rejects.toMatchObject({ exitCode: 130 });
    expect(project.err()).toContain(
      'At AWS this goes on: shop-test-api (rollout).\nThe same command picks it up: npx platc restart --env test --service api --yes\n',
    );
    delete happening.sleep;
    expect(await json({ service: ['api'] })).toMatchObject({
      code: 0,
      services: [{ attached: true, status: 'SUCCESSFUL' }],
    });
    expect(project.err()).toMatch(/api {2}is being restarted already, since 2026-\S+: that is followed/);
    expect(counted('UpdateService')).toBe(1);
    expect(tasksOf('api')).toHaveLength(tasks + 2);
  });

  it('and that another deployment takes over from says so', async () => {
    const { ecs, cluster, arn } = await service('api');
    let slept = 0;
    happening.sleep = async () => {
      slept += 1;
      if (slept === 1) await ecs.updateService({ cluster, service: arn, forceNewDeployment: true });
    };
    const failure = { causes: [{ reason: 'another deployment of api took the place of this one' }] };
    expect(await json({ service: ['api'] })).toMatchObject({
      code: 3,
      services: [{ status: 'STOPPED', failure }],
    });
    delete happening.sleep;
    expect(await json({ service: ['api'] })).toMatchObject({ code: 0, services: [{ attached: true }] });
  });

  it('is begun once, also where the answer is lost', async () => {
    let lost = 0;
    happening.fault = ({ operation }) =>
      operation === 'UpdateService' && (lost += 1) === 1 ? 'answer lost' : undefined;
    expect(await json({ service: ['api'] })).toMatchObject({ code: 0, services: [{ status: 'SUCCESSFUL' }] });
    expect((await service('api')).now).toMatchObject({ runningCount: 2, deployments: [{}] });
  });
});

describe('restart refuses', () => {
  const refused = async (name: string, given: Given, expected: object) => {
    await expect(run(name, given)).rejects.toMatchObject(expected);
    expect(counted('UpdateService')).toBe(0);
  };

  it('an outage, unless it is allowed', () =>
    refused(
      'solo',
      {},
      {
        exitCode: 4,
        message: 'solo: users would not be served meanwhile: tasks may stop before new ones run',
        hint: 'Nothing was touched. If it is meant: --allow outage',
      },
    ));

  it('a service that is not deployed', () =>
    refused(
      'api',
      { env: 'other' },
      {
        exitCode: 4,
        message: 'api is not deployed in other',
        hint: 'Nothing was touched. Deploy it: npx platc deploy --env other',
      },
    ));

  it('what nobody agreed to, and what there is not', async () => {
    const terminal = { ...project.host.terminal, interactive: true, ask: () => Promise.resolve('n') };
    await expect(run('api', { yes: [] }, { ...project.host, terminal })).rejects.toMatchObject({
      exitCode: 4,
      message: 'not restarted: you did not agree',
    });
    await refused('api', { yes: [] }, { exitCode: 4, message: expect.stringMatching(/asks for consent/) });
    await refused('apu', {}, { exitCode: 64, hint: 'did you mean `api`?' });
    await refused('api', { env: 'common' }, { exitCode: 64 });
    await refused('api', { allow: ['iam'] }, { exitCode: 64 });
  });

  it('a service that ECS is rolling back', async () => {
    const { ecs, cluster, arn } = await service('solo');
    happening.start = crash;
    await ecs.updateService({ cluster, service: arn, forceNewDeployment: true });
    await project.clock.runUntil(async () => {
      const { now } = await service('solo');
      return now?.deployments?.some(({ rolloutState }) => rolloutState === 'FAILED') ?? false;
    });
    await expect(run('solo', { allow: ['outage'] })).rejects.toMatchObject({
      exitCode: 4,
      message: 'ECS is rolling solo back',
      hint: 'Nothing was touched. See: npx platc status --env test',
    });
  });

  it('a stack in the middle of a deploy', async () => {
    project.write('api/server.js', '// version 2\n');
    const { host, stop } = interruptible();
    happening.sleep = () => {
      if (counted('ExecuteChangeSet') > 0) stop.abort(new Interruption('SIGINT', 130));
    };
    const given = argumentsOf({ env: 'test', yes: true, push: true, service: ['api'] });
    await expect(deploy.run(host, given)).rejects.toMatchObject({ exitCode: 130 });
    delete happening.sleep;
    await refused(
      'api',
      {},
      {
        exitCode: 4,
        message: 'shop-test-api is UPDATE_IN_PROGRESS: a deploy is under way',
        hint: 'Nothing was touched. `npx platc deploy --env test` follows it.',
      },
    );
  });
});
