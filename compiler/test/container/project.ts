import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platc, repository, type Finished } from '../helpers/run.ts';
import { nodeImage } from './docker.ts';

const copied = [
  'compose.yaml',
  'platform.yaml',
  'environments',
  'schemas',
  '.dockerignore',
  '.npmrc',
  'package.json',
];
const built = [
  'package-lock.json',
  'tsconfig.base.json',
  'compiler/package.json',
  'compiler/scripts',
  'service',
];

/** A copy of this repository's project, in git, that is built from the image that can be had here. */
export interface Project {
  readonly folder: string;
  platc(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Finished>;
  /** As `platc` with `--json`: what it prints. Throws what it says where it does not end with 0. */
  json(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<unknown>;
  change(file: string, from: string, to: string): void;
  remove(): void;
}

export function copyProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'platc-containers-'));
  const change = (file: string, from: string, to: string): void => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
    writeFileSync(path, text.replace(from, to));
  };
  for (const name of [...copied, ...built]) {
    const skip = (source: string) => !/\/(node_modules|dist)$/.test(source);
    cpSync(join(repository, name), join(folder, name), { recursive: true, filter: skip });
  }
  change(
    'platform.yaml',
    'dockerfile: service/Dockerfile }',
    `dockerfile: service/Dockerfile, args: { NODE_IMAGE: '${nodeImage}' } }`,
  );
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...args], { cwd: folder, stdio: 'ignore' });
  writeFileSync(join(folder, '.gitignore'), '.platc\n');
  git('init');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-m', 'one');
  const { DOCKER_HOST = '', DOCKER_CONFIG = '' } = process.env;
  const engine = {
    ...(DOCKER_HOST !== '' && { DOCKER_HOST }),
    ...(DOCKER_CONFIG !== '' && { DOCKER_CONFIG }),
  };
  const command = (args: readonly string[], env = {}) =>
    platc(args, { cwd: folder, env: { ...engine, ...env } });
  return {
    folder,
    platc: command,
    async json(args, env) {
      const { code, stdout, stderr } = await command([...args, '--json'], env);
      if (code !== 0) throw new Error(`platc ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`);
      const answer: unknown = JSON.parse(stdout);
      return answer;
    },
    change,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
