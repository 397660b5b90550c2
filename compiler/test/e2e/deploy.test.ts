/*
 * deploy and destroy, in one process with a sandbox whose clock goes on where a command waits: the real AWS SDK, real change sets,
 * containers that the tests script. Each test begins with nothing deployed.
 */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAws } from '../../src/aws/aws.ts';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as destroy } from '../../src/commands/destroy.ts';
import type { CommandError } from '../../src/commands/command.ts';
import { compileShared } from '../../src/compile.ts';
import { deployEnvironment } from '../../src/deploy/deploy-environment.ts';
import { destroyEnvironment } from '../../src/deploy/destroy-environment.ts';
import type { Host } from '../../src/host/host.ts';
import { Interruption } from '../../src/host/node-host.ts';
import { AwsError } from '../../src/sandbox/aws-error.ts';
import type { Fault, FaultTarget } from '../../src/sandbox/faults.ts';
import { FakeRunner } from '../../src/sandbox/runner/fake-runner.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { TestClock } from '../../src/sandbox/test-clock.ts';
import { argumentsOf, folderHost, type FolderHost } from '../helpers/folder-host.ts';

let clock: TestClock;
let project: FolderHost;
let sandbox: Sandbox;
/** What goes wrong with a call; every call is counted. */
let fault: (call: FaultTarget) => Fault | undefined;
let calls: string[];
/** What a new container does after it has started. */
let afterStart: 'run' | 'crash';
/** Called before each wait. */
let onSleep: () => void;

beforeEach(async () => {
  clock = new TestClock();
  fault = () => undefined;
  calls = [];
  afterStart = 'run';
  onSleep = () => undefined;
  const env: Record<string, string | undefined> = { PATH: process.env['PATH'] };
  project = folderHost({
    env,
    now: () => new Date(clock.now()),
    async onSleep(ms) {
      onSleep();
      await clock.advance(ms);
    },
  });
  sandbox = await createSandbox({
    stateDir: join(project.folder, '.platc/sandbox'),
    port: 0,
    clock,
    runner: new FakeRunner({
      start(container) {
        container.events.started(container.port);
        if (afterStart === 'run') return;
        container.events.line('Error: Cannot find module app.js', 'stderr');
        container.events.exited(3, null);
      },
    }),
    faults(call) {
      calls.push(call.operation);
      return fault(call);
    },
    loadBalancing: {
      listen: false,
      findPort: (from) => from,
      prober(_, answer) {
        answer(200);
        return () => undefined;
      },
    },
  });
  env['AWS_ENDPOINT_URL'] = sandbox.endpoint;
  describeApplication();
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
});

afterEach(async () => {
  await sandbox.close();
  project.remove();
});

function describeApplication(environment: Readonly<Record<string, string>> = {}): void {
  const api = { build: './api', environment };
  project.write(
    'platform.yaml',
    JSON.stringify({ app: 'shop', region: 'eu-west-1', network: { nat: 'none' }, services: { api } }),
  );
}

type Given = Parameters<typeof argumentsOf>[0];

const run = (command: typeof deploy, given: Given = {}, host: Host = project.host) =>
  command.run(host, argumentsOf({ env: 'test', ...given }));
const shipped = (given: Given = {}) => run(deploy, { yes: true, push: true, ...given });
const counted = (operation: string) => calls.filter((call) => call === operation).length;

async function document(given: Given = {}) {
  project.out();
  const code = await shipped({ json: true, ...given });
  return { code, ...JSON.parse(project.out()) };
}

const aws = () =>
  connectAws({
    region: 'eu-west-1',
    endpoint: sandbox.endpoint,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    interrupted: new AbortController().signal,
  });

async function statusOf(stack: string): Promise<string | undefined> {
  const { Stacks } = await (await aws().cloudFormation()).describeStacks({ StackName: stack });
  return Stacks?.[0]?.StackStatus;
}

