import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const venv = process.env['PLATC_TEST_VENV'] ?? fileURLToPath(new URL('../../../.venv', import.meta.url));

/** A program of the virtual environment that `npm test` makes; undefined where it cannot be had, and in CI a failure. */
export function pythonTool(name: string): string | undefined {
  const path = `${venv}/bin/${name}`;
  if (existsSync(path)) return path;
  if (process.env['CI'] === 'true') throw new Error(`${name} is not installed in ${venv}`);
  return undefined;
}

/** Version 2 of the AWS CLI: that of the virtual environment, which is for Linux, or the one that is installed. */
export async function awsCli2(): Promise<string | undefined> {
  for (const program of [`${venv}/aws-cli-2/aws`, 'aws']) {
    const { stdout } = await run(program, ['--version']).catch(() => ({ stdout: '' }));
    if (stdout.startsWith('aws-cli/2')) return program;
  }
  if (process.env['CI'] === 'true') throw new Error('version 2 of the AWS CLI is not installed');
  return undefined;
}
