import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './run.ts';

const COPIED = [
  'platform.yaml',
  'environments',
  'schemas',
  'service',
  'package.json',
  'package-lock.json',
  '.npmrc',
  'compiler/package.json',
  'tsconfig.base.json',
  '.dockerignore',
];

/** Puts this repository's own project into a folder: what `platc` needs to build and deploy it, and no more. */
export function copyProject(folder: string): void {
  for (const name of COPIED) cpSync(join(repository, name), join(folder, name), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
}
