/**
 * Mutation testing: Stryker changes the code in one place at a time, and counts the changes that no test notices. Each
 * group of files has to have at least 80 % of them noticed. Arguments are Stryker's own: `--mutate <files>`.
 */
import { readFileSync, rmSync } from 'node:fs';
import { must, root, run } from './steps.mjs';

const LEAST = 80;
const GROUPS = { merge: 'passes/merge', resolve: 'passes/resolve', 'deploy state table': 'deploy/' };
const NOTICED = new Set(['Killed', 'Timeout']);
const COUNTED = new Set([...NOTICED, 'Survived', 'NoCoverage']);

const report = `${root}.cache/mutation.json`;
rmSync(report, { force: true });
// A test file that cannot be loaded is no failure to Stryker: it just notices nothing.
await must(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.mutation.config.ts'],
  { quiet: true },
);
const stryker = 'node_modules/@stryker-mutator/core/bin/stryker.js';
const { code } = await run(process.execPath, [stryker, 'run', ...process.argv.slice(2)]);
const { files } = JSON.parse(readFileSync(report, 'utf8'));

let isEnough = code === 0;
for (const [group, part] of Object.entries(GROUPS)) {
  const members = Object.entries(files).filter(([file]) => file.includes(`compiler/src/${part}`));
  if (members.length === 0) continue;
  const all = score(members.flatMap(([, { mutants }]) => mutants));
  console.log(line(all.percent >= LEAST ? '✓' : '✗', group, all));
  isEnough &&= all.percent >= LEAST;
  for (const [file, { mutants }] of members) console.log(line(' ', `  ${file}`, score(mutants)));
}
process.exitCode = isEnough ? 0 : 1;

function score(mutants) {
  const counted = mutants.filter(({ status }) => COUNTED.has(status));
  const noticed = counted.filter(({ status }) => NOTICED.has(status)).length;
  const late = counted.filter(({ status }) => status === 'Timeout').length;
  return { noticed, late, all: counted.length, percent: (100 * noticed) / counted.length };
}

function line(mark, name, { noticed, late, all, percent }) {
  const counts = `${noticed} of ${all}, ${late} of them by running too long`;
  return `${mark} ${name.padEnd(48)} ${percent.toFixed(1).padStart(5)} %  ${counts}`;
}
