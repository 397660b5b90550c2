import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pythonTool } from '../helpers/python-tools.ts';
import { platc, run } from '../helpers/run.ts';
import { parseFixture } from '../helpers/txtar.ts';

const cfnLint = pythonTool('cfn-lint');

/** One process for all files: cfn-lint needs seconds to start. It fails on warnings too. */
it.skipIf(cfnLint === undefined)(
  "finds nothing in any template: the repository's own environments, and every golden",
  { timeout: 180_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'platc-lint-'));
    try {
      for (const environment of ['local', 'dev', 'staging', 'prod', 'common']) {
        const rendered = await platc(['render', '--env', environment, '--out', join(folder, environment)]);
        expect(rendered).toMatchObject({ code: 0 });
      }
      const cases = new URL('../cases/render/', import.meta.url);
      for (const file of readdirSync(cases)) {
        const { files } = parseFixture(readFileSync(new URL(file, cases), 'utf8'));
        for (const [name, body] of files)
          if (name.endsWith('.template.yaml')) writeFileSync(join(folder, `${file}-${name}`), body);
      }
      const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
        file.endsWith('.yaml'),
      );
      expect(templates.length).toBeGreaterThan(20);
      const linted = await run(
        cfnLint ?? '',
        [
          '--non-zero-exit-code',
          'informational',
          '--regions',
          'us-east-1',
          'eu-central-1',
          '--',
          ...templates,
        ],
        { cwd: folder },
      );
      expect(linted.stdout + linted.stderr).toBe('');
      expect(linted.code).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
