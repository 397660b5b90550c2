import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/generated/commands.ts';
import type { Host } from '../../src/host/host.ts';
import { report } from '../../src/report-error.ts';
import { argumentsOf } from './folder-host.ts';

export type Given = Parameters<typeof argumentsOf>[0];

/** A command as the command line runs it, errors printed. Its exit code. */
export async function runCommand(
  host: Host,
  verb: string,
  given: Given = {},
  positionals: readonly string[] = [],
): Promise<number> {
  const entry = commands[verb];
  if (!entry) throw new Error(`there is no command ${verb}`);
  const { command } = await entry.load();
  try {
    return await command.run(host, argumentsOf(given, positionals));
  } catch (error) {
    const code = report(host, error, given['json'] === true, 'test');
    if (code === 70) throw error;
    return code;
  }
}

/** Where one of the words stands in a text, as it is or in base64. */
export function leaks(text: string, words: readonly string[]): readonly string[] {
  return words.flatMap((word) => {
    const found = forms(word).find((form) => text.includes(form));
    if (found === undefined) return [];
    const at = text.indexOf(found);
    return [`${word}: …${text.slice(Math.max(0, at - 100), at + found.length + 20)}…`];
  });
}

/** The word, and what is the same of its three forms in base64 whatever stands around it. */
function forms(word: string): readonly string[] {
  return [
    word,
    ...[0, 1, 2].map((shift) =>
      Buffer.from(`${'x'.repeat(shift)}${word}`)
        .toString('base64')
        .replaceAll('=', '')
        .slice(shift === 0 ? 0 : shift + 1, -2),
    ),
  ];
}

/** Every file below a folder, by its path from there; those in which somebody has planted something are named. */
export function filesWritten(
  folder: string,
  planted: (path: string) => boolean,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (entry.isFile() && !planted(name)) found.set(name, readFileSync(path, 'latin1'));
  }
  return found;
}
