/**
 * `npm run demo`: the whole road on this machine, with nothing but Node and npm. Works on a copy of the project in a
 * temporary folder, so that a fresh clone stays as it was, and leaves nothing running.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, root } from './steps.mjs';
import { startLoad } from './load.mjs';

const COPIED = [
  'platform.yaml',
  'environments',
  'schemas',
  'service',
  'package.json',
  '.npmrc',
  'compiler/package.json',
  'package-lock.json',
  'tsconfig.base.json',
  '.dockerignore',
];
const GREETING = 'service/src/routes/hello.ts';
const SERVER = 'service/src/server.ts';

const terminal = process.stdout.isTTY && !process.env.NO_COLOR;
const green = (text) => (terminal ? `\u001B[32m${text}\u001B[39m` : text);
const red = (text) => (terminal ? `\u001B[31m${text}\u001B[39m` : text);
const count = new Intl.NumberFormat('en').format;

let project;
let running;
let load;
let interrupted;

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.once(signal, () => {
    interrupted = code;
    load?.stop();
    running?.kill(signal);
  });
}

try {
  await story();
} catch (error) {
  if (interrupted === undefined)
    console.error(`${red('✗')} ${error instanceof Error ? error.message : error}`);
  process.exitCode = interrupted ?? 1;
} finally {
  interrupted = undefined;
  if (project !== undefined) {
    await platc(['sandbox', 'stop']).catch(() => undefined);
    rmSync(project, { recursive: true, force: true });
  }
}

async function story() {
  console.log('npm run demo');
  await step('installed and built', async () => {
    if (!(await install())) await build();
    project = copyOfProject();
  });

  await step('', async (tell) => {
    const { stacks } = await platc(['plan', '--env', 'prod', '--offline']);
    const resources = stacks.reduce((sum, { changes }) => sum + changes.length, 0);
    tell(`plan --env prod --offline: ${resources} resources in ${stacks.length} stacks, no account asked`);
  });

  await step('', async (tell) => {
    const { endpoint } = await platc(['sandbox', 'start']);
    tell(`sandbox at ${endpoint}`);
  });

  let url;
  await step('', async (tell) => {
    const { stacks, outputs } = await deploy();
    url = outputs.Url;
    const created = stacks.filter(({ action }) => action === 'create');
    const resources = created.reduce((sum, { changes }) => sum + changes, 0);
    tell(`${created.length} stacks, ${resources} resources created by change sets`);
  });

  const hello = `${url}/api/hello?name=DevOps`;
  await step('', async (tell) => tell(`GET ${hello} → ${JSON.stringify(pick(await get(hello), 'message'))}`));

  await step('', async (tell) => {
    change(GREETING, '`Hello, ', '`Hello again, ');
    const { requests } = await underLoad(hello, deploy);
    const { message } = await get(hello);
    if (!message.startsWith('Hello again'))
      throw new Error(`version 2 is deployed, but the answer is still ${message}`);
    tell(`version 2 rolled out, ${requests} → ${JSON.stringify({ message })}`);
  });

  await step('', async (tell) => {
    change(SERVER, '', 'if (process.uptime() > 0) throw new Error("version 3 cannot start");\n');
    const { result, requests } = await underLoad(hello, () => deploy({ exitCode: 3 }));
    const { status, failure } = result.stacks?.find(({ failure }) => failure !== undefined) ?? {};
    if (status !== 'UPDATE_ROLLBACK_COMPLETE' || failure.breaker === undefined)
      throw new Error(`version 3 should have been rolled back: ${JSON.stringify(result)}`);
    const { message } = await get(hello);
    if (!message.startsWith('Hello again'))
      throw new Error(`version 3 is rolled back, but the answer is ${message}`);
    tell(
      `version 3 is broken: circuit breaker after ${failure.breaker.failureCount} tries, rolled back, ${requests}`,
    );
  });

  await step('', async (tell) => {
    const back = () => platc(['rollback', '--env', 'local', '--service', 'api', '--to', '1', '--yes']);
    const { requests } = await underLoad(hello, back);
    const { message } = await get(hello);
    if (message !== 'Hello, DevOps!') throw new Error(`release 1 is back, but the answer is ${message}`);
    tell(`rolled back to release 1, ${requests} → ${JSON.stringify({ message })}`);
  });

  await step('', async (tell) => {
    await platc(['destroy', '--env', 'local', '--confirm', 'DESTROY']);
    const { endpoint } = await platc(['sandbox', 'status']);
    // What all environments share belongs to the account: the sandbox is one only to who is told so.
    await platc(['destroy', '--env', 'common', '--confirm', 'DESTROY'], {
      env: { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'demo', AWS_SECRET_ACCESS_KEY: 'demo' },
    });
    if (await answers(hello)) throw new Error('the service still answers after it was destroyed');
    const left = await stacksLeft(endpoint);
    if (left.length > 0) throw new Error(`stacks are left: ${left.join(', ')}`);
    tell('destroyed; nothing left');
  });
}

/** Runs one step of the story and prints its line: what happened, and how long it took if that is worth a word. */
async function step(title, act) {
  const start = performance.now();
  let line = title;
  await act((text) => (line = text));
  const seconds = (performance.now() - start) / 1000;
  const time = seconds < 1 ? '' : `${seconds.toFixed(0)} s`;
  const width = Math.min(process.stdout.columns ?? 80, 100) - 4;
  console.log(`  ${green('✓')} ${time === '' ? line : `${line.padEnd(width - 6)} ${time.padStart(5)}`}`);
}

