import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderHost, type FolderHost } from '../../test/helpers/folder-host.ts';
import { compileEnvironment, compileShared } from '../compile.ts';
import { nodeGit } from '../host/git.ts';
import { compileBase } from './base.ts';
import { planEnvironment, type Plan } from './plan.ts';

let project: FolderHost;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: project.folder,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();

const PLATFORM = `app: shop
region: eu-central-1
services:
  web:
    build: ./web
    cpu: 256
    memory: 512
`;

function commit(message: string): string {
  git('add', '.');
  git('commit', '-qm', message);
  return git('rev-parse', 'HEAD');
}

beforeEach(() => {
  project = folderHost();
  git('init', '-q', '-b', 'main');
  project.write('platform.yaml', PLATFORM);
  project.write('environments/dev.yaml', 'services: {}\n');
  project.write('web/Dockerfile', 'FROM scratch\n');
  commit('one');
});
afterEach(() => project.remove());

async function plan(ref: string, environment = 'dev'): Promise<Plan> {
  const compilation =
    environment === 'common' ? compileShared(project.host) : compileEnvironment(project.host, environment);
  if (!compilation.model) throw new Error(JSON.stringify(compilation.diagnostics));
  const base = await compileBase(project.host, nodeGit(project.folder), ref, environment);
  return planEnvironment({
    compilation,
    base,
    ...(environment === 'common' && { stacks: compilation.shared }),
  });
}

const told = ({ stacks }: Plan) =>
  stacks.map(
    ({ name, state, changes }) =>
      `${name} ${state}${changes.map(({ logicalId, properties }) => ` ${logicalId}[${properties.map(({ property, place }) => `${property} ${place?.file}:${place?.line}`).join(', ')}]`).join('')}`,
  );

describe('a plan against an earlier commit', () => {
  it('has nothing to say of the same config', async () => {
    const result = await plan('HEAD');
    expect(told(result)).toEqual([
      'shop-dev-network unchanged',
      'shop-dev-platform unchanged',
      'shop-dev-web unchanged',
    ]);
    expect(result).toMatchObject({
      source: 'base',
      comparedWith: `commit ${git('rev-parse', 'HEAD').slice(0, 7)}`,
      summary: { hasChanges: false },
    });
  });

  it('reads the config of the commit from git, and needs neither its files nor a checkout', async () => {
    project.write('environments/dev.yaml', 'services:\n  web: { cpu: 512, memory: 1024 }\n');
    git('rm', '-q', '-r', '--cached', 'web');
    expect(told(await plan('main'))[2]).toBe(
      'shop-dev-web update TaskDefinition[Cpu environments/dev.yaml:2, Memory environments/dev.yaml:2] Service[TaskDefinition platform.yaml:4]',
    );
    expect(git('status', '--porcelain', '--', 'environments')).toBe('M environments/dev.yaml');
  });

  it('works in a folder below the root of the repository', async () => {
    const below = { ...project.host, cwd: `${project.folder}/web` };
    expect(await compileBase(below, nodeGit(below.cwd), 'HEAD', 'dev')).toMatchObject({
      stacks: [],
      label: expect.stringContaining('has no dev environment'),
    });
  });

  it('names a stack whose service is gone; deploy leaves it', async () => {
    const before = git('rev-parse', 'HEAD');
    project.write('platform.yaml', PLATFORM.replaceAll('web', 'api').replace('./api', './web'));
    commit('two');
    const result = await plan(before);
    expect(told(result)).toEqual([
      'shop-dev-network unchanged',
      'shop-dev-platform update Dashboard[DashboardBody platform.yaml:1]',
      expect.stringContaining('shop-dev-api create'),
      'shop-dev-web removed',
    ]);
    expect(result.stacks[3]?.notes).toEqual(['no longer in the config; deploy leaves the stack as it is']);
  });

  it('takes everything as new where the commit has no such environment, or no config at all', async () => {
    project.write('environments/prod.yaml', 'services: {}\n');
    const result = await plan('HEAD', 'prod');
    expect(new Set(result.stacks.map(({ state }) => state))).toEqual(new Set(['create']));
    expect(result.comparedWith).toMatch(/^commit [0-9a-f]{7}, which has no prod environment$/);
  });

  it('plans what all environments share', async () => {
    project.write('platform.yaml', PLATFORM.replace('services:', 'registry: { keep: 5 }\nservices:'));
    expect(told(await plan('HEAD', 'common'))).toEqual([
      'shop-common unchanged',
      'shop-registry-web update Repository[LifecyclePolicy.LifecyclePolicyText platform.yaml:3]',
    ]);
  });

  it('passes replacements on to the stacks that use them', async () => {
    project.write(
      'platform.yaml',
      PLATFORM.replace('services:', 'network: { cidr: 10.9.0.0/16 }\nservices:'),
    );
    const { stacks, summary } = await plan('HEAD');
    expect(stacks[0]?.changes.find(({ logicalId }) => logicalId === 'Vpc')).toMatchObject({
      replacement: 'yes',
      usedBy: ['shop-dev-platform', 'shop-dev-web'],
    });
    expect(stacks[1]?.parameters).toContainEqual(
      expect.objectContaining({ name: 'VpcId', knownAfterApply: true, source: 'shop-dev-network' }),
    );
    expect(stacks[2]?.changes.find(({ logicalId }) => logicalId === 'TargetGroup')?.replacement).toBe(
      'conditional',
    );
    expect(summary.interruptions).toContain('web: TargetGroup is perhaps replaced');
  });

  it.each([
    ['nowhere', 'git knows no commit "nowhere"'],
    ['--all', 'git knows no commit "--all"'],
  ])('refuses a ref that git does not know: %s', async (ref, message) => {
    await expect(plan(ref)).rejects.toMatchObject({ exitCode: 64, message });
  });

  it('says that there is no repository', async () => {
    const elsewhere = folderHost();
    await expect(compileBase(elsewhere.host, nodeGit(elsewhere.folder), 'HEAD', 'dev')).rejects.toMatchObject(
      {
        exitCode: 64,
        message: `git reads no commit in ${elsewhere.folder}`,
        hint: expect.stringContaining('`git log -1` says which'),
      },
    );
    elsewhere.remove();
  });

  it('says that CloudFormation refuses another type under the same name', async () => {
    const compilation = compileEnvironment(project.host, 'dev');
    if (!compilation.model) throw new Error('invalid');
    const stacks = compilation.stacks.map((stack) => ({
      ...stack,
      body: stack.body.replace('AWS::Logs::LogGroup', 'AWS::SNS::Topic'),
    }));
    const result = await planEnvironment({ compilation, base: { label: 'before', stacks } });
    expect(result.stacks[2]?.notes).toEqual([
      'LogGroup has another type, which CloudFormation refuses under the same name',
    ]);
  });

  it('shows why the config of that commit does not compile', async () => {
    project.write('platform.yaml', PLATFORM.replace('cpu: 256', 'cpuu: 256'));
    const broken = commit('broken');
    project.write('platform.yaml', PLATFORM);
    await expect(plan(broken)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/does not compile:\n\n[^]*platform\.yaml:6:5[^]*cpuu/),
    });
  });
});
