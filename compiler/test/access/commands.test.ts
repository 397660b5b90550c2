/*
 * What deploy, drift and destroy call, in a sandbox that stands for AWS: IAM's evaluation is asked about each call with the
 * role of that command's pipeline, and with that of another environment.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compileShared } from '../../src/compile.ts';
import type { Command } from '../../src/commands/command.ts';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as destroy } from '../../src/commands/destroy.ts';
import { command as drift } from '../../src/commands/drift.ts';
import { command as push } from '../../src/commands/push.ts';
import type { FaultTarget } from '../../src/sandbox/faults.ts';
import type { argumentsOf } from '../helpers/folder-host.ts';
import { ACCOUNT, decide, deployed, type Call } from '../helpers/iam.ts';
import { sandboxProject, type SandboxProject } from '../helpers/sandbox-project.ts';
import { askedRights } from './asked-rights.ts';
import { actionsOf, inlinePolicies, statementsOf, tags, type Resources } from './roles.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const scene = { account: '000000000000', region: 'eu-west-1', tags: tags('dev') };

let project: SandboxProject;
let before: NodeJS.ProcessEnv;
let roles: Resources;
let calls: FaultTarget[] = [];
const asked = new Map<string, readonly Call[]>();

beforeAll(async () => {
  project = await sandboxProject(scene.region, { fault: (call) => void calls.push(call) });
  project.write('platform.yaml', {
    app: 'shop',
    region: scene.region,
    network: { nat: 'none' },
    loadBalancer: { deletionProtection: true },
    access: { github: { repository: 'my-org/shop' } },
    services: { api: { build: './api' } },
  });
  project.write('environments/dev.yaml', 'encryption: { kms: true }\n');
  project.write('environments/prod.yaml', '{}\n');
  project.write('environments/local.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
  // dev is on AWS, which the sandbox stands for by AWS's own variables.
  before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: project.endpoint,
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
  });
  await run(deploy, { env: 'common', yes: true });
  roles = await readRoles();
  const { images } = await run(push, { env: 'local' });
  const [{ uri }] = images as readonly [{ readonly uri: string }];
  await record('drift common', drift, { env: 'common' });
  await record('destroy --list common', destroy, { env: 'common', list: true });
  await record('deploy', deploy, { env: 'dev', yes: true, image: [`api=${uri}`] });
  await record('drift', drift, { env: 'dev' });
  const api = await project.aws().cloudFormation();
  await api.updateTerminationProtection({ StackName: 'shop-dev-network', EnableTerminationProtection: true });
  await record('destroy --list', destroy, { env: 'dev', list: true });
  await record('destroy', destroy, { env: 'dev', confirm: 'DESTROY', allow: ['delete'], 'keep-logs': true });
});
afterAll(async () => {
  process.env = before;
  await project.close();
});

type Given = Parameters<typeof argumentsOf>[0];

async function run(command: Command, given: Given): Promise<Record<string, unknown>> {
  calls = [];
  const said = await project.json(command, given);
  if (said['code'] !== 0) throw new Error(JSON.stringify(said));
  return said;
}

async function record(name: string, command: Command, given: Given): Promise<void> {
  await run(command, given);
  const all = calls.flatMap((call) => askedRights(call, scene));
  const once = new Set(all.map((call) => JSON.stringify(call).replaceAll(scene.account, ACCOUNT)));
  asked.set(
    name,
    [...once].map((call) => JSON.parse(call) as Call),
  );
}

/** The roles as they are deployed. */
async function readRoles(): Promise<Resources> {
  const compiled = compileShared(project.host);
  const access = compiled.model && compiled.shared.find(({ kind }) => kind === 'access');
  const bucket = (await project.resources('shop-common')).get('ArtifactsBucket')?.id ?? '';
  return deployed(access?.body ?? '', scene.region, { ArtifactsBucketName: bucket });
}

