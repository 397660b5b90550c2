import all from '../generated/examples.json' with { type: 'json' };
import type { Code } from './catalogue.ts';

/** What brings a diagnostic about, or how it is put right: examples/<code>.txt. Every one of them is run by a test. */
export interface Example {
  readonly verdict: 'wrong' | 'right';
  /**
   * A file's path; `latin1` and `utf8` for a part of platform.yaml in that encoding; `files` for paths of all files;
   * `command` for a command line. Empty for a part of platform.yaml.
   */
  readonly place: string;
  readonly text: string;
}

export const examples = all as Readonly<Record<Code, readonly Example[]>>;

/** What stands above an example. `before`: the one before it, with which it may belong together. */
export function exampleTitle({ verdict, place }: Example, before?: Example): string {
  const said: Readonly<Record<string, string>> = {
    '': '',
    command: '',
    files: 'these files',
    latin1: 'saved as ISO 8859-1',
    utf8: 'saved as UTF-8',
  };
  const where = said[place] ?? `in ${place}`;
  if (before?.verdict === verdict) return `And ${where}:`;
  return `${verdict === 'wrong' ? 'Wrong' : 'Right'}${where === '' ? '' : `, ${where}`}:`;
}
