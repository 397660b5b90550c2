import { afterEach, describe, expect, it, vi } from 'vitest';
import { argumentsOf, folderHost, type FolderHost } from '../../test/helpers/folder-host.ts';
import { sandboxProject, type SandboxProject } from '../../test/helpers/sandbox-project.ts';
import { command as deploy } from './deploy.ts';
import { command as destroy } from './destroy.ts';

let open: FolderHost | undefined;
let project: SandboxProject | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  open?.remove();
  await project?.close();
  open = project = undefined;
});

/** A project with dev and prod, both deployed. */
async function deployed(): Promise<SandboxProject> {
  const made = await sandboxProject('eu-west-1');
  vi.stubEnv('AWS_ENDPOINT_URL', made.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  made.write('platform.yaml', 'app: shop\nregion: eu-west-1\n');
  made.write('environments/dev.yaml', 'network: { nat: single }\n');
  made.write('environments/prod.yaml', 'network: { nat: single }\n');
  for (const env of ['dev', 'prod']) await deploy.run(made.host, argumentsOf({ env, yes: true }));
  made.out();
  return made;
}

describe('destroy --list', () => {
  it('shows what is in the account, also what the config has no longer, and deletes nothing', async () => {
    project = await deployed();
    const api = await project.aws().cloudFormation();
    const Tags = Object.entries({ 'managed-by': 'platc', app: 'shop', environment: 'dev' }).map(
      ([Key, Value]) => ({ Key, Value }),
    );
    const TemplateBody = JSON.stringify({ Resources: { Table: { Type: 'AWS::S3::Bucket' } } });
    const names = { StackName: 'shop-dev-web', ChangeSetName: 'first' };
    await api.createChangeSet({ ...names, ChangeSetType: 'CREATE', TemplateBody, Tags });
    await project.clock.advance(60_000);
    await api.executeChangeSet(names);
    await project.clock.advance(60_000);
    project.calls.length = 0;
    expect(await destroy.run(project.host, argumentsOf({ env: 'dev', list: true }))).toBe(0);
    const said = project.out();
    expect(said).toContain('  shop-dev-web  CREATE_COMPLETE, 1 resource\n    data Table (AWS::S3::Bucket)\n');
    expect(said).toMatch(/ {2}shop-dev-network {2}CREATE_COMPLETE, \d\d resources\n/);
    expect(said).not.toContain('prod');
    expect(new Set(project.calls)).toEqual(
      new Set(['GetCallerIdentity', 'DescribeStacks', 'ListStackResources']),
    );
  });
});

describe('destroy --env all', () => {
  it('reads every config before it asks AWS for the first environment', async () => {
    open = folderHost({ env: { AWS_PROFILE: 'there-is-none' } });
    open.write('platform.yaml', 'app: shop\nregion: eu-west-1\n');
    open.write('environments/dev.yaml', 'network: { nat: single }\n');
    open.write('environments/prod.yaml', 'netwrok: {}\n');
    const given = argumentsOf({ env: 'all', confirm: 'DESTROY' });
    await expect(destroy.run(open.host, given)).rejects.toMatchObject({ exitCode: 1 });
  });

  it('touches nothing where the last environment is protected', async () => {
    const { host } = (project = await deployed());
    const api = await project.aws().cloudFormation();
    await api.updateTerminationProtection({
      StackName: 'shop-prod-network',
      EnableTerminationProtection: true,
    });
    const all = { env: 'all', confirm: 'DESTROY' };
    project.calls.length = 0;
    await expect(destroy.run(host, argumentsOf(all))).rejects.toMatchObject({
      exitCode: 4,
      message: 'protected against deletion: stack shop-prod-network',
    });
    expect(project.calls).not.toContain('DeleteStack');
    expect(await destroy.run(host, argumentsOf({ ...all, allow: ['delete'] }))).toBe(0);
  });
});