describe('deploy', () => {
  it('brings everything up, then finds nothing to change, then ships a change', async () => {
    const first = await document();
    expect(first).toMatchObject({
      code: 0,
      environment: 'test',
      stacks: [
        { name: 'shop-common', action: 'create', status: 'CREATE_COMPLETE', changes: 2 },
        { name: 'shop-registry-api', action: 'create', status: 'CREATE_COMPLETE', changes: 1 },
        { name: 'shop-test-network', action: 'create', status: 'CREATE_COMPLETE' },
        { name: 'shop-test-platform', action: 'create', status: 'CREATE_COMPLETE' },
        { name: 'shop-test-api', action: 'create', status: 'CREATE_COMPLETE' },
      ],
      outputs: { Url: 'http://localhost:8080' },
      releases: [{ service: 'api', release: 1, result: 'succeeded' }],
    });
    expect(project.err()).toContain('shop-test-network  Vpc (AWS::EC2::VPC) CREATE_COMPLETE');

    const executed = counted('ExecuteChangeSet');
    expect(await document()).toMatchObject({
      stacks: [{ action: 'none' }, { action: 'none' }, { action: 'none', status: 'CREATE_COMPLETE' }],
      releases: [],
    });
    expect(counted('ExecuteChangeSet')).toBe(executed);

    describeApplication({ GREETING: 'hello' });
    expect(await document()).toMatchObject({
      code: 0,
      stacks: [
        { action: 'none' },
        { action: 'none' },
        { action: 'update', status: 'UPDATE_COMPLETE', outputs: { Release: '2' } },
      ],
      releases: [{ service: 'api', release: 2 }],
    });
  });

  it('keeps the deployed images in the registry', async () => {
    await shipped();
    const { imageDetails } = await (await aws().ecr()).describeImages({ repositoryName: 'shop/api' });
    expect(imageDetails?.[0]?.imageTags).toContain('deployed-test-1');
  });

  it('hands a template that is too large for a request over by the artifacts bucket', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`SETTING_${index}`, 'x'.repeat(40)]),
    );
    describeApplication(many);
    expect((await document()).stacks.at(-1)).toMatchObject({
      name: 'shop-test-api',
      status: 'CREATE_COMPLETE',
    });
    expect((await document()).stacks.at(-1)).toMatchObject({ action: 'none' });
  });

  it('of one service leaves the other stacks alone', async () => {
    await shipped();
    calls.length = 0;
    describeApplication({ GREETING: 'hello' });
    const { stacks, outputs } = await document({ service: ['api'] });
    expect(stacks).toMatchObject([{ name: 'shop-test-api', action: 'update' }]);
    expect(outputs).toMatchObject({ Url: 'http://localhost:8080' });
  });

  it('of one service before its network says what is missing', async () => {
    await expect(shipped({ service: ['api'] })).rejects.toMatchObject({
      exitCode: 4,
      hint: 'Deploy shop-test-network first: run the same command without --service.',
    });
    expect(counted('CreateChangeSet') + counted('PutImage')).toBe(0);
  });

  it('prints a report for people', async () => {
    expect(await shipped()).toBe(0);
    expect(project.out()).toMatch(
      /✓ shop → test deployed in \d+ s\n {2}api is release 1\n {2}http:\/\/localhost:8080\n$/,
    );
    expect(await shipped()).toBe(0);
    expect(project.out()).toMatch(/✓ shop → test is up to date\n {2}http:\/\/localhost:8080\n$/);
  });
});

describe('deploy --env common', () => {
  const common = () => {
    const compilation = compileShared(project.host);
    if (!compilation.model) throw new Error('the config has errors');
    return deployEnvironment(project.host, aws(), compilation, {
      yes: true,
      json: false,
      services: [],
      images: new Map(),
      allow: [],
      again: '',
    });
  };

  it('deploys what all environments share, and nothing else', async () => {
    const { outcomes } = await common();
    expect(outcomes.map(({ name, action }) => `${name} ${action}`)).toEqual([
      'shop-common create',
      'shop-registry-api create',
    ]);
    expect((await common()).outcomes.map(({ action }) => action)).toEqual(['none', 'none']);
  });
});

describe('--env common without credentials', () => {
  const variables = {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  };
  const host = (): Host => ({ ...project.host, env: {} });
  let before: NodeJS.ProcessEnv;
  beforeEach(() => {
    before = { ...process.env };
    Object.assign(process.env, variables);
  });
  afterEach(() => {
    process.env = before;
  });

  it.each([
    ['deploy', deploy],
    ['destroy', destroy],
  ])('%s says how what the sandbox shares is reached, where one runs', async (_, command) => {
    const refusal = run(command, { env: 'common', yes: true }, host());
    await expect(refusal).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.stringContaining(
        `What is shared in the sandbox of this project: AWS_ENDPOINT_URL=${sandbox.endpoint} AWS_ACCESS_KEY_ID=`,
      ),
    });
    await sandbox.close();
    await expect(run(command, { env: 'common', yes: true }, host())).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.not.stringContaining('AWS_ENDPOINT_URL'),
    });
  });
});

