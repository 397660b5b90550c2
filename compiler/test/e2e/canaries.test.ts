/*
 * No secret in any output, log, template, plan or state file: canaries stand in every place where a user can put one,
 * every command runs, and all that was written is searched. What the config itself says in clear text is refused, see
 * cases/diagnostics/plain-secret.txt; here it has to stay unsaid, too.
 */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAws } from '../../src/aws/aws.ts';
import { commands } from '../../src/generated/commands.ts';
import { AwsError } from '../../src/sandbox/aws-error.ts';
import { ResourceFaults } from '../../src/sandbox/cloudformation/faults.ts';
import type { Fault, FaultTarget } from '../../src/sandbox/faults.ts';
import { FakeRunner } from '../../src/sandbox/runner/fake-runner.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { Parameters } from '../../src/sandbox/ssm/parameters.ts';
import { TestClock } from '../../src/sandbox/test-clock.ts';
import { filesWritten, leaks, runCommand, type Given } from '../helpers/canaries.ts';
import { folderHost, type FolderHost } from '../helpers/folder-host.ts';

/** Of every command, what it is given beside `--env` and, a second time, `--json`; one that is not here is given nothing. */
const invocations: Readonly<
  Record<string, readonly (readonly [given: Given, positionals?: readonly string[]])[]>
> = {
  explain: [
    [{}, ['services.api']],
    [{}, ['services.api.environment']],
  ],
  plan: [[{}], [{ offline: true }], [{ format: 'markdown' }], [{ out: 'plan.txt' }]],
  render: [[{}], [{ stdout: true }]],
  deploy: [[{ yes: true, push: true }]],
  destroy: [[{ confirm: 'DESTROY' }]],
  logs: [[{ since: '1h' }]],
  outputs: [[{}], [{}, ['Url']]],
  sandbox: [[{}, ['status']]],
  rollback: [[{ yes: true, service: 'api' }]],
  restart: [[{ yes: true, service: ['api'] }]],
};
const destructive = ['destroy'];

let clock: TestClock;
let project: FolderHost;
let sandbox: Sandbox;
let env: Record<string, string | undefined>;
let fault: (call: FaultTarget) => Fault | undefined;
let resourceFaults: ResourceFaults;
/** What a container writes after it has started, and whether it then ends. */
let output: (environment: Readonly<Record<string, string>>) => readonly string[];
let crashes: boolean;
let before: NodeJS.ProcessEnv;

const inEnvironment = {
  AWS_ACCESS_KEY_ID: 'AKIACANARYINENVIRONM',
  AWS_SECRET_ACCESS_KEY: 'canary-secret-access-key',
  AWS_SESSION_TOKEN: 'canary-session-token',
  NPM_TOKEN: 'canary-npm-token',
  GITHUB_TOKEN: 'canary-github-token',
};
const inFiles: Readonly<Record<string, string>> = {
  '.npmrc': '//registry.npmjs.org/:_authToken=canary-npmrc\n',
  'api/.npmrc': '//registry.npmjs.org/:_authToken=canary-npmrc-of-the-context\n',
  'api/.env': 'DB_PASSWORD=canary-dotenv\n',
  '.git/config': '[remote "origin"]\n\turl = https://ada:canary-git-remote@git.example.com/shop\n',
  'home/.aws/credentials':
    '[default]\naws_access_key_id = AKIACANARYINAFILE000\naws_secret_access_key = canary-credentials-file\n',
  'home/.docker/config.json': JSON.stringify({
    auths: { 'registry.example.com': { auth: Buffer.from('ada:canary-docker-config').toString('base64') } },
  }),
};
const surrounding = [
  ...Object.values(inEnvironment),
  'AKIACANARYINAFILE000',
  ...(Object.values(inFiles)
    .join('\n')
    .match(/canary-[a-z-]+/g) ?? []),
  'canary-docker-config',
];
const GIVEN = 'canary-given-by-parameter-store';

