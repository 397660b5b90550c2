import { readSettings } from '../src/settings.ts';
import type { Settings } from '../src/settings.ts';

/** Settings from the defaults and what is given; fails where a variable is wrong. */
export function settingsFrom(env: Readonly<Record<string, string | undefined>> = {}): Settings {
  const result = readSettings(env);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.settings;
}
