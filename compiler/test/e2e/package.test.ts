/* The package as others install it: packed, installed in an empty project, and used from there alone. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repository, run, type Finished } from '../helpers/run.ts';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
let folder: string;
let project: string;
let packed: Finished;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'platc-package-')));
  project = join(folder, 'shop');
  const pack = ['pack', '--workspace', 'compiler', '--ignore-scripts', '--pack-destination', folder];
  packed = await run(npm, pack, { cwd: repository });
}, 60_000);

afterAll(async () => {
  await npx('sandbox', 'stop');
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const npx = (...args: readonly string[]) =>
  run(npm, ['exec', '--no', '--', 'platc', ...args], { cwd: project });

it('goes from an empty folder to a service that answers', { timeout: 120_000 }, async () => {
  expect(packed).toMatchObject({ code: 0 });
  const [tarball = ''] = readdirSync(folder);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "shop", "private": true }\n');
  const install = ['install', '--save-dev', '--no-audit', '--no-fund', join(folder, tarball)];
  expect(await run(npm, install, { cwd: project })).toMatchObject({ code: 0 });

  expect(await npx('init', '--yes')).toMatchObject({ code: 0 });
  expect(await npx('validate')).toMatchObject({ code: 0 });
  const deployed = await npx('deploy', '--env', 'local', '--push', '--yes', '--json');
  expect(deployed).toMatchObject({ code: 0 });
  const { outputs } = JSON.parse(deployed.stdout) as { outputs: { Url: string } };
  const answer = await fetch(`${outputs.Url}/`);
  expect(await answer.json()).toEqual({ message: 'Hello from api!' });
  expect(await npx('status', '--env', 'local', '--exit-code')).toMatchObject({ code: 0 });
  expect(await npx('destroy', '--env', 'local', '--confirm', 'DESTROY')).toMatchObject({ code: 0 });
});
