/*
 * history and rollback, with the real AWS SDK against a sandbox whose clock goes on where a command waits. Containers are scripted;
 * outlives-its-source.test.ts gets the answers of an earlier version back from real processes. Which release is chosen, and every
 * reason to refuse one, is in src/releases/*.test.ts.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as destroy } from '../../src/commands/destroy.ts';
import { command as history } from '../../src/commands/history.ts';
import { command as rollback } from '../../src/commands/rollback.ts';
import type { Command } from '../../src/commands/command.ts';
import type { Host } from '../../src/host/host.ts';
import { Interruption } from '../../src/host/node-host.ts';
import { argumentsOf } from '../helpers/folder-host.ts';
import { sandboxProject, type Happening, type SandboxProject } from '../helpers/sandbox-project.ts';

type Given = Parameters<typeof argumentsOf>[0];

let project: SandboxProject;
let happening: { -readonly [Key in keyof Happening]: Happening[Key] };

beforeEach(async () => {
  happening = {};
  project = await sandboxProject('eu-west-1', happening);
  describeApplication();
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
});
afterEach(() => project.close());

function describeApplication(environment: Readonly<Record<string, string>> = {}): void {
  const api = { build: './api', environment };
  project.write(
    'platform.yaml',
    JSON.stringify({ app: 'shop', region: 'eu-west-1', network: { nat: 'none' }, services: { api } }),
  );
}

const run = (command: Command, given: Given = {}, host: Host = project.host) =>
  command.run(host, argumentsOf({ env: 'test', ...given }));
const back = (given: Given = {}, host?: Host) => run(rollback, { service: 'api', yes: true, ...given }, host);
const backJson = (given: Given = {}) =>
  project.json(rollback, { env: 'test', service: 'api', yes: true, ...given });

/** Ships a version of the code; gives its image. */
async function ship(version: number, given: Given = {}): Promise<string> {
  project.write('api/server.js', `// version ${version}\n`);
  await run(deploy, { yes: true, push: true, ...given });
  project.out();
  project.err();
  return (await deployed())['Image'] ?? '';
}

const crash = (container: {
  events: { started(port: number): void; exited(code: number, signal: null): void };
  port: number;
}) => {
  container.events.started(container.port);
  container.events.exited(3, null);
};

/** The parameters of the service's stack. */
async function deployed(): Promise<Readonly<Record<string, string>>> {
  const { Stacks } = await (
    await project.aws().cloudFormation()
  ).describeStacks({ StackName: 'shop-test-api' });
  return Object.fromEntries(
    (Stacks?.[0]?.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => [
      ParameterKey,
      ParameterValue,
    ]),
  );
}

async function artifactsBucket(): Promise<string> {
  const { Stacks } = await (
    await project.aws().cloudFormation()
  ).describeStacks({ StackName: 'shop-common' });
  return (
    Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'ArtifactsBucketName')?.OutputValue ?? ''
  );
}

async function releasesOf(given: Given = {}) {
  const { services } = (await project.json(history, { env: 'test', ...given })) as {
    services: { deployed?: number; total: number; releases: Record<string, unknown>[] }[];
  };
  return services[0] ?? { total: 0, releases: [] };
}

/** A refusal, before which nothing was written. */
async function untouched(given: Given, expected: Record<string, unknown>): Promise<void> {
  project.calls.length = 0;
  await expect(back(given)).rejects.toMatchObject({ exitCode: 4, ...expected });
  for (const call of ['CreateChangeSet', 'PutObject', 'PutImage']) expect(project.calls).not.toContain(call);
}

/** A host whose command ends when its change set runs. */
function endsWhileExecuting(reason: Error): Host {
  const controller = new AbortController();
  project.calls.length = 0;
  happening.sleep = () => {
    if (project.calls.includes('ExecuteChangeSet')) controller.abort(reason);
  };
  return {
    ...project.host,
    interrupted: controller.signal,
    sleep: (ms) =>
      controller.signal.aborted ? Promise.reject(controller.signal.reason) : project.host.sleep(ms),
  };
}

