import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeGit } from './git.ts';

let folder: string;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'platc-git-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('nodeGit', () => {
  it('answers nothing outside a repository', async () => {
    const outside = nodeGit(folder);
    expect(await outside.headCommit()).toBeUndefined();
    expect(await outside.isDirty()).toBe(false);
    expect(await outside.readFileAt('HEAD', 'a')).toBeUndefined();
    expect(await outside.listFilesAt('HEAD', '.')).toEqual([]);
  });

  it('reads files and folders as they were at a commit', async () => {
    mkdirSync(join(folder, 'environments'));
    mkdirSync(join(folder, 'environments/old'));
    git('init', '-q', '-b', 'main');
    write('platform.yaml', 'app: one\n');
    write('environments/dev.yaml', '{}\n');
    write('environments/old/x.yaml', '{}\n');
    git('add', '.');
    git('commit', '-qm', 'one');
    const first = git('rev-parse', 'HEAD');
    write('platform.yaml', 'app: two\n');
    git('commit', '-qam', 'two');
    const repository = nodeGit(folder);
    expect(await repository.headCommit()).toBe(git('rev-parse', 'HEAD'));
    expect(await repository.commitOf('main~1')).toBe(first);
    expect(await repository.commitOf('nowhere')).toBeUndefined();
    expect(await repository.commitOf('--all')).toBeUndefined();
    expect(Buffer.from((await repository.readFileAt(first, 'platform.yaml')) ?? []).toString()).toBe(
      'app: one\n',
    );
    expect(await repository.readFileAt(first, 'missing.yaml')).toBeUndefined();
    expect(await repository.listFilesAt('main', 'environments')).toEqual(['dev.yaml']);
    expect(
      Buffer.from(
        (await nodeGit(join(folder, 'environments')).readFileAt('HEAD', 'dev.yaml')) ?? [],
      ).toString(),
    ).toBe('{}\n');
  });

  it('tells dirty trees apart, and the same one again', async () => {
    git('init', '-q', '-b', 'main');
    write('.gitignore', 'ignored\n');
    write('a', 'one');
    git('add', '.');
    git('commit', '-qm', 'one');
    const repository = nodeGit(folder);
    write('ignored', 'x');
    expect(await repository.isDirty()).toBe(false);
    write('a', 'two');
    expect(await repository.isDirty()).toBe(true);
    const tracked = await repository.dirtyHash();
    expect(tracked).toMatch(/^[0-9a-f]{8}$/);
    write('new', 'one');
    const added = await repository.dirtyHash();
    write('new', 'two');
    const changed = await repository.dirtyHash();
    expect(new Set([tracked, added, changed]).size).toBe(3);
    write('new', 'one');
    expect(await repository.dirtyHash()).toBe(added);
  });
});
