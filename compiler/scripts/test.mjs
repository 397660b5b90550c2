/** `npm test`: on a fresh clone it installs, builds, and runs every test that needs no root. What stands behind it goes to vitest. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { prepare } from './prepare.mjs';
import { root, run } from './steps.mjs';

const report = `${root}.cache/vitest.json`;
mkdirSync(`${root}.cache`, { recursive: true });
rmSync(report, { force: true });

const env = await prepare();
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
  { env },
);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exitCode = code;