describe('a deploy that fails', () => {
  it('is rolled back, and shows why its tasks stopped, where that is written, and what to do', async () => {
    await shipped();
    project.out();
    project.err();
    project.write('api/server.js', '// version 2\n');
    afterStart = 'crash';
    expect(await shipped()).toBe(3);
    const text = project.err();
    expect(text).toContain(
      '✗ shop-test-api failed, and was rolled back to what it was before. Users were served all the time.',
    );
    expect(text).toMatch(/Usual {3}the image was built without/);
    expect(text).toMatch(
      /Cause {3}container api exits with code 3, right after its start \(3 of 3 tries\): Essential container in task exited/,
    );
    expect(text).toContain('api  Error: Cannot find module app.js');
    expect(text).toMatch(/AWS {5}Service \(AWS::ECS::Service\): .*Circuit Breaker/);
    expect(text).toContain('Where   platform.yaml:1  (Service)');
    expect(text).toContain('Now     stack shop-test-api is UPDATE_ROLLBACK_COMPLETE on release 1');
    expect(text).toContain('Next    mend the service and commit, then: npx platc deploy --env test --push');

    afterStart = 'run';
    project.write('api/server.js', '// version 3\n');
    expect(await document()).toMatchObject({ code: 0, releases: [{ release: 3, result: 'succeeded' }] });
  });

  it('at its first time leaves nothing that stands in the way of the next one', async () => {
    afterStart = 'crash';
    const failed = await document();
    expect(failed).toMatchObject({ code: 3, releases: [{ release: 1, result: 'failed' }] });
    expect(failed.stacks.at(-1)).toMatchObject({
      name: 'shop-test-api',
      status: 'ROLLBACK_COMPLETE',
      failure: {
        tasks: expect.arrayContaining([
          expect.objectContaining({ exitCode: 3, log: ['Error: Cannot find module app.js'] }),
        ]),
      },
    });
    afterStart = 'run';
    project.write('api/server.js', '// version 2\n');
    const mended = await document();
    expect(mended).toMatchObject({ code: 0, releases: [{ release: 2, result: 'succeeded' }] });
    expect(project.err()).toContain(
      'ROLLBACK_COMPLETE: its creation failed earlier, deleting what is left of it',
    );
  });
});

describe('two services at once', () => {
  const both = () => {
    const services = { api: { build: './api', routes: ['/api/*'] }, web: { build: './api', routes: ['/*'] } };
    project.write(
      'platform.yaml',
      JSON.stringify({ app: 'shop', region: 'eu-west-1', network: { nat: 'none' }, services }),
    );
  };

  it('of which one fails and AWS refuses the other are both reported', async () => {
    both();
    afterStart = 'crash';
    fault = ({ operation, input }) =>
      operation === 'CreateChangeSet' && input['StackName'] === 'shop-test-web'
        ? { error: new AwsError('LimitExceededException', 'Too many stacks', 400) }
        : undefined;
    expect(await document()).toMatchObject({
      code: 3,
      stacks: [{}, {}, {}, {}, {}, { name: 'shop-test-api', failure: {} }],
      errors: [{ stack: 'shop-test-web', exitCode: 3 }],
    });
    project.err();
    expect(await shipped()).toBe(3);
    const text = project.err();
    expect(text).toContain('✗ shop-test-api could not be created');
    expect(text).toContain('✗ CloudFormation CreateChangeSet: Too many stacks');
  });
});

describe('throttling and lost answers', () => {
  it('neither fail a deploy nor run anything twice', async () => {
    let count = 0;
    fault = ({ operation }) => {
      count += 1;
      if (operation === 'ExecuteChangeSet' && count % 2 === 0) return 'answer lost';
      if (operation === 'DescribeStackEvents' && count % 7 === 0) return 'request lost';
      return operation === 'DescribeStacks' && count % 11 === 0
        ? { error: new AwsError('Throttling', 'Rate exceeded') }
        : undefined;
    };
    const { code, stacks } = await document();
    expect(code).toBe(0);
    expect(stacks).toHaveLength(5);
    const { StackEvents } = await (
      await aws().cloudFormation()
    ).describeStackEvents({ StackName: 'shop-test-network' });
    expect(
      StackEvents?.filter(
        ({ ResourceStatus, LogicalResourceId }) =>
          LogicalResourceId === 'shop-test-network' && ResourceStatus === 'CREATE_IN_PROGRESS',
      ),
    ).toHaveLength(1);
  });
});

