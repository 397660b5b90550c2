/*
 * The commands that look at what is deployed, in one process with a sandbox whose clock goes on where a command waits.
 * Containers are scripted: nothing is started, and every health check is answered at once.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as logs } from '../../src/commands/logs.ts';
import { command as outputs } from '../../src/commands/outputs.ts';
import { command as push } from '../../src/commands/push.ts';
import { command as status } from '../../src/commands/status.ts';
import { Interruption } from '../../src/host/node-host.ts';
import { FakeRunner } from '../../src/sandbox/runner/fake-runner.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { TestClock } from '../../src/sandbox/test-clock.ts';
import { argumentsOf, folderHost, type FolderHost } from '../helpers/folder-host.ts';

const clock = new TestClock();
const env: Record<string, string | undefined> = { PATH: process.env['PATH'] };
let health = 200;
const runner = new FakeRunner();
let project: FolderHost;
let sandbox: Sandbox;

function hostOptions(onSleep: (ms: number) => Promise<void>) {
  return { env, now: () => new Date(clock.now()), onSleep };
}

beforeAll(async () => {
  project = folderHost(hostOptions((ms) => clock.advance(ms)));
  sandbox = await createSandbox({
    stateDir: join(project.folder, '.platc/sandbox'),
    port: 0,
    clock,
    runner,
    loadBalancing: {
      listen: false,
      findPort: (from) => from,
      prober(_, answer) {
        answer(health);
        return () => undefined;
      },
    },
  });
  env['AWS_ENDPOINT_URL'] = sandbox.endpoint;
  project.write(
    'platform.yaml',
    `app: shop
region: eu-west-1
network: { nat: none }
services:
  api: { build: ./api, routes: ["/api/*"] }
  web: { build: ./api }
`,
  );
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write('environments/other.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
});
afterAll(async () => {
  await sandbox.close();
  project.remove();
});

const run = (
  command: typeof status,
  given: Parameters<typeof argumentsOf>[0] = {},
  positionals: string[] = [],
) => command.run(project.host, argumentsOf({ env: 'test', ...given }, positionals));
const json = async (
  command: typeof status,
  given: Parameters<typeof argumentsOf>[0] = {},
  positionals: string[] = [],
) => {
  const code = await run(command, { json: true, ...given }, positionals);
  return { code, document: JSON.parse(project.out()) };
};

describe('before anything is deployed', () => {
  it('status says so', async () => {
    expect(await run(status)).toBe(0);
    expect(project.out()).toContain('nothing is deployed');
    expect(await json(status, { 'exit-code': true })).toMatchObject({
      code: 2,
      document: { healthy: false, services: [] },
    });
  });

  it('outputs refuse', async () => {
    await expect(run(outputs)).rejects.toMatchObject({ exitCode: 4, hint: 'npx platc deploy --env test' });
  });

  it('logs hold nothing', async () => {
    expect(await run(logs)).toBe(0);
    expect(project.out()).toBe('');
    expect(project.err()).toMatch(/^nothing was written since /);
  });
});

describe('push', () => {
  it('makes the stacks that a repository needs, once, and prints references by digest', async () => {
    const first = await json(push);
    expect(first.document).toEqual({
      images: ['api', 'web'].map((service) => ({
        service,
        uri: expect.stringMatching(
          `^000000000000\\.dkr\\.ecr\\.eu-west-1\\.amazonaws\\.com/shop/${service}@sha256:[0-9a-f]{64}$`,
        ),
        digest: expect.stringMatching(/^sha256:/),
        tag: expect.stringMatching(/^content-/),
        built: true,
      })),
    });
    expect(project.err()).toContain('shop-registry-web');
    expect(await run(push, { service: ['web'] })).toBe(0);
    expect(project.out()).toBe(
      `✓ web  ${first.document.images[1].uri}  was there as ${first.document.images[1].tag}\n`,
    );
    expect(project.err()).toBe('');
  });
});

describe('what is deployed', () => {
  beforeAll(async () => {
    await run(deploy, { push: true, yes: true });
    project.out();
    project.err();
  }, 60_000);

  it('status tells of stacks, tasks, targets and images', async () => {
    const { code, document } = await json(status, { 'exit-code': true });
    expect(document).toMatchObject({
      healthy: true,
      app: 'shop',
      environment: 'test',
      account: '000000000000',
      url: 'http://localhost:8080',
    });
    expect(code).toBe(0);
    expect(document.stacks.map(({ name }: { name: string }) => name)).toEqual([
      'shop-common',
      'shop-registry-api',
      'shop-registry-web',
      'shop-test-network',
      'shop-test-platform',
      'shop-test-api',
      'shop-test-web',
    ]);
    expect(document.services[0]).toMatchObject({
      service: 'api',
      healthy: true,
      problems: [],
      desired: 1,
      running: 1,
      rollout: 'COMPLETED',
      taskDefinition: 'shop-test-api:1',
      image: expect.stringMatching(/@sha256:/),
      release: '1',
      targets: [{ target: expect.stringMatching(/^127\.0\.0\.1:\d+$/), state: 'healthy' }],
    });
    expect(await run(status)).toBe(0);
    expect(project.out()).toMatch(
      /✓ api +CREATE_COMPLETE[\s\S]*1 of 1 running, rollout completed[\s\S]*\nhealthy\n$/,
    );
  });

  it('outputs come by stack, or one raw', async () => {
    expect((await json(outputs)).document).toMatchObject({
      environment: 'test',
      outputs: {
        'shop-test-platform': { Url: 'http://localhost:8080' },
        'shop-test-api': { LogGroupName: '/platc/shop/test/api' },
      },
    });
    expect(await run(outputs)).toBe(0);
    expect(project.out()).toMatch(/^shop-test-platform\n(?: {2}\S.*\n)* {2}Url +http:\/\/localhost:8080\n/m);
    expect(await run(outputs, {}, ['Url'])).toBe(0);
    expect(project.out()).toBe('http://localhost:8080\n');
    expect(await run(outputs, { service: 'web' }, ['LogGroupName'])).toBe(0);
    expect(project.out()).toBe('/platc/shop/test/web\n');
    expect((await json(outputs, {}, ['Release'])).document).toEqual({
      stack: 'shop-test-api',
      name: 'Release',
      value: '1',
    });
  });

  it.each([
    ['an unknown one', {}, ['Urk'], 'there is no output `Urk`', 'did you mean `Url`?'],
    [
      'one of several stacks',
      {},
      ['LogGroupName'],
      /^several stacks have an output `LogGroupName`: shop-test-api, shop-test-web$/,
      /--service/,
    ],
    ['an unknown service', { service: 'wb' }, [], 'there is no service `wb`', 'did you mean `web`?'],
  ])('outputs refuse %s with 64', async (_what, given, names, message, hint) => {
    await expect(run(outputs, given, names)).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('logs come in the order of time, from all services or one, or one task', async () => {
    const [first, second] = runner.containers;
    first?.events.line('{"level":"info","msg":"one"}', 'stdout');
    await clock.advance(1_000);
    second?.events.line('two', 'stderr');
    await clock.advance(1_000);
    first?.events.line('three', 'stdout');
    await clock.advance(5_000);
    expect((await json(logs)).document.events.map(({ message }: { message: string }) => message)).toEqual([
      '{"level":"info","msg":"one"}',
      'two',
      'three',
    ]);
    const prefix = (container: typeof first) =>
      `${container?.spec.name} ${container?.spec.taskId.slice(0, 8)}`;
    expect(await run(logs, { service: [first?.spec.name ?? ''] })).toBe(0);
    expect(project.out()).toBe(`${prefix(first)}  {"level":"info","msg":"one"}\n${prefix(first)}  three\n`);
    expect(await run(logs, { task: (second?.spec.taskId ?? '').slice(0, 12).toUpperCase() })).toBe(0);
    expect(project.out()).toBe(`${prefix(second)}  two\n`);
    expect((await json(logs, { since: '1s' })).document.events).toEqual([]);
  });

  it('logs follow what comes until Ctrl-C, which is 130', async () => {
    let rounds = 0;
    const following = folderHost(
      hostOptions(async (ms) => {
        rounds += 1;
        runner.containers[0]?.events.line(`round ${rounds}`, 'stdout');
        await clock.advance(ms);
        if (rounds === 3) following.interrupt(new Interruption('SIGINT', 130));
      }),
    );
    const host = {
      ...following.host,
      cwd: project.folder,
      readFile: project.host.readFile,
      listFolder: project.host.listFolder,
      exists: project.host.exists,
    };
    expect(await logs.run(host, argumentsOf({ env: 'test', follow: true, since: '1s' }))).toBe(130);
    const lines = following.out().trim().split('\n');
    expect(lines.map((line) => line.split('  ')[1])).toEqual(['round 1', 'round 2']);
    following.remove();
  });

  it('logs refuse what cannot be', async () => {
    await expect(run(logs, { json: true, follow: true })).rejects.toMatchObject({ exitCode: 64 });
    await expect(run(logs, { service: ['apu'] })).rejects.toMatchObject({
      exitCode: 64,
      hint: 'did you mean `api`?',
    });
    await expect(run(logs, { since: 'now' })).rejects.toMatchObject({ exitCode: 64 });
  });

  it('status ends with 2 when a target fails its checks', async () => {
    health = 500;
    await clock.advance(120_000);
    const { code, document } = await json(status, { 'exit-code': true });
    expect(code).toBe(2);
    expect(document.services[0].problems.join()).not.toBe('');
    expect(await run(status)).toBe(0);
    expect(project.out()).toMatch(/\nnot healthy\n$/);
  });

  it('knows nothing of another environment but what is shared', async () => {
    const { document } = await json(status, { env: 'other' });
    expect(
      document.stacks
        .filter(({ status: deployed }: { status?: string }) => deployed)
        .map(({ name }: { name: string }) => name),
    ).toEqual(['shop-common', 'shop-registry-api', 'shop-registry-web']);
  });
});
