import { afterEach, describe, expect, it } from 'vitest';
import { argumentsOf, folderHost, type FolderHost } from '../../test/helpers/folder-host.ts';
import { command as destroy } from './destroy.ts';

let open: FolderHost | undefined;
afterEach(() => open?.remove());

describe('destroy --env all', () => {
  it('reads every config before it asks AWS for the first environment', async () => {
    open = folderHost({ env: { AWS_PROFILE: 'there-is-none' } });
    open.write('platform.yaml', 'app: shop\nregion: eu-west-1\n');
    open.write('environments/dev.yaml', 'network: { nat: single }\n');
    open.write('environments/prod.yaml', 'netwrok: {}\n');
    const given = argumentsOf({ env: 'all', confirm: 'DESTROY' });
    await expect(destroy.run(open.host, given)).rejects.toMatchObject({ exitCode: 1 });
  });
});
