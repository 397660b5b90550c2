/**
 * `npm run bench:peers`: what it costs to come from a description to CloudFormation of about 60 resources, with platc and
 * with its peers, each beside an empty Node, in turn. The peers are installed below .cache, and are asked to talk to nobody.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { build, install, must, root } from './steps.mjs';

const RUNS = 11;
const folder = `${root}.cache/bench-peers`;
/** NODE_EXTRA_CA_CERTS is read at every start of Node, which would measure the machine. */
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = {
  ...inherited,
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  SLS_TELEMETRY_DISABLED: '1',
  SLS_NOTIFICATIONS_MODE: 'off',
};

await install();
await build();
mkdirSync(folder, { recursive: true });
cpSync(`${root}compiler/bench/peers`, folder, { recursive: true });
await must('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { quiet: true, cwd: folder });
const platc = [`${root}compiler/dist/cli.js`, 'render', '--env', 'prod', '--out', `${folder}/rendered`];
node(platc, root);
for (const file of readdirSync(`${folder}/rendered`))
  cpSync(`${folder}/rendered/${file}`, `${folder}/${file.replace(/^.*-(\w+)\.template/, '$1.template')}`);

const version = (name) =>
  JSON.parse(readFileSync(`${folder}/node_modules/${name}/package.json`, 'utf8')).version;
const commands = [
  { name: 'platc render --env prod', args: platc, cwd: root },
  { name: `osls ${version('osls')} package`, args: ['node_modules/osls/bin/serverless.js', 'package'] },
  {
    name: `serverless ${version('serverless')} package`,
    args: ['node_modules/serverless/bin/serverless.js', 'package'],
  },
  {
    name: `cdk ${version('aws-cdk')} synth`,
    args: ['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet', '--no-notices'],
  },
];
console.log(`ratio to \`node -e 0\`, ${RUNS} pairs        median    min    max`);
for (const { name, args, cwd = folder } of commands) {
  node(args, cwd);
  const ratios = Array.from({ length: RUNS }, () => node(args, cwd) / node(['-e', '0'], cwd)).sort(
    (a, b) => a - b,
  );
  const shown = [ratios[(RUNS - 1) / 2], ratios[0], ratios.at(-1)];
  console.log(`${name.padEnd(38)} ${shown.map((ratio) => ratio.toFixed(1).padStart(6)).join(' ')}`);
}

/** Wall time of a run, in nanoseconds. */
function node(args, cwd) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - start);
}
