import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../src/policy/rules/', import.meta.url);

/** The built-in rule sets by name: data of the bundle, so that they need no files beside it. */
export function policies(): string {
  const sets = readdirSync(folder)
    .filter((file) => file.endsWith('.guard'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.guard'.length),
      text: readFileSync(new URL(file, folder), 'utf8'),
    }));
  return `${JSON.stringify(sets, undefined, 2)}\n`;
}