beforeEach(async () => {
  clock = new TestClock();
  fault = () => undefined;
  resourceFaults = new ResourceFaults();
  output = () => [];
  crashes = false;
  before = { ...process.env };
  env = { PATH: process.env['PATH'], ...inEnvironment };
  project = folderHost({ env, now: () => new Date(clock.now()), onSleep: (ms) => clock.advance(ms) });
  env['HOME'] = join(project.folder, 'home');
  Object.assign(process.env, inEnvironment, { HOME: env['HOME'] });
  sandbox = await createSandbox({
    stateDir: join(project.folder, '.platc/sandbox'),
    port: 0,
    clock,
    resourceFaults,
    faults: (call) => fault(call),
    runner: new FakeRunner({
      start({ spec, events, port }) {
        events.started(port);
        for (const line of output(spec.environment)) events.line(line, 'stderr');
        if (crashes) events.exited(3, null);
      },
    }),
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
  new Parameters(sandbox.context).put(
    { name: '/shop/db', region: 'eu-west-1', type: 'SecureString', value: GIVEN },
    true,
  );
  describeService({ secrets: { DB_PASSWORD: 'ssm:/shop/db' } });
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/.dockerignore', '.env\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY . /app/\nCMD ["node", "/app/server.js"]\n');
  for (const [path, content] of Object.entries(inFiles)) project.write(path, content);
});

afterEach(async () => {
  process.env = before;
  await sandbox.close();
  project.remove();
});

function describeService(
  more: Readonly<Record<string, unknown>>,
  config: Readonly<Record<string, unknown>> = {},
): void {
  project.write(
    'platform.yaml',
    JSON.stringify(
      {
        app: 'shop',
        region: 'eu-west-1',
        network: { nat: 'none' },
        services: { api: { build: './api', ...more } },
        ...config,
      },
      undefined,
      2,
    ),
  );
}

/** Runs commands, as text and as JSON unless one of them is enough, and gives what they printed. */
async function transcript(
  verbs: readonly string[],
  more: Given = {},
  forms: readonly ('text' | 'json')[] = ['text', 'json'],
): Promise<string> {
  for (const verb of verbs) {
    for (const [given, positionals] of invocations[verb] ?? [[{}]]) {
      for (const form of forms) {
        const all = { env: 'test', ...given, ...more, ...(form === 'json' && ({ json: true } as const)) };
        await runCommand(project.host, verb, all, positionals);
      }
    }
  }
  return project.out() + project.err();
}

const every = Object.keys(commands).filter((verb) => !destructive.includes(verb));

/** What lies in files that nobody but platc wrote. */
const written = () => filesWritten(project.folder, (path) => path in inFiles || path === 'platform.yaml');

function expectNoneWritten(words: readonly string[]): void {
  for (const [path, text] of written())
    expect({ path, leaks: leaks(text, words) }).toEqual({ path, leaks: [] });
}

it('a leak is found as it is, and in base64', () => {
  const encoded = Buffer.from('{"auth":"canary-somewhere"}').toString('base64');
  for (const text of ['x canary-somewhere', encoded, Buffer.from(`  ${encoded}`).toString()])
    expect(leaks(text, ['canary-somewhere'])).toHaveLength(1);
  expect(leaks('nothing', ['canary-somewhere'])).toEqual([]);
});

describe('what the config says in clear text', () => {
  const KEY = 'AKIACANARYINTHECONFI';
  it.each<[string, string, string]>([
    ['a variable named like a secret', 'canary-name', 'environment: { DB_PASSWORD: canary-name }'],
    ['a key of AWS', KEY, `environment: { ID: ${KEY} }`],
    [
      'a private key',
      'canary-pem',
      'environment:\n      TLS: |\n        -----BEGIN PRIVATE KEY-----\n        canary-pem\n        -----END PRIVATE KEY-----',
    ],
    [
      'an address with credentials',
      'canary-url',
      'environment: { DATABASE: "postgres://ada:canary-url@db/shop" }',
    ],
    ['the secret where its place belongs', 'canary-literal', 'secrets: { DB_PASSWORD: canary-literal }'],
    ['the same as a list', 'canary-list', 'secrets: [DB_PASSWORD=canary-list]'],
    ['a list of assignments', 'canary-assigned', 'environment: [DB_PASSWORD=canary-assigned]'],
    ['an assignment for a key', 'canary-key', 'environment: { "DB_PASSWORD=canary-key": "" }'],
    ['a password that reads as an alias', 'canary-alias', 'environment: { DB_PASSWORD: *canary-alias }'],
    [
      'a build argument',
      'canary-argument',
      'build: { context: ./api, args: { NPM_TOKEN: canary-argument } }',
    ],
    ['a file that does not parse', 'canary-broken', 'environment: { DB_PASSWORD: canary-broken\n    - ]'],
    ['a key in the wrong place', 'canary-strange', 'stuff: { apiKey: canary-strange }'],
    ['a value of the wrong type', 'canary-type', 'port: "https://canary-type@example.com"'],
    [
      'an address of alarms',
      'canary-hook',
      'port: 80\nalarms: { notify: ["https://ada:canary-hook@hooks.example.com/"] }',
    ],
  ])('%s is refused by every command, and said by none', async (_, word, lines) => {
    project.write(
      'platform.yaml',
      `app: shop\nregion: eu-west-1\nservices:\n  api:\n    ${lines.startsWith('build') ? '' : 'build: ./api\n    '}${lines}\n`,
    );
    expect(await runCommand(project.host, 'validate', {})).toBe(1);
    expect(leaks(await transcript([...every, ...destructive]), [word])).toEqual([]);
    expectNoneWritten([word]);
  });

  it('is refused also where the environment overrides it', async () => {
    describeService({ environment: { DB_PASSWORD: 'canary-overridden' } });
    project.write(
      'environments/test.yaml',
      'target: sandbox\nservices: { api: { environment: { DB_PASSWORD: null } } }\n',
    );
    expect(await runCommand(project.host, 'validate', {})).toBe(1);
    expect(leaks(await transcript(every), ['canary-overridden'])).toEqual([]);
  });
});

describe('secrets around the project', () => {
  it('reach neither an output nor a file, from the first deploy to the last destroy', async () => {
    const words = [...surrounding, GIVEN];
    output = ({ DB_PASSWORD = '' }) => [
      `connecting with ${DB_PASSWORD}`,
      JSON.stringify({ password: DB_PASSWORD }),
    ];
    let said = await transcript(['validate', ...every]);
    expect(said).toContain('connecting with ****');
    project.write('api/server.js', '// version 2\n');
    crashes = true;
    said += await transcript(['deploy'], {}, ['text']);
    expect(said).toContain('api  connecting with ****');
    said += await transcript(['logs', 'status', 'plan'], {}, ['json']);
    said += await transcript(['destroy'], {}, ['text']);
    expect(leaks(said, words)).toEqual([]);
    expectNoneWritten(surrounding);
    for (const [path, text] of written()) {
      // The store has the parameter itself.
      const rest = path.startsWith('.platc/sandbox/store/')
        ? text.replaceAll(/\["ssm\.parameters",.*?\}\]/g, '')
        : text;
      expect({ path, leaks: leaks(rest, [GIVEN]) }).toEqual({ path, leaks: [] });
    }
  }, 60_000);

  it('that a service tells of itself stay out of the report on its failure', async () => {
    output = () => ['Error: postgres://ada:canary-of-the-log@db refused', 'DB_PASSWORD=canary-of-the-log'];
    crashes = true;
    const said = await transcript(['deploy'], {}, ['text']);
    expect(said).toContain('Error: postgres://ada:****@db refused');
    expect(leaks(said, ['canary-of-the-log'])).toEqual([]);
  });

  it('stay out of what docker writes, which gets the password of the registry', async () => {
    project.write('environments/live.yaml', '{}\n');
    project.write(
      'bin/docker',
      '#!/bin/sh\ncat\necho "NPM_TOKEN=$NPM_TOKEN https://ada:$GITHUB_TOKEN@registry.example.com"\n[ "$1" = build ]\n',
    );
    chmodSync(join(project.folder, 'bin/docker'), 0o755);
    env['PATH'] = `${join(project.folder, 'bin')}:${env['PATH']}`;
    process.env['AWS_ENDPOINT_URL'] = sandbox.endpoint;
    const { authorizationData } = await (await aws().ecr()).getAuthorizationToken({});
    const password =
      Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64')
        .toString()
        .split(':')[1] ?? '';
    const said = await transcript(['push', 'plan'], { env: 'live' }, ['text']);
    expect(said).toContain('docker login');
    expect(password.length).toBeGreaterThan(8);
    expect(leaks(said, [...surrounding, password])).toEqual([]);
    expectNoneWritten([...surrounding, password]);
  });
});

describe('the command line and its environment', () => {
  const addresses = ['http://ada:canary-endpoint@127.0.0.1:1', 'http://canary-endpoint@127.0.0.1:1/x'];
  it.each(addresses)('credentials in AWS_ENDPOINT_URL are not repeated: %s', async (address) => {
    env['AWS_ENDPOINT_URL'] = address;
    const said = await transcript([...every, ...destructive]);
    expect(said).toContain('http://****@127.0.0.1:1');
    expect(leaks(said, ['canary-endpoint'])).toEqual([]);
  });

  it('nor are they where AWS is the target', async () => {
    project.write('environments/live.yaml', '{}\n');
    process.env['AWS_ENDPOINT_URL'] = addresses[0];
    const said = await transcript(['outputs'], { env: 'live' }, ['json']);
    expect(said).toContain('cannot be reached');
    expect(leaks(said, ['canary-endpoint'])).toEqual([]);
  }, 30_000);

  it.each([
    'api=https://ada:canary-image@registry.example.com/api',
    `api=ada:canary-image@registry.example.com/api@sha256:${'a'.repeat(64)}`,
    'https://ada:canary-image@registry.example.com/api',
  ])('--image %s is refused, and not repeated', async (image) => {
    expect(await runCommand(project.host, 'deploy', { env: 'test', yes: true, image: [image] })).toBe(64);
    expect(leaks(project.out() + project.err(), ['canary-image'])).toEqual([]);
  });
});

describe('what AWS says', () => {
  const echo =
    'Invalid request: Authorization: Bearer canary-echo, X-Amz-Security-Token: canary-echo, https://ada:canary-echo@example.com/?token=canary-echo, DB_PASSWORD=canary-echo, {"password":"canary-echo"}, AKIACANARYINANECHO00';
  const words = ['canary-echo', 'AKIACANARYINANECHO00'];

  const refuse = (operation: string) => {
    fault = (call) =>
      call.operation === operation ? { error: new AwsError('ValidationError', echo, 400) } : undefined;
  };

  it.each([
    'GetCallerIdentity',
    'DescribeStacks',
    'CreateChangeSet',
    'DescribeChangeSet',
    'ExecuteChangeSet',
    'DescribeStackEvents',
    'DescribeImages',
    'PutImage',
    'PutObject',
  ])('is told without the secrets that it repeats, while it is deployed: %s', async (operation) => {
    refuse(operation);
    const said = await transcript(['deploy'], {}, ['json']);
    expect(said).toContain('****');
    expect(leaks(said, words)).toEqual([]);
    expectNoneWritten(words);
  });

  it('and afterwards', async () => {
    await transcript(['deploy'], {}, ['json']);
    let said = '';
    for (const [operation, verb] of [
      ['DescribeServices', 'status'],
      ['DescribeTargetHealth', 'status'],
      ['FilterLogEvents', 'logs'],
      ['DescribeStacks', 'outputs'],
      ['CreateChangeSet', 'plan'],
      ['DescribeChangeSet', 'plan'],
      ['GetTemplate', 'plan'],
      ['DeleteStack', 'destroy'],
    ] as const) {
      refuse(operation);
      said += await transcript([verb]);
    }
    expect(said).toContain('****');
    expect(leaks(said, words)).toEqual([]);
    expectNoneWritten(words);
  }, 20_000);

  it.each(['Service', 'TaskDefinition'])(
    'of a resource that fails too, and in the record of the release: %s',
    async (logicalId) => {
      resourceFaults.fail({ logicalId, operation: 'create' }, echo, Number.POSITIVE_INFINITY);
      const said = await transcript(['deploy'], {}, ['text']);
      expect(said).toContain('DB_PASSWORD=****');
      expect(leaks(said, words)).toEqual([]);
      const records = [...written()].filter(([path]) => !path.startsWith('.platc/sandbox/store/'));
      expect(records.flatMap(([, text]) => leaks(text, words))).toEqual([]);
    },
  );
});

describe('what somebody else has deployed', () => {
  it('is planned without the secrets in its template', async () => {
    await transcript(['deploy'], {}, ['json']);
    const api = await aws().cloudFormation();
    const { TemplateBody = '' } = await api.getTemplate({ StackName: 'shop-test-api' });
    const { Stacks } = await api.describeStacks({ StackName: 'shop-test-api' });
    const body = TemplateBody.replace(
      'Environment:',
      'Environment:\n            - Name: "OLD_PASSWORD"\n              Value: "canary-deployed"\n            - Name: "DATABASE"\n              Value: "pg://ada:canary-deployed@db"',
    ).replace('Parameters:', 'Parameters:\n  Hidden:\n    Type: String\n    NoEcho: true');
    expect(body).toContain('canary-deployed');
    await api.createChangeSet({
      StackName: 'shop-test-api',
      ChangeSetName: 'by-hand',
      TemplateBody: body,
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
      Parameters: [
        ...(Stacks?.[0]?.Parameters ?? []).map(({ ParameterKey }) => ({
          ParameterKey,
          UsePreviousValue: true,
        })),
        { ParameterKey: 'Hidden', ParameterValue: 'canary-hidden' },
      ],
    });
    await clock.advance(60_000);
    await api.executeChangeSet({ StackName: 'shop-test-api', ChangeSetName: 'by-hand' });
    await clock.advance(600_000);
    const said = (await transcript(['plan'])) + (await transcript(['outputs', 'deploy'], {}, ['text']));
    expect(said).toContain('OLD_PASSWORD');
    expect(leaks(said, ['canary-deployed', 'canary-hidden'])).toEqual([]);
  });
});

function aws() {
  return connectAws({
    region: 'eu-west-1',
    endpoint: sandbox.endpoint,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    interrupted: new AbortController().signal,
  });
}
