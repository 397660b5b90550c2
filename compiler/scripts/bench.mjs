/**
 * `npm run bench`: what a command costs beside an empty Node, in pairs of runs one after the other, so that what
 * else the machine does meets both. Prints ratios of wall time; the median is what to quote.
 */
import { spawnSync } from 'node:child_process';
import { build, install, root } from './steps.mjs';

const RUNS = 21;
/** Node reads this file at every start, which would measure the machine and not us. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

await install();
await build();

const cli = 'compiler/dist/cli.js';
const commands = [
  { name: 'validate, all environments', args: [cli, 'validate'], limit: 3.5 },
  { name: 'validate --env prod', args: [cli, 'validate', '--env', 'prod'] },
  { name: 'render --env prod --stdout', args: [cli, 'render', '--env', 'prod', '--stdout'] },
  { name: '--help', args: [cli, '--help'] },
];

let tooSlow = false;
console.log(`ratio to \`node -e 0\`, ${RUNS} pairs        median    min    max`);
for (const { name, args, limit } of commands) {
  pair(args);
  const ratios = Array.from({ length: RUNS }, () => pair(args)).sort((a, b) => a - b);
  const median = ratios[(RUNS - 1) / 2];
  const verdict =
    limit === undefined ? '' : median <= limit ? `  at most ${limit}: yes` : `  at most ${limit}: NO`;
  tooSlow ||= limit !== undefined && median > limit;
  console.log(
    `${name.padEnd(38)} ${[median, ratios[0], ratios.at(-1)].map((ratio) => ratio.toFixed(2).padStart(6)).join(' ')}${verdict}`,
  );
}
process.exitCode = tooSlow ? 1 : 0;

/** One pair, in turn: the command's wall time over that of Node doing nothing. */
function pair(args) {
  const floor = time(['-e', '0']);
  return time(args) / floor;
}

function time(args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const elapsed = Number(process.hrtime.bigint() - start);
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return elapsed;
}
