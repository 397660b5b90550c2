import { afterEach, describe, expect, it, vi } from 'vitest';
import { plainStyle } from '../../test/helpers/memory-host.ts';
import { argumentsOf } from '../../test/helpers/folder-host.ts';
import { sandboxProject, type SandboxProject } from '../../test/helpers/sandbox-project.ts';
import { AwsError } from '../aws/aws-error.ts';
import { command as deploy } from '../commands/deploy.ts';
import { command as doctor } from '../commands/doctor.ts';
import { compileEnvironment, type Compilation } from '../compile.ts';
import { nodeMachine } from '../host/node-machine.ts';
import { accountChecks } from './account-checks.ts';
import { examine, type Patient } from './examination.ts';
import { machineChecks } from './machine-checks.ts';
import { needs, quotaChecks, verdict } from './quota-checks.ts';
import { doctorText } from './report-text.ts';

let open: SandboxProject | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await open?.close();
  open = undefined;
});

const ACCOUNT = '000000000000';

/** A project whose environment `prod` is of the account behind a sandbox's endpoint. */
async function project(platform = '', prod = `account: '${ACCOUNT}'\n`): Promise<SandboxProject> {
  open = await sandboxProject('eu-west-1');
  open.write(
    'platform.yaml',
    `app: shop\nregion: eu-west-1\nnetwork: { nat: single }\nservices:\n  api: { build: ./api }\n${platform}`,
  );
  open.write('environments/prod.yaml', prod);
  open.write('api/Dockerfile', 'FROM scratch\n');
  return open;
}

function compile({ host }: SandboxProject): Compilation {
  const compiled = compileEnvironment(host, 'prod');
  if (!compiled.model) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled;
}

async function accountFindings(it: SandboxProject) {
  const patient: Patient = {
    host: it.host,
    machine: nodeMachine,
    environment: 'prod',
    compilation: compile(it),
    aws: it.aws(),
  };
  return examine(accountChecks, patient);
}

const access = 'access: { github: { repository: my-org/shop } }\n';

describe('the account', () => {
  it('is well where it is the one of the environment', async () => {
    expect(await accountFindings(await project())).toContainEqual({
      check: 'account',
      state: 'ok',
      text: ACCOUNT,
    });
  });

  it('is a fault where the credentials are of another one, and how to mend it', async () => {
    const found = await accountFindings(await project('', "account: '123456789012'\n"));
    expect(found).toContainEqual(
      expect.objectContaining({
        check: 'account',
        state: 'fault',
        text: `the credentials are of account ${ACCOUNT}, the environment is 123456789012`,
        mend: expect.stringContaining('AWS_PROFILE'),
      }),
    );
  });

  it('is noted where the environment names none', async () => {
    const found = await accountFindings(await project('', 'alarms: { cpu: 95 }\n'));
    expect(found).toContainEqual(expect.objectContaining({ check: 'account', state: 'note' }));
  });

  it.each([
    ['denied', 'unknown'],
    ['throttled', 'unknown'],
    ['unreachable', 'fault'],
  ] as const)('that cannot be asked because it is %s is %s', async (kind, state) => {
    const it = await project();
    const cloudFormation = () => Promise.reject(new AwsError(kind, 'Code', 'reason', 'message'));
    const patient: Patient = {
      host: it.host,
      machine: nodeMachine,
      environment: 'prod',
      compilation: compile(it),
      aws: { ...it.aws(), cloudFormation },
    };
    const found = await examine(accountChecks, patient);
    expect(found.find(({ check }) => check === 'Region')?.state).toBe(state);
  });

  it('has roles for pipelines, or says who can make them', async () => {
    const it = await project(access);
    const before = await accountFindings(it);
    expect(before).toContainEqual(
      expect.objectContaining({
        check: 'access',
        state: 'fault',
        mend: expect.stringContaining('npx platc deploy --env common'),
      }),
    );
    vi.stubEnv('AWS_ENDPOINT_URL', it.endpoint);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
    expect(await deploy.run(it.host, argumentsOf({ env: 'common', yes: true }))).toBe(0);
    const after = await accountFindings(it);
    expect(after).toContainEqual(
      expect.objectContaining({ check: 'access', state: 'ok', text: expect.stringContaining(':role/') }),
    );
    expect(after).toContainEqual(
      expect.objectContaining({ check: 'access', mend: expect.stringContaining('required reviewers') }),
    );
  });
});

