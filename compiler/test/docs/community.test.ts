/* What GitHub reads to greet people: forms and owners that it would silently leave out if they were wrong. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
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

describe('CODEOWNERS', () => {
  const lines = readFileSync(join(repository, '.github/CODEOWNERS'), 'utf8').trim().split('\n');
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const proposed = lines.flatMap((line) => /^#   (\S+) {2,}\S/.exec(line)?.slice(1) ?? []);
  const paths = [...proposed, ...rules.map((line) => line.split(' ')[0] ?? '')].filter(
    (path) => path !== '*',
  );

  it('proposes an owner for what decides on rights, pipelines and production', () => {
    expect(proposed).toEqual(
      expect.arrayContaining(['/.github/', '/compiler/src/components/access/', '/environments/prod.yaml']),
    );
  });

  it('names paths that there are', () => {
    const gone = paths.filter((path) => !path.startsWith('/') || !existsSync(join(repository, path)));
    expect(gone).toEqual([]);
  });

  it('has a path and who in each line that is in force', () => {
    expect(rules.filter((line) => !/^[^\s![\]]+( +@[\w-]+(\/[\w-]+)?)+$/.test(line))).toEqual([]);
  });
});