/** The project as it is, with the installed packages, in a folder of its own. */
function copyOfProject() {
  const folder = mkdtempSync(join(tmpdir(), 'platc-demo-'));
  for (const name of COPIED) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/** Edits a file of the copy, as a developer would. */
function change(name, from, to) {
  const file = join(project, name);
  const before = readFileSync(file, 'utf8');
  const after = from === '' ? to + before : before.replace(from, to);
  if (after === before) throw new Error(`${name} is not as the demo expects`);
  writeFileSync(file, after);
}

function deploy({ exitCode = 0 } = {}) {
  return platc(['deploy', '--env', 'local', '--push', '--yes'], { exitCode });
}

/** Does something while requests are in flight; each of them has to be answered. */
async function underLoad(url, act) {
  load = startLoad(url);
  let result;
  try {
    result = await act();
  } catch (error) {
    await load.stop();
    throw error;
  }
  const { sent, failed, reasons } = await load.stop();
  if (failed > 0) throw new Error(`${failed} of ${sent} requests failed meanwhile: ${reasons.join(', ')}`);
  return { result, requests: `${count(sent)} requests, 0 failed` };
}

/** One command of platc with `--json`; resolves to what it printed, or rejects with what it said where it ends otherwise. */
function platc(args, { env = {}, exitCode = 0 } = {}) {
  return new Promise((resolve, reject) => {
    if (interrupted !== undefined) return reject(new Error('interrupted'));
    running = spawn(process.execPath, [join(root, 'compiler/dist/cli.js'), ...args, '--json'], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let stdout = '';
    let stderr = '';
    running.stdout.on('data', (data) => (stdout += data));
    running.stderr.on('data', (data) => (stderr += data));
    running.on('error', reject);
    running.on('close', (code) => {
      if (code === exitCode) resolve(JSON.parse(stdout));
      else reject(new Error(`platc ${args.join(' ')} ended with exit code ${code}\n${stderr}${stdout}`));
    });
  });
}

async function get(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`GET ${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function answers(url) {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/** Asks the endpoint itself, not platc. */
async function stacksLeft(endpoint) {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=demo/20260101/us-east-1/cloudformation/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: 'Action=ListStacks&Version=2010-05-15',
  });
  const text = await answer.text();
  const stacks = [...text.matchAll(/<StackName>([^<]*)<\/StackName>[\s\S]*?<StackStatus>([^<]*)</g)];
  if (!text.includes('ListStacksResult')) throw new Error(`the sandbox does not list its stacks: ${text}`);
  return stacks.filter(([, , status]) => status !== 'DELETE_COMPLETE').map(([, name]) => name);
}

function pick(object, key) {
  return { [key]: object[key] };
}
