/** `npm run check`: everything that can be found without running the code. All of it, then the verdict. */
import { install, root, run } from './steps.mjs';

const bin = `${root}node_modules/.bin/`;
const checks = [
  ['format', `${bin}oxfmt`, ['--check', '.']],
  ['lint', `${bin}oxlint`, ['--type-aware', '--deny-warnings']],
  ['types', `${bin}tsc`, ['-b']],
  ['dead code', `${bin}knip`, []],
  ['generated files', process.execPath, ['--import', 'tsx', 'compiler/scripts/generate.ts', '--check']],
];

await install();
const failed = [];
for (const [name, program, args] of checks) {
  const { code, output } = await run(program, args, { quiet: true });
  console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
  if (code !== 0) {
    failed.push(name);
    console.log(output);
  }
}
if (failed.length > 0) {
  console.error(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
