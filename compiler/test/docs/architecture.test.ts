/* docs/architecture.md, where it counts things up: nothing is missing there, and nothing there is gone. Its diagrams of the code are generated. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stackKinds } from '../../src/stack.ts';
import { repository } from '../helpers/run.ts';

const page = readFileSync(join(repository, 'docs/architecture.md'), 'utf8');

/** First cells of the table below a head that begins with these words. */
function firstCells(head: string): readonly string[] {
  const table = page.slice(page.indexOf(`| ${head}`)).split('\n\n')[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .map((row) => row.split(' | ')[0] ?? '');
}

/** Folders of compiler/src/<folder> with a slash behind each. */
function foldersIn(folder: string): readonly string[] {
  return readdirSync(join(repository, 'compiler/src', folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}${name}/`);
}

it('names each folder of compiler/src once', () => {
  const named: readonly string[] = firstCells('folder of').flatMap((cell) =>
    [...cell.matchAll(/`([^`]+\/)`/g)].map(([, folder = '']) => folder),
  );
  expect(named.toSorted()).toEqual([...foldersIn(''), ...foldersIn('sandbox/')].toSorted());
});

it('has every kind of stack', () => {
  const table = page.slice(page.indexOf('| stack | kind'));
  const kinds = [...table.matchAll(/^\| `<app>[^|]*\| `(\w+)`/gm)].map(([, kind = '']) => kind);
  expect(kinds.toSorted()).toEqual([...stackKinds].toSorted());
});

it('leads to every decision', () => {
  const decisions = readdirSync(join(repository, 'docs/adr')).filter((file) => /^\d/.test(file));
  expect(decisions.filter((file) => !page.includes(`(adr/${file})`))).toEqual([]);
});

it('names tests that there are', () => {
  const files = ['compiler/src', 'compiler/test'].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file.replaceAll('\\', '/')}`,
    ),
  );
  const named = [...page.matchAll(/`([\w/-]+\.test\.ts)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !files.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
});
