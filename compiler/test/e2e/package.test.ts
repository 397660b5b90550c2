/* The package as others install it: packed, installed in an empty project, and used from there alone. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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
  // What `prepack` would build again is built, and other tests are using it.
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
  const installed = await run(npm, install, { cwd: project });
  expect(installed).toMatchObject({ code: 0 });
  // npm warns of a package with scripts that it would run.
  expect(installed.stderr).not.toContain('platc');

  const begun = await npx('init', '--yes');
  expect(begun).toMatchObject({ code: 0 });
  expect(begun.stdout).not.toContain('platc-0.1.0.tgz');
  expect(await npx('validate')).toMatchObject({ code: 0 });
  const deployed = await npx('deploy', '--env', 'local', '--push', '--yes', '--json');
  expect(deployed).toMatchObject({ code: 0 });
  const { outputs } = JSON.parse(deployed.stdout) as { outputs: { Url: string } };
  const answer = await fetch(`${outputs.Url}/`);
  expect(await answer.json()).toEqual({ message: 'Hello from api!' });
  expect(await npx('status', '--env', 'local', '--exit-code')).toMatchObject({ code: 0 });
  expect(await npx('destroy', '--env', 'local', '--confirm', 'DESTROY')).toMatchObject({ code: 0 });

  const unchecked = await npx('policy', '--env', 'prod');
  expect(unchecked).toMatchObject({ code: 3, stderr: expect.stringContaining('there is no cfn-guard') });
  const [line = 'init names no engine'] = /npm i -D .*cfnguard/.exec(begun.stdout) ?? [];
  expect(unchecked.stderr).toContain(line);
  const engine = 'node_modules/@cdklabs/cdk-validator-cfnguard';
  symlinkSync(join(repository, engine), join(project, engine), 'junction');
  expect(await npx('policy', '--env', 'prod')).toMatchObject({ code: 0 });
  expect(await npx('plan', '--env', 'prod', '--offline')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/Policies {2,}\d+ pass, 0 fail/),
  });
});

it('has its licence and a README, and nothing that npm runs where it is installed', () => {
  const own = join(project, 'node_modules/platc');
  expect(readFileSync(join(own, 'LICENSE'), 'utf8')).toBe(readFileSync(join(repository, 'LICENSE'), 'utf8'));
  const { version, scripts } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as {
    version: string;
    scripts: Record<string, string>;
  };
  expect(readFileSync(join(own, 'README.md'), 'utf8')).toContain(`./platc-${version}.tgz\n`);
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
    expect(scripts).not.toHaveProperty(name);
  expect(existsSync(join(own, 'src'))).toBe(false);
});
