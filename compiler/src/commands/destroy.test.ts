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
    project = await sandboxProject('eu-west-1');
    const { host, write } = project;
    vi.stubEnv('AWS_ENDPOINT_URL', project.endpoint);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
    write('platform.yaml', 'app: shop\nregion: eu-west-1\n');
    write('environments/dev.yaml', 'network: { nat: single }\n');
    write('environments/prod.yaml', 'network: { nat: per-zone }\n');
    for (const env of ['dev', 'prod']) await deploy.run(host, argumentsOf({ env, yes: true }));
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
