import { CommandError, exit } from '../commands/command.ts';
import { didYouMean } from '../diagnostics/suggest.ts';

/**
 * What a user may allow by `--allow`; each has a guard that refuses without it (`plan/guards.ts`, `deploy/judge.ts`).
 * - `replace`: data, or what later stacks use, is replaced
 * - `delete`: data is deleted
 * - `iam`: a permission changes that the plan did not show
 * - `outage`: the users of a service are not served while it is updated
 */
export const allowable = ['replace', 'delete', 'iam', 'outage'] as const;
export type Allowed = (typeof allowable)[number];

/** What was given by `--allow`. Throws `CommandError` (64) for what is none of it. */
export function allowedBy(given: readonly string[]): readonly Allowed[] {
  return given.map((name) => {
    const kind = allowable.find((known) => known === name);
    if (kind) return kind;
    throw new CommandError(
      exit.usage,
      `--allow ${name}: there is ${allowable.join(', ')}`,
      didYouMean(name, allowable),
    );
  });
}