describe('an interruption', () => {
  it('of destroy gives the command that needs no further answer', async () => {
    await shipped();
    const controller = new AbortController();
    onSleep = () => {
      if (counted('DeleteStack') > 0) controller.abort(new Interruption('SIGINT', 130));
    };
    const interrupted: Host = {
      ...project.host,
      interrupted: controller.signal,
      async sleep(ms) {
        await project.host.sleep(ms);
        controller.signal.throwIfAborted();
      },
    };
    const given = { confirm: 'DESTROY', allow: ['delete'] };
    await expect(run(destroy, given, interrupted)).rejects.toMatchObject({ exitCode: 130 });
    expect(project.err()).toContain(
      'The same command picks it up: npx platc destroy --env test --confirm DESTROY --allow delete\n',
    );
  });

  it('says what goes on at AWS; the same command picks it up', async () => {
    await shipped();
    describeApplication({ GREETING: 'hello' });
    const controller = new AbortController();
    const interrupted: Host = {
      ...project.host,
      interrupted: controller.signal,
      sleep: (ms) =>
        controller.signal.aborted ? Promise.reject(controller.signal.reason) : project.host.sleep(ms),
    };
    calls.length = 0;
    onSleep = () => {
      if (counted('DescribeServices') > 0) controller.abort(new Interruption('SIGINT', 130));
    };
    project.err();
    await expect(run(deploy, { yes: true, push: true }, interrupted)).rejects.toMatchObject({
      exitCode: 130,
    });
    expect(project.err()).toContain(
      'Stopped watching. At AWS this goes on: shop-test-api (updating).\nThe same command picks it up: npx platc deploy --env test --push --yes\n',
    );
    expect(await statusOf('shop-test-api')).toBe('UPDATE_IN_PROGRESS');

    const second = new AbortController();
    const again: Host = {
      ...project.host,
      interrupted: second.signal,
      sleep: (ms) => (second.signal.aborted ? Promise.reject(second.signal.reason) : project.host.sleep(ms)),
    };
    calls.length = 0;
    onSleep = () => {
      if (counted('DescribeServices') > 0) second.abort(new Interruption('SIGTERM', 143));
    };
    await expect(run(deploy, { yes: true }, again)).rejects.toMatchObject({ exitCode: 143 });
    expect(project.err()).toContain('At AWS this goes on: shop-test-api (following)');
    expect(await statusOf('shop-test-api')).toBe('UPDATE_IN_PROGRESS');
    onSleep = () => undefined;
    const executed = counted('ExecuteChangeSet');
    expect(await document()).toMatchObject({
      code: 0,
      stacks: [{}, {}, { action: 'none', status: 'UPDATE_COMPLETE' }],
      releases: [{ release: 2, result: 'succeeded' }],
    });
    expect(counted('ExecuteChangeSet')).toBe(executed);
  });
});

