import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A program of the virtual environment that `npm test` makes; undefined where it cannot be had, and in CI a failure. */
export function pythonTool(name: string): string | undefined {
  return had(`${process.env['PLATC_TEST_VENV'] ?? `${root}.venv`}/bin/${name}`);
}

/** `prometheus` or `promtool`, which `npm test` unpacks from Debian's package; undefined as above. */
export function prometheusTool(name: string): string | undefined {
  return had(`${root}.cache/prometheus/usr/bin/${name}`);
}

function had(path: string): string | undefined {
  if (existsSync(path)) return path;
  if (process.env['CI'] === 'true') throw new Error(`${path} is not there: npm test gets it`);
  return undefined;
}