/** Which of the calls a role allows, as `action resource`. A call that names no resource is allowed by a star alone. */
async function decided(role: string, calls: readonly Call[]) {
  const result = { allowed: [] as string[], refused: [] as string[] };
  for (const call of calls) {
    const policies = inlinePolicies(roles, role).map((policy) => ({
      ...policy,
      Statement: statementsOf(policy).filter(
        ({ Resource }) => call.resource !== '*' || (Resource as readonly string[]).includes('*'),
      ),
    }));
    const allowed = (await decide(call, policies)) === 'Allowed';
    result[allowed ? 'allowed' : 'refused'].push(`${call.action} ${call.resource}`);
  }
  return result;
}

describe.each([
  ['deploy', 'Deploy'],
  ['drift', 'Drift'],
  ['destroy', 'Destroy'],
])('%s', (name, kind) => {
  const made = () => asked.get(name) ?? [];

  it('is allowed all of its calls by its role', async () => {
    expect(made().length).toBeGreaterThan(5);
    expect((await decided(`${kind}RoleDev`, made())).refused).toEqual([]);
  });

  it("is allowed none on the environment's own resources by the role of another one", async () => {
    const { allowed, refused } = await decided(`${kind}RoleProd`, made());
    // destroy, and its list, look for their stacks among all of the account.
    const looked = (call: string) => name !== 'deploy' && call.startsWith('cloudformation:DescribeStacks ');
    expect(allowed.filter((call) => /dev/.test(call) && !looked(call))).toEqual([]);
    expect(refused.length).toBeGreaterThan(3);
  });
});

/** What a role allows and the command did not call. */
function spare(name: string, role: string): readonly string[] {
  const called = new Set(asked.get(name)?.map(({ action }) => action));
  return [...new Set(inlinePolicies(roles, role).flatMap(actionsOf))]
    .filter((action) => !called.has(action))
    .toSorted();
}

it('destroy is allowed nothing but what it calls, in this case or in rarer ones', () => {
  expect(spare('destroy', 'DestroyRoleDev')).toEqual([
    // Where more than logs would change, or an answer was lost.
    'cloudformation:DeleteChangeSet',
    'cloudformation:ListChangeSets',
    // A template that is too large to be sent inline.
    's3:GetObject',
    's3:PutObject',
  ]);
});

it('drift is allowed nothing but what it calls, and what CloudFormation asks of whoever does', () => {
  const own = spare('drift', 'DriftRoleDev').filter((action) => action.startsWith('cloudformation:'));
  expect(own).toEqual([
    'cloudformation:BatchDescribeTypeConfigurations',
    'cloudformation:DetectStackResourceDrift',
    // For `destroy --list`.
    'cloudformation:ListStacks',
  ]);
});

it('the list of what destroy would delete is read with the role that only reads', async () => {
  const made = asked.get('destroy --list') ?? [];
  expect(made.length).toBeGreaterThan(2);
  expect((await decided('DriftRoleDev', made)).refused).toEqual([]);
});

it.each(['drift common', 'destroy --list common'])(
  '%s is allowed all of its calls by the role that reads what all environments share',
  async (name) => {
    const made = asked.get(name) ?? [];
    expect(made.length).toBeGreaterThan(2);
    expect((await decided('DriftRoleCommon', made)).refused).toEqual([]);
    const { allowed } = await decided('DriftRoleDev', made);
    // Any stack may be described: `destroy --list` looks for them.
    const others = allowed.filter((call) => !call.startsWith('cloudformation:DescribeStacks '));
    expect(others.filter((call) => /shop-(common|access|registry)/.test(call))).toEqual([]);
  },
);

it('no role is enough for the work of another', async () => {
  const refusedBy = async (role: string, name: string) =>
    (await decided(role, asked.get(name) ?? [])).refused;
  const lifts = expect.stringMatching(/^elasticloadbalancing:ModifyLoadBalancerAttributes /);
  expect(await refusedBy('DeployRoleDev', 'destroy')).toContainEqual(lifts);
  expect(await refusedBy('DestroyRoleDev', 'deploy')).toContainEqual(expect.stringMatching(/^iam:PassRole /));
  expect(await refusedBy('DestroyRoleDev', 'drift')).toContainEqual(
    expect.stringMatching(/^cloudformation:DetectStackDrift /),
  );
  expect(await refusedBy('DriftRoleDev', 'destroy')).toContainEqual(
    expect.stringMatching(/^cloudformation:DeleteStack /),
  );
});