describe('what is refused before anything is touched', () => {
  const untouched = async (given: Given, expected: Partial<CommandError>) => {
    calls.length = 0;
    await expect(run(deploy, given)).rejects.toMatchObject(expected);
    expect(counted('CreateChangeSet')).toBe(0);
  };

  it('no consent outside a terminal', () =>
    untouched(
      { push: true },
      { exitCode: 4, message: 'deploying asks for consent, and there is no terminal to ask on' },
    ));

  it('a missing image, with the command that makes it', () =>
    untouched(
      { yes: true },
      {
        exitCode: 4,
        message: 'there is no image of api, and none is deployed',
        hint: 'npx platc push --env test --service api, or deploy with --push',
      },
    ));

  it('an image by a tag', () =>
    untouched({ yes: true, image: ['api=docker.io/library/api:1'] }, { exitCode: 4 }));
  it('an image of an unknown service', () => untouched({ yes: true, image: ['web=x'] }, { exitCode: 64 }));
  it('an unknown service', () => untouched({ yes: true, service: ['web'] }, { exitCode: 64 }));
  it('an unknown kind to allow', async () => {
    await untouched({ yes: true, allow: ['everything'] }, { exitCode: 64 });
    await untouched({ yes: true, allow: ['outtage'] }, { exitCode: 64, hint: 'did you mean `outage`?' });
  });
  it.each(['dirty', 'frozen'])('%s to allow, which nothing refuses', (kind) =>
    untouched({ yes: true, allow: [kind] }, { exitCode: 64 }),
  );
  it('an image without a service', () => untouched({ yes: true, image: ['nothing'] }, { exitCode: 64 }));

  it('another account', async () => {
    project.write('environments/test.yaml', 'target: sandbox\naccount: "123456789012"\n');
    await untouched({ yes: true, push: true }, { exitCode: 4 });
  });

  it('the replacement of what later stacks use', async () => {
    await shipped();
    const config = {
      app: 'shop',
      region: 'eu-west-1',
      network: { nat: 'none', cidr: '10.9.0.0/16' },
      services: { api: { build: './api' } },
    };
    project.write('platform.yaml', JSON.stringify(config));
    const refusal = await shipped().catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      exitCode: 4,
      hint: 'Nothing was touched. If it is meant: --allow replace',
    });
    expect(String(refusal)).toContain('shop-test-network: Vpc (AWS::EC2::VPC) would be replaced');
    project.write('api/server.js', '// version 2\n');
    await expect(shipped()).rejects.toMatchObject({
      hint: expect.stringMatching(
        /^Nothing was touched but by --push \(pushed: \S+\/shop\/api@sha256:\w+\); that stays\. If it is meant: /,
      ),
    });
    await expect(shipped({ image: ['api=nginx:latest'] })).rejects.toMatchObject({
      hint: expect.stringMatching(/^Nothing was touched\. A tag/),
    });
    expect(await statusOf('shop-test-network')).toBe('CREATE_COMPLETE');
  });

  it('an update that leaves users without service', async () => {
    const deploySlowly = (greeting: string) => {
      const api = {
        build: './api',
        environment: { GREETING: greeting },
        deployment: { minimumHealthyPercent: 0, maximumPercent: 100 },
      };
      project.write(
        'platform.yaml',
        JSON.stringify({ app: 'shop', region: 'eu-west-1', network: { nat: 'none' }, services: { api } }),
      );
    };
    deploySlowly('hello');
    expect(await shipped()).toBe(0);
    deploySlowly('good day');
    await expect(shipped()).rejects.toMatchObject({
      exitCode: 4,
      message: 'shop-test-api: users would not be served meanwhile: tasks may stop before new ones run',
      hint: 'Nothing was touched. If it is meant: --allow outage',
    });
    expect(await shipped({ allow: ['outage'] })).toBe(0);
    expect(await statusOf('shop-test-api')).toBe('UPDATE_COMPLETE');
  });

  it('a user who says no', async () => {
    await shipped();
    describeApplication({ GREETING: 'hello' });
    const terminal = { ...project.host.terminal, interactive: true, ask: () => Promise.resolve('n') };
    await expect(run(deploy, {}, { ...project.host, terminal })).rejects.toMatchObject({ exitCode: 4 });
    expect(await statusOf('shop-test-api')).toBe('CREATE_COMPLETE');
    expect(
      await run(
        deploy,
        {},
        { ...project.host, terminal: { ...terminal, ask: () => Promise.resolve('yes') } },
      ),
    ).toBe(0);
    expect(await statusOf('shop-test-api')).toBe('UPDATE_COMPLETE');
  });
});

