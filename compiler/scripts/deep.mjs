/**
 * `npm run test:deep`: what takes longer than `npm test` may. All of it one after the other, also after a failure; or
 * what is named, `npm run test:deep -- mutation`.
 */
import { performance } from 'node:perf_hooks';
import { prepare } from './prepare.mjs';
import { run } from './steps.mjs';

/** How many times as many runs a property gets: see compiler/test/helpers/runs.ts. */
const SWEEP = process.env.PLATC_SWEEP ?? '20';
const vitest = (...args) => [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--config',
  'vitest.deep.config.ts',
  ...args,
];

const steps = {
  long: { what: 'the tests in *.deep.test.ts', args: vitest('--project', 'long') },
  sweeps: {
    what: `every property, with ${SWEEP} times as many runs`,
    args: vitest('--project', 'sweeps'),
    env: { PLATC_SWEEP: SWEEP },
  },
  mutation: {
    what: 'changes to the code that tests have to notice',
    args: ['compiler/scripts/mutation.mjs'],
  },
};

const named = process.argv.slice(2);
const unknown = named.find((name) => !Object.hasOwn(steps, name));
if (unknown !== undefined) {
  console.error(`there is no step ${unknown}: there is ${Object.keys(steps).join(', ')}`);
  process.exit(64);
}

const tools = await prepare();
const results = [];
for (const name of named.length > 0 ? named : Object.keys(steps)) {
  const { what, args, env } = steps[name];
  console.log(`\n── ${name}: ${what}\n`);
  const start = performance.now();
  const { code } = await run(process.execPath, args, { env: { ...tools, ...env } });
  results.push({ name, code, minutes: (performance.now() - start) / 60_000 });
}

console.log('');
for (const { name, code, minutes } of results)
  console.log(`${code === 0 ? '✓' : '✗'} ${name.padEnd(10)} ${minutes.toFixed(1)} min`);
const failed = results.filter(({ code }) => code !== 0).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
