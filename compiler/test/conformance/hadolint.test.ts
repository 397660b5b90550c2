import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { pythonTool } from '../helpers/python-tools.ts';

const hadolint = pythonTool('hadolint');
const root = fileURLToPath(new URL('../../../', import.meta.url));

it.skipIf(hadolint === undefined)("hadolint finds nothing in the service's Dockerfile", () => {
  const found = execFileSync(hadolint ?? '', ['--format', 'json', 'service/Dockerfile'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(JSON.parse(found)).toEqual([]);
});
