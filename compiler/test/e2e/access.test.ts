/* The stack of roles, in an account that the sandbox stands for: made, changed, used by an environment, taken away. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compileEnvironment, compileShared } from '../../src/compile.ts';
import { deployEnvironment } from '../../src/deploy/deploy-environment.ts';
import { destroyEnvironment } from '../../src/deploy/destroy-environment.ts';
import { planEnvironment } from '../../src/plan/plan.ts';
import { readStatus } from '../../src/status/read-status.ts';
import { sandboxProject, type SandboxProject } from '../helpers/sandbox-project.ts';
import { planLines } from '../helpers/shop.ts';

let project: SandboxProject;

beforeEach(async () => {
  project = await sandboxProject('eu-west-1');
  project.write('environments/dev.yaml', 'network: { nat: single }\n');
  project.write('environments/prod.yaml', 'network: { nat: single }\n');
  describeApplication('my-org/shop');
});

afterEach(() => project.close());

function describeApplication(repository: string | undefined): void {
  const application = {
    app: 'shop',
    region: 'eu-west-1',
    network: { flowLogs: true },
    ...(repository !== undefined && { access: { github: { repository } } }),
  };
  project.write('platform.yaml', stringify(application));
}

function compile(environment: string) {
  const { host } = project;
  const compiled = environment === 'common' ? compileShared(host) : compileEnvironment(host, environment);
  if (!compiled.model) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled;
}

/** What `platc plan --env common` shows. */
async function planned(): Promise<readonly string[]> {
  const compilation = compile('common');
  const account = { aws: project.aws(), clock: project.host };
  return planLines(await planEnvironment({ compilation, stacks: compilation.shared, account }), project.host);
}

/** What `platc status` says of an environment on AWS. */
async function statusOf(environment: string) {
  const connection = {
    aws: project.aws(),
    account: '000000000000',
    region: 'eu-west-1',
    target: { kind: 'aws' },
  } as const;
  return readStatus(connection, project.host, compile(environment));
}

async function deploy(environment: string) {
  const { host } = project;
  const nothing = { services: [], images: new Map<string, string>() };
  const options = { yes: true, json: false, allow: [], again: '', ...nothing };
  const { outcomes } = await deployEnvironment(host, project.aws(), compile(environment), options);
  return Object.fromEntries(outcomes.map(({ name, action }) => [name, action]));
}

it(
  'is made, changed and taken away by deploy --env common, and given to CloudFormation',
  { timeout: 120_000 },
  async () => {
    // Its roles are missing: nothing is touched.
    await expect(deploy('dev')).rejects.toMatchObject({
      exitCode: 4,
      message: 'shop-access is not deployed in eu-west-1, and dev needs its roles',
    });

    expect(await deploy('common')).toEqual({ 'shop-common': 'create', 'shop-access': 'create' });
    const made = await project.resources('shop-access');
    expect(made.get('DeployRoleDev')?.id).toBe('shop-dev-deploy');
    expect(await project.roleOf('shop-access')).toBeUndefined();

    await deploy('dev');
    const role = 'arn:aws:iam::000000000000:role/platc-access/shop/shop-dev-execution';
    expect(await project.roleOf('shop-dev-network')).toBe(role);
    expect(await project.roleOf('shop-dev-platform')).toBe(role);
    expect(await project.roleOf('shop-common')).toBeUndefined();
    const dev = await statusOf('dev');
    expect(dev).toMatchObject({
      healthy: true,
      dashboard: { name: 'dev-shop', url: expect.stringMatching(/#dashboards\/dashboard\/dev-shop$/) },
    });
    expect(dev.alarms.map(({ watches }) => watches)).toEqual(['load balancer errors', 'task exits']);

    // Another repository: the trust changes, the roles stay.
    describeApplication('my-org/shop-2');
    project.out();
    const roles = ['Deploy', 'Destroy', 'Drift'].flatMap((kind) =>
      [...(kind === 'Drift' ? ['Common'] : []), 'Dev', 'Prod'].map((id) => `${kind}Role${id}`),
    );
    expect(await planned()).toEqual(
      roles.map((id) =>
        expect.stringMatching(`^shop-access Modify ${id} AssumeRolePolicyDocument\\S+ ← platform.yaml: `),
      ),
    );
    expect(await deploy('common')).toEqual({ 'shop-common': 'none', 'shop-access': 'update' });
    expect(project.out()).toContain('DeployRoleDev');
    expect(await project.resources('shop-access')).toEqual(made);

    // An environment goes, and its roles with it; one on this machine gets none.
    rmSync(join(project.folder, 'environments/prod.yaml'));
    project.write('environments/test.yaml', 'target: sandbox\n');
    const removals = await planned();
    expect(removals).toContain('shop-access Remove DeployRoleProd');
    expect(removals).toContain('shop-access Remove DestroyRoleProd');
    expect(removals).toContain('shop-access Remove DriftRoleProd');
    expect(removals).toContain('shop-access Remove ExecutionRoleProd');
    expect(removals.filter((line) => !/ Remove \w+Prod$/.test(line))).toEqual([]);
    await deploy('common');
    expect(await statusOf('common')).toMatchObject({
      healthy: true,
      stacks: [{ name: 'shop-common' }, { name: 'shop-access', status: 'UPDATE_COMPLETE' }],
      alarms: [],
    });
    const left = await project.resources('shop-access');
    expect(['Dev', 'Prod', 'Test'].filter((id) => left.has(`DeployRole${id}`))).toEqual(['Dev']);

    await destroyEnvironment(project.host, project.aws(), {
      app: 'shop',
      environment: 'dev',
      confirm: 'DESTROY',
      allowDelete: true,
      json: false,
    });
    await destroyEnvironment(project.host, project.aws(), {
      app: 'shop',
      environment: 'common',
      confirm: 'DESTROY',
      allowDelete: true,
      json: false,
    });
    await expect(project.resources('shop-access')).rejects.toThrow('does not exist');
  },
);

it(
  'has a template of any size: a large one goes by the bucket that was made just before',
  { timeout: 120_000 },
  async () => {
    for (const name of ['one', 'two', 'three', 'four', 'five'])
      project.write(`environments/${name}.yaml`, 'network: { nat: single }\n');
    const compiled = compileShared(project.host);
    const stack = compiled.model && compiled.shared.find(({ kind }) => kind === 'access');
    expect(Buffer.byteLength(stack?.body ?? '')).toBeGreaterThan(51_200);
    expect(await deploy('common')).toEqual({ 'shop-common': 'create', 'shop-access': 'create' });
    expect((await project.resources('shop-access')).has('ExecutionRoleFive')).toBe(true);
  },
);