describe('a rollback', () => {
  it('applies an earlier release again, as a release of its own, for as long as all of it is there', async () => {
    const first = await ship(1);
    const second = await ship(2);
    expect(await backJson()).toMatchObject({
      code: 0,
      environment: 'test',
      stacks: [{ name: 'shop-test-api', action: 'update', status: 'UPDATE_COMPLETE' }],
      outputs: { Url: 'http://localhost:8080' },
      releases: [{ service: 'api', release: 3, result: 'succeeded', image: first, restores: 1 }],
    });
    expect(await deployed()).toMatchObject({ Image: first, Release: '3' });
    const plan = project.err();
    expect(plan).toMatch(
      /^api goes back from release 2 to release 1\n {2}of \d{4}-\d\d-\d\d \d\d:\d\d UTC by root\n\nshop → test/,
    );
    expect(plan).toContain('the recorded template of release 1, which is that of this config too');
    expect(plan).toMatch(/TaskDefinition +replaced +platform\.yaml:1/);
    expect(plan).toMatch(/image: \S+, the one\s+of that release/);

    const [ecr, imageDigest] = [await project.aws().ecr(), first.split('@')[1] ?? ''];
    const of = { repositoryName: 'shop/api', imageIds: [{ imageDigest }] };
    expect((await ecr.describeImages(of)).imageDetails?.[0]?.imageTags).toContain('deployed-test-3');
    expect(await releasesOf()).toMatchObject({
      deployed: 3,
      total: 3,
      releases: [
        { release: 3, state: 'succeeded', isDeployed: true, restores: 1, image: first },
        { release: 2, state: 'succeeded', isDeployed: false },
        { release: 1, state: 'succeeded', isDeployed: false, durationMs: expect.any(Number) },
      ],
    });

    // Not to release 2, which was gone back from.
    await untouched({}, { message: 'api of test: no release before 3 succeeded' });
    await untouched(
      { to: '1' },
      {
        message: 'api of test: release 1 is deployed already: release 3 has the same template and parameters',
      },
    );
    expect(await back({ to: '2' })).toBe(0);
    expect(project.out()).toMatch(
      /✓ shop → test rolled back in \d+ s\n {2}api is release 4, which restores release 2\n/,
    );
    expect(await deployed()).toMatchObject({ Image: second, Release: '4' });

    await ecr.batchDeleteImage(of);
    await untouched(
      {},
      { message: `api of test: the image of release 1 is gone from its repository: ${first}` },
    );
    const [, , , oldest] = (await releasesOf()).releases;
    const Key = String(oldest?.['template']);
    await (
      await project.aws().s3()
    ).deleteObjects({ Bucket: await artifactsBucket(), Delete: { Objects: [{ Key }] } });
    await untouched({}, { message: expect.stringContaining('the template of release 1 is gone') });
  }, 90_000);

  it('asks, brings back what the config no longer says, and is taken back itself where its tasks do not run', async () => {
    await ship(1);
    describeApplication({ GREETING: 'hello' });
    await ship(1);
    describeApplication({ GREETING: 'not deployed' });
    await expect(back({ yes: [] })).rejects.toMatchObject({
      exitCode: 4,
      message: 'rolling back asks for consent, and there is no terminal to ask on',
    });
    const asked: string[] = [];
    const answering = (answer: string): Host => ({
      ...project.host,
      terminal: {
        ...project.host.terminal,
        interactive: true,
        async ask(question) {
          asked.push(question);
          return answer;
        },
      },
    });
    await expect(back({ yes: [] }, answering('n'))).rejects.toMatchObject({
      exitCode: 4,
      message: 'not rolled back: you did not agree',
      hint: 'Nothing was touched.',
    });
    expect(await deployed()).toMatchObject({ Release: '2' });
    project.out();

    happening.start = crash;
    expect(await back({ yes: [] }, answering('y'))).toBe(3);
    expect(asked).toEqual(Array.from({ length: 2 }, () => 'Roll api of test back to release 1? [y/N] '));
    const plan = project.out();
    expect(plan).toContain('the recorded template of release 1, not that of this config');
    expect(plan).not.toContain('platform.yaml:');
    const failure = project.err();
    expect(failure).toContain('✗ shop-test-api failed, and was rolled back to what it was before');
    expect(failure).toContain('npx platc history --env test --service api');
    expect(await releasesOf()).toMatchObject({
      deployed: 2,
      releases: [
        { release: 3, state: 'failed', restores: 1, reason: expect.any(String) },
        { release: 2, isDeployed: true },
        {},
      ],
    });
    await untouched(
      {},
      { message: 'api of test: release 3 failed, and CloudFormation went back to release 2 by itself' },
    );

    delete happening.start;
    expect(await back({ to: '1' })).toBe(0);
    const { TemplateBody } = await (
      await project.aws().cloudFormation()
    ).getTemplate({ StackName: 'shop-test-api' });
    expect(TemplateBody).not.toContain('GREETING');
  }, 90_000);

  it('that is interrupted goes on at AWS; the same command follows it, and one that ended unseen is recorded', async () => {
    const first = await ship(1);
    await ship(2);
    await expect(back({}, endsWhileExecuting(new Interruption('SIGINT', 130)))).rejects.toMatchObject({
      exitCode: 130,
    });
    expect(project.err()).toContain(
      'At AWS this goes on: shop-test-api (updating).\nThe same command picks it up: npx platc rollback --env test --service api --to 1 --yes\n',
    );
    delete happening.sleep;
    const during = await releasesOf();
    expect(during.releases[0]).toMatchObject({ release: 3, result: 'started', state: 'under way' });
    expect(during.deployed).toBeUndefined();
    project.calls.length = 0;
    expect(await backJson()).toMatchObject({
      code: 0,
      stacks: [{ action: 'none', status: 'UPDATE_COMPLETE' }],
      releases: [{ release: 3, result: 'succeeded', restores: 1 }],
    });
    expect(project.err()).toContain('api: going on with its rollback to release 1\n');
    expect(project.calls).not.toContain('ExecuteChangeSet');
    expect(await deployed()).toMatchObject({ Image: first, Release: '3' });

    await expect(back({ to: '2' }, endsWhileExecuting(new Error('killed')))).rejects.toThrow('killed');
    delete happening.sleep;
    await project.clock.advance(600_000);
    expect((await releasesOf()).releases[0]).toMatchObject({
      release: 4,
      state: 'unfinished',
      isDeployed: true,
    });
    await run(history, { service: ['api'] });
    expect(project.out()).toContain('nobody recorded its end: its deploy was stopped, and it came about');
    expect(await back()).toBe(0);
    expect(project.out()).toContain('api is release 4, which restores release 2');
    expect((await releasesOf()).releases[0]).toMatchObject({ release: 4, state: 'succeeded' });
  }, 90_000);

  it('that fails while nobody looks is recorded as failed by the command that follows it', async () => {
    await ship(1);
    await ship(2);
    happening.start = crash;
    await expect(back({}, endsWhileExecuting(new Error('killed')))).rejects.toThrow('killed');
    delete happening.sleep;
    expect(await back()).toBe(3);
    expect((await releasesOf()).releases[0]).toMatchObject({ release: 3, state: 'failed', restores: 1 });
  }, 60_000);

  it('is refused where there is nothing to go back from, and where the network is another one', async () => {
    await untouched({}, { message: 'api of test: nothing was released yet' });
    expect(await run(history)).toBe(0);
    expect(project.out()).toBe(
      'shop → test\n\napi  nothing was released yet\n  its first: npx platc deploy --env test --service api\n',
    );
    await ship(1);
    const { VpcId: then = '' } = await deployed();
    await run(destroy, { confirm: 'DESTROY', allow: ['delete'] });
    await untouched({}, { message: 'api of test: it is not deployed: there is nothing to go back from' });
    project.out();
    await run(history);
    expect(project.out()).toContain('api  is not deployed now');

    await ship(2);
    const { VpcId: now = '' } = await deployed();
    expect(now).not.toBe(then);
    await untouched(
      { to: '1' },
      {
        message: expect.stringContaining(
          `  VpcId of shop-test-network\n    then  ${then}\n    now   ${now}\n`,
        ),
      },
    );

    project.write('api/server.js', '// version 3\n');
    const killed = endsWhileExecuting(new Error('killed'));
    await expect(run(deploy, { yes: true, push: true }, killed)).rejects.toThrow('killed');
    await untouched(
      {},
      {
        message: 'api of test: stack shop-test-api is UPDATE_IN_PROGRESS: release 3 is being deployed',
        hint: expect.stringContaining('aws cloudformation cancel-update-stack --stack-name shop-test-api'),
      },
    );
  }, 90_000);
});

describe('a wrong command line ends with 64', () => {
  it.each<[Command, Given]>([
    [rollback, {}],
    [rollback, { service: 'apy' }],
    [rollback, { service: 'api', to: 'one' }],
    [rollback, { service: 'api', to: '0' }],
    [rollback, { service: 'api', allow: ['everything'] }],
    [rollback, { service: 'api', env: 'common' }],
    [history, { env: 'common' }],
    [history, { service: ['apy'] }],
    [history, { limit: '0' }],
    [history, { limit: '101' }],
    [history, { limit: 'all' }],
  ])('%#', async (command, given) => {
    await expect(run(command, given)).rejects.toMatchObject({ exitCode: 64 });
    expect(project.calls).toEqual([]);
  });
});
