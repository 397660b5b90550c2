import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderHost, type FolderHost } from '../../test/helpers/folder-host.ts';
import type { Arguments } from './command.ts';
import { command } from './plan.ts';

let project: FolderHost;

beforeEach(() => {
  project = folderHost({ columns: 100 });
  project.write(
    'platform.yaml',
    'app: shop\nregion: eu-central-1\nservices:\n  web:\n    build: ./web\n    cpu: 256\n    memory: 512\n',
  );
  project.write('environments/dev.yaml', 'services: {}\n');
  project.write('web/Dockerfile', 'FROM scratch\n');
});
afterEach(() => project.remove());

function run(given: Readonly<Record<string, string | true>>): Promise<number> {
  const args: Arguments = {
    positionals: [],
    string: (option) => (typeof given[option] === 'string' ? given[option] : undefined),
    strings: () => [],
    flag: (option) => given[option] === true,
  };
  return command.run(project.host, args);
}

function commit(): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: project.folder,
      stdio: 'pipe',
    });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'one');
}

describe('platc plan', () => {
  it('prints text for people, and has exit code 0 also where there are changes', async () => {
    expect(await run({ offline: true })).toBe(0);
    const printed = project.out();
    expect(printed).toContain('shop → dev ');
    expect(printed).toContain('compared with nothing deployed, not with an account');
    expect(printed.trimEnd().endsWith('Nothing that holds data is replaced or deleted.')).toBe(true);
  });

  it('has exit code 2 for changes where that was asked for', async () => {
    expect(await run({ offline: true, 'exit-code': true })).toBe(2);
    commit();
    expect(await run({ base: 'HEAD', 'exit-code': true })).toBe(0);
  });

  it.each([{ json: true }, { format: 'json' }] as const)(
    'prints one JSON document and nothing else: %j',
    async (given) => {
      expect(await run({ offline: true, ...given })).toBe(0);
      expect(JSON.parse(project.out())).toMatchObject({
        app: 'shop',
        environment: 'dev',
        source: 'offline',
        summary: { hasChanges: true },
      });
    },
  );

  it('writes to a file, alone or beside the JSON on stdout', async () => {
    expect(await run({ offline: true, format: 'markdown', out: 'plan.md' })).toBe(0);
    expect(project.out()).toBe('');
    expect(project.err()).toBe('plan.md written\n');
    const text = () => new TextDecoder().decode(project.host.readFile('plan.md'));
    expect(text()).toMatch(/^### shop → dev/);
    await run({ offline: true, json: true, format: 'markdown', out: 'plan.md' });
    expect(JSON.parse(project.out())).toHaveProperty('stacks');
    expect(text()).toMatch(/^### shop → dev/);
    await run({ offline: true, out: 'plan.md' });
    expect(text()).toMatch(/^shop → dev/);
  });

  it('plans what all environments share', async () => {
    await run({ offline: true, env: 'common', json: true });
    const { stacks } = JSON.parse(project.out()) as { stacks: readonly { name: string }[] };
    expect(stacks.map(({ name }) => name)).toEqual(['shop-common', 'shop-registry-web']);
  });

  it.each([
    [{ format: 'html' }, '--format html: there is text, json, markdown'],
    [{ json: true, format: 'markdown' }, '--json and --format markdown exclude each other'],
    [{ offline: true, base: 'HEAD' }, '--base and --offline exclude each other'],
  ] as const)('refuses a command line that contradicts itself: %j', async (given, message) => {
    await expect(run(given)).rejects.toMatchObject({ exitCode: 64, message });
  });

  it('without a way to an account it names the plans that need none', async () => {
    project.write('environments/dev.yaml', 'target: sandbox\n');
    await expect(run({})).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.stringMatching(/--base <git-ref>.*--offline/),
    });
  });

  it('a wrong config ends it before anything else', async () => {
    project.write('environments/dev.yaml', 'services: { web: { cpuu: 1 } }\n');
    await expect(run({ offline: true })).rejects.toMatchObject({ exitCode: 1 });
  });
});
