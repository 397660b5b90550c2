/**
 * What a user may allow by `--allow`; each has a guard that refuses without it (`plan/guards.ts`, `deploy/judge.ts`).
 * - `replace`: data, or what later stacks use, is replaced
 * - `delete`: data is deleted
 * - `iam`: a permission changes that the plan did not show
 * - `outage`: the users of a service are not served while it is updated
 */
export const allowable = ['replace', 'delete', 'iam', 'outage'] as const;
export type Allowed = (typeof allowable)[number];
