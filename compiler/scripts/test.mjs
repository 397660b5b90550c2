/** `npm test`: on a fresh clone it installs, builds, and runs every test that needs no root. What stands behind it goes to vitest. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { actionlint } from './actionlint.mjs';
import { prometheus } from './prometheus.mjs';
import { build, install, pythonTools, root, run } from './steps.mjs';

const report = `${root}.cache/vitest.json`;
mkdirSync(`${root}.cache`, { recursive: true });
rmSync(report, { force: true });

const [installed, python, scraper, linter] = await Promise.all([
  install(),
  pythonTools(),
  prometheus(),
  actionlint(),
]);
if (!installed) await build();
else await run('npm', ['run', 'build', '-w', 'service'], { quiet: true });
for (const { tools, reason } of [
  { tools: 'cfn-lint, the AWS CLI and schemathesis', ...python },
  { tools: 'Prometheus', ...scraper },
]) {
  if (reason === undefined) continue;
  console.error(`${tools} cannot be had (${reason}): their tests are skipped`);
  if (process.env.CI === 'true') process.exit(1);
}
if (linter.reason !== undefined)
  console.error(
    `actionlint 1.7 cannot be had (${linter.reason}): an older one, of npm, judges the workflows`,
  );
const only = process.argv.slice(2);
const { code } = await run(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...only,
  ],
  { env: { PLATC_TEST_VENV: python.folder ?? '' } },
);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exitCode = code;
