import type { Change } from '../aws/cloudformation.ts';
import { dataInDanger, judge as surprisesIn } from '../plan/guards.ts';
import type { StackPlan } from '../plan/plan.ts';
import type { RenderedStack } from '../stack.ts';
import type { Allowed } from './allowable.ts';

/** Why a change set is not executed, and the `--allow` that would let it pass. */
interface Refusal {
  readonly reason: string;
  readonly allow?: Allowed;
}

/** Looks at a change set before it is executed; undefined lets it pass. */
export type Judge = (stack: RenderedStack, changes: readonly Change[]) => Refusal | undefined;

/**
 * The guard of every deploy: nothing is replaced or deleted, and no permission changes, that the user was not shown; and data is
 * neither replaced nor deleted unless that was allowed.
 * @param shown by the stack's name; where a stack is missing, nothing was shown of it
 */
export function guard(allowed: ReadonlySet<string>, shown: ReadonlyMap<string, StackPlan>): Judge {
  return (stack, changes) => {
    const plan = shown.get(stack.name);
    const surprise =
      plan && surprisesIn(plan, changes).find(({ kind }) => kind !== 'change' && !allowed.has(kind));
    if (surprise && surprise.kind !== 'change') return { reason: surprise.message, allow: surprise.kind };
    const danger = dataInDanger(changes).find(({ kind }) => !allowed.has(kind));
    return danger && { reason: danger.message, allow: danger.kind };
  };
}
