/* What GitHub reads to greet people: forms and owners that it would silently leave out if they were wrong. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../helpers/run.ts';

const folder = join(repository, '.github/ISSUE_TEMPLATE');
const forms = readdirSync(folder).filter((file) => file !== 'config.yml');

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
describe.each(forms)('.github/ISSUE_TEMPLATE/%s', (file) => {
  const form = parse(readFileSync(join(folder, file), 'utf8')) as Readonly<Record<string, unknown>>;
  const fields = form['body'] as readonly Field[];
  const asked = fields.filter(({ type }) => type !== 'markdown');

  it('has a name and says what it is for', () => {
    expect(Object.keys(form).toSorted()).toEqual(['body', 'description', 'labels', 'name']);
  });

  it('asks for something, by fields that there are', () => {
    expect(asked.length).toBeGreaterThan(0);
    expect(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes']).toEqual(
      expect.arrayContaining([...new Set(fields.map(({ type }) => type))]),
    );
    const ids = asked.map(({ id }) => id);
    expect(new Set(ids).size).toBe(asked.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+$/);
    for (const { attributes } of asked) expect(attributes['label']).toEqual(expect.any(String));
  });
});

it('CODEOWNERS has lines that GitHub understands: a path, and who', () => {
  const lines = readFileSync(join(repository, '.github/CODEOWNERS'), 'utf8').trim().split('\n');
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'));
  expect(rules.filter((line) => !/^[^\s![\]]+( +@[\w-]+(\/[\w-]+)?)+$/.test(line))).toEqual([]);
});
