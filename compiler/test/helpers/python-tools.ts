import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const venv = process.env['PLATC_TEST_VENV'] ?? fileURLToPath(new URL('../../../.venv', import.meta.url));

/** A program of the virtual environment that `npm test` makes; undefined where it cannot be had, and in CI a failure. */
export function pythonTool(name: string): string | undefined {
  const path = `${venv}/bin/${name}`;
  if (existsSync(path)) return path;
  if (process.env['CI'] === 'true') throw new Error(`${name} is not installed in ${venv}`);
  return undefined;
}
