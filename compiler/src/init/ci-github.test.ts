import { afterEach, expect, it } from 'vitest';
import { argumentsOf, folderHost, type FolderHost } from '../../test/helpers/folder-host.ts';
import { command as init } from '../commands/init.ts';
import { githubFiles, promotionOrder } from './ci-github.ts';

const folders: FolderHost[] = [];
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));

/** A project that is there already. */
function project(environments: Readonly<Record<string, string>>): FolderHost {
  const made = folderHost({ env: {} });
  folders.push(made);
  made.write('platform.yaml', 'app: shop\nregion: eu-west-1\n');
  for (const [name, text] of Object.entries(environments)) made.write(`environments/${name}.yaml`, text);
  return made;
}

const aws = 'network: { nat: none }\n';

it('goes from the environments that are for trying to production, whatever else there is between', () => {
  const { host } = project({ prod: aws, 'eu-west': aws, dev: aws, local: 'target: sandbox\n', staging: aws });
  expect(promotionOrder(host)).toEqual(['dev', 'staging', 'eu-west', 'prod']);
});

it('writes workflows into a project that is there, for its environments, and overwrites none', async () => {
  const it = project({ live: aws, dev: aws });
  it.write('.github/workflows/plan.yml', 'name: ours\n');
  expect(await init.run(it.host, argumentsOf({ ci: 'github', json: true }))).toBe(0);
  const { written, kept } = JSON.parse(it.out()) as { written: string[]; kept: string[] };
  expect(kept).toEqual(['.github/workflows/plan.yml', 'platform.yaml']);
  expect(written).toContain('.github/workflows/deploy.yml');
  expect(String(it.host.readFile('.github/workflows/plan.yml'))).toBe('name: ours\n');
  expect(String(it.host.readFile('.github/workflows/drift.yml'))).toContain(
    'environment: [dev, live, common]\n',
  );
});

it('writes nothing where there is nothing to deploy to, or no such pipeline', async () => {
  const it = project({ local: 'target: sandbox\n' });
  await expect(init.run(it.host, argumentsOf({ ci: 'github' }))).rejects.toMatchObject({ exitCode: 4 });
  await expect(init.run(it.host, argumentsOf({ ci: 'jenkins' }))).rejects.toMatchObject({ exitCode: 64 });
  expect(it.host.exists('.github/workflows/deploy.yml')).toBe(false);
});

it('names no environment of this repository in another’s files', () => {
  const texts = [...githubFiles(['eu', 'us']).values()].join('\n');
  expect(texts).not.toMatch(/\b(staging|prod)\b(?!-)/);
});