describe('this machine', () => {
  const on = (runtime: string, run: typeof nodeMachine.run) => async (it: SandboxProject) =>
    examine(machineChecks, {
      host: { ...it.host, runtime },
      machine: { ...nodeMachine, run },
      environment: 'prod',
      compilation: compile(it),
      aws: undefined,
    });
  const nothing = () => Promise.resolve(undefined);

  it('needs a Node that is new enough', async () => {
    const it = await project();
    const states = async (version: string) =>
      (await on(`Node ${version}, linux`, nothing)(it)).find(({ check }) => check === 'Node')?.state;
    expect(await states('v20.18.3')).toBe('fault');
    expect(await states('v18.20.0')).toBe('fault');
    expect(await states('v20.19.0')).toBe('ok');
    expect(await states('v24.1.0')).toBe('ok');
  });

  it('is a fault without cfn-guard only where policies deny', async () => {
    const guard = async (level: string) => {
      const it = await project(`policy: { level: ${level} }\n`);
      const found = await on('Node v24.0.0', nothing)(it);
      await it.close();
      open = undefined;
      return found.find(({ check }) => check === 'cfn-guard')?.state;
    };
    expect(await guard('deny')).toBe('fault');
    expect(await guard('warn')).toBe('note');
    expect(await guard("'off'")).toBeUndefined();
  });

  it('without Docker can still do all but build', async () => {
    const found = await on('Node v24.0.0', nothing)(await project());
    expect(found).toContainEqual(
      expect.objectContaining({ check: 'Docker', state: 'note', text: 'there is no docker' }),
    );
  });
});

describe('quotas', () => {
  it('are held against the tasks of a rollout at its highest scale, and the resources of the stacks', async () => {
    const it = await project('', 'services: { api: { cpu: 1024, memory: 2 GB, scaling: { max: 5 } } }\n');
    expect(needs(compile(it)).map(({ code, amount }) => [code, amount])).toEqual([
      ['L-3032A538', 10],
      ['L-F678F1CE', 1],
      ['L-0263D0A3', 1],
      ['L-53DA6B97', 1],
    ]);
  });

  it('have another limit for Spot', async () => {
    const it = await project('cluster: { capacity: spot }\n');
    expect(needs(compile(it))[0]).toMatchObject({ code: 'L-36FBB829', what: 'Fargate Spot vCPU, at most' });
  });

  it.each([
    [4, 'ok', 'vCPU: 4 of 4'],
    [3, 'fault', "vCPU: 4 needed, the account's limit is 3"],
    [undefined, 'unknown', 'vCPU: 4 needed, no limit is told'],
  ])('of %s for a need of 4 are %s', (limit, state, text) => {
    expect(verdict('vCPU', 4, limit)).toMatchObject({ state, text });
  });

  it.each([
    ['of which one is unknown are still asked for the others', 'refused', ['unknown', 'ok', 'ok', 'ok']],
    ['that nobody may read are asked for once', 'denied', ['unknown']],
  ] as const)('%s', async (_, kind, states) => {
    const it = await project();
    const getServiceQuota = async ({ QuotaCode }: { readonly QuotaCode: string | undefined }) => {
      if (QuotaCode === 'L-3032A538') throw new AwsError(kind, 'NoSuchResourceException', 'no', 'no');
      return { $metadata: {}, Quota: { Value: 100 } };
    };
    const aws = { ...it.aws(), serviceQuotas: async () => ({ getServiceQuota }) };
    const patient: Patient = {
      host: it.host,
      machine: nodeMachine,
      environment: 'prod',
      compilation: compile(it),
      aws,
    };
    expect((await examine(quotaChecks, patient)).map(({ state }) => state)).toEqual(states);
  });
});

describe('platc doctor', () => {
  it('finds nothing in the way, and asks the account what it can', async () => {
    const it = await project('', 'target: sandbox\n');
    expect(await doctor.run(it.host, argumentsOf({ env: 'prod', json: true }))).toBe(0);
    expect(JSON.parse(it.out())).toMatchObject({
      environment: 'prod',
      healthy: true,
      checks: expect.arrayContaining([
        expect.objectContaining({ check: 'credentials', state: 'ok' }),
        expect.objectContaining({ check: 'Region', state: 'ok' }),
      ]),
    });
  });

  it('says what is wrong with the config before anything else, exit code 1', async () => {
    const it = await project('healht: {}\n');
    expect(await doctor.run(it.host, argumentsOf({ env: 'prod' }))).toBe(1);
    expect(it.out()).toMatch(/✗ config\s+platform\.yaml:6:1 {2}error {2}PLATC2001/);
  });
});

describe('the report', () => {
  it('keeps to the terminal, with the advice below', () => {
    const text = doctorText(
      [{ check: 'account', state: 'fault', text: 'x'.repeat(10).concat(' y'.repeat(30)), mend: 'mend it' }],
      plainStyle,
      60,
    );
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(text).toContain('             mend it\n\n1 fault\n');
  });
});