describe('destroy', () => {
  it('asks for the word, deletes in reverse order, and says what remains', async () => {
    await shipped();
    await expect(run(destroy)).rejects.toMatchObject({
      exitCode: 4,
      message: 'destroying needs to be confirmed',
    });
    await expect(run(destroy, { confirm: 'destroy' })).rejects.toMatchObject({ exitCode: 4 });
    expect(await statusOf('shop-test-api')).toBe('CREATE_COMPLETE');
    project.out();
    expect(await run(destroy, { confirm: 'DESTROY' })).toBe(0);
    const text = project.out();
    expect(text.indexOf('shop-test-api  done')).toBeLessThan(text.indexOf('shop-test-platform  deleting'));
    expect(text.indexOf('shop-test-platform  done')).toBeLessThan(
      text.indexOf('shop-test-network  deleting'),
    );
    expect(text).toContain(
      '✓ test: 3 stacks deleted\n  Still there, shared by all environments: shop-registry-api, shop-common\n' +
        `  AWS_ENDPOINT_URL=${sandbox.endpoint} AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox before a command with --env common reaches them`,
    );
    project.out();
    expect(await run(destroy, { confirm: 'DESTROY', json: true })).toBe(0);
    expect(JSON.parse(project.out())).toMatchObject({
      environment: 'test',
      stacks: [],
      retained: [],
      remaining: ['shop-registry-api', 'shop-common'],
    });
  });

  it('knows the stacks by their tags: a service that left the config goes too', async () => {
    await shipped();
    project.write('platform.yaml', JSON.stringify({ app: 'shop', region: 'eu-west-1' }));
    expect(await run(destroy, { confirm: 'DESTROY' })).toBe(0);
    await expect(statusOf('shop-test-api')).rejects.toMatchObject({ code: 'ValidationError' });
  });

  it('leaves what is protected, unless that is allowed', async () => {
    project.write('environments/test.yaml', 'target: sandbox\nloadBalancer: { deletionProtection: true }\n');
    await shipped();
    const api = await aws().cloudFormation();
    await api.updateTerminationProtection({
      StackName: 'shop-test-network',
      EnableTerminationProtection: true,
    });
    await expect(run(destroy, { confirm: 'DESTROY' })).rejects.toMatchObject({
      exitCode: 4,
      message:
        'protected against deletion: load balancer LoadBalancer of shop-test-platform, stack shop-test-network',
    });
    expect(await statusOf('shop-test-api')).toBe('CREATE_COMPLETE');
    expect(await run(destroy, { confirm: 'DESTROY', allow: ['delete'] })).toBe(0);
    await expect(run(destroy, { confirm: 'DESTROY', allow: ['iam'] })).rejects.toMatchObject({
      exitCode: 64,
    });
  });

  it('of all environments is of those on AWS, then of what they share', async () => {
    project.write(
      'platform.yaml',
      JSON.stringify({ app: 'shop', region: 'eu-west-1', network: { nat: 'none' } }),
    );
    project.write('environments/live.yaml', '{}\n');
    project.write('environments/next.yaml', 'account: "000000000000"\n');
    const variables = {
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    };
    const before = { ...process.env };
    Object.assign(process.env, variables);
    try {
      expect(await run(deploy, { env: 'live', yes: true })).toBe(0);
      project.out();
      expect(await run(destroy, { env: 'all', confirm: 'DESTROY', json: true })).toBe(0);
      expect(JSON.parse(project.out())).toMatchObject({
        environment: 'all',
        stacks: [
          { name: 'shop-live-platform' },
          { name: 'shop-live-network' },
          { name: 'shop-common', status: 'DELETE_COMPLETE' },
        ],
        retained: [{ logicalId: 'ArtifactsBucket' }],
        remaining: [],
      });
      expect(await run(destroy, { env: 'live', confirm: 'DESTROY' })).toBe(0);
      expect(project.out()).toBe('live is not deployed: there was nothing to delete\n');
    } finally {
      process.env = before;
    }
  });

  it('that AWS does not finish is exit 3, and names what is in the way', async () => {
    await shipped();
    fault = ({ operation, input }) =>
      operation === 'DeleteStack' && String(input['StackName']).includes('platform')
        ? {
            error: new AwsError(
              'AccessDenied',
              'User: x is not authorized to perform: cloudformation:DeleteStack',
              403,
            ),
          }
        : undefined;
    project.err();
    expect(await run(destroy, { confirm: 'DESTROY' })).toBe(3);
    expect(project.err()).toContain(
      '✗ shop-test-platform is CREATE_COMPLETE: AWS denied CloudFormation DeleteStack',
    );
    expect(await statusOf('shop-test-network')).toBe('CREATE_COMPLETE');
    fault = () => undefined;
    expect(await run(destroy, { confirm: 'DESTROY' })).toBe(0);
  });

  it('of what all environments share waits until none of them is left; the bucket stays, empty', async () => {
    await shipped();
    const common = () =>
      destroyEnvironment(project.host, aws(), {
        app: 'shop',
        environment: 'common',
        confirm: 'DESTROY',
        allowDelete: false,
        json: false,
      });
    await expect(common()).rejects.toMatchObject({
      exitCode: 4,
      message: 'shop still has environments in eu-west-1: test',
    });
    await run(destroy, { confirm: 'DESTROY' });
    const { stacks, retained } = await common();
    expect(stacks.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'shop-registry-api DELETE_COMPLETE',
      'shop-common DELETE_COMPLETE',
    ]);
    expect(retained).toMatchObject([
      { stack: 'shop-common', logicalId: 'ArtifactsBucket', type: 'AWS::S3::Bucket' },
    ]);
    const { Versions } = await (await aws().s3()).listObjectVersions({ Bucket: retained[0]?.physicalId });
    expect(Versions ?? []).toEqual([]);
  });
});
