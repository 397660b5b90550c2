import type { Change } from '../aws/cloudformation.ts';
import { holdsData } from '../plan/holds-data.ts';
import type { RenderedStack } from '../stack.ts';

/** What a user may allow by `--allow`. */
export const allowable = ['replace', 'delete', 'iam', 'outage', 'dirty', 'frozen'] as const;
export type Allowed = (typeof allowable)[number];

/** Why a change set is not executed, and the `--allow` that would let it pass. */
export interface Refusal {
  readonly reason: string;
  readonly allow?: Allowed;
}

/** Looks at a change set before it is executed; undefined lets it pass. */
export type Judge = (stack: RenderedStack, changes: readonly Change[]) => Refusal | undefined;

/** A change that the user has seen before agreeing to it. */
export interface ShownChange {
  readonly logicalId: string;
  readonly effect: 'replace' | 'delete' | 'other';
}

/**
 * The guard of every deploy: data is neither replaced nor deleted unless that was allowed, and nothing is replaced or deleted
 * that the user was not shown.
 * @param shown by the stack's name; a stack that is missing was not planned change by change
 */
export function guard(
  allowed: ReadonlySet<string>,
  shown: ReadonlyMap<string, readonly ShownChange[]>,
): Judge {
  return (stack, changes) => {
    for (const { ResourceChange: change } of changes) {
      const effect = change && effectOf(change);
      if (!change || effect === undefined) continue;
      const id = change.LogicalResourceId ?? '';
      const verb = effect === 'replace' ? 'replaced' : 'deleted';
      if (holdsData(change.ResourceType ?? '') && !keeps(change.PolicyAction) && !allowed.has(effect)) {
        return { reason: `${id} (${change.ResourceType}) holds data and would be ${verb}`, allow: effect };
      }
      const seen = shown.get(stack.name);
      if (
        seen &&
        !allowed.has(effect) &&
        !seen.some((other) => other.logicalId === id && other.effect === effect)
      ) {
        return {
          reason: `${id} (${change.ResourceType}) would be ${verb}, which the plan did not show`,
          allow: effect,
        };
      }
    }
    return undefined;
  };
}

/** `Conditional` counts as a replacement: CloudFormation decides only while it is at it. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html */
function effectOf(change: NonNullable<Change['ResourceChange']>): 'replace' | 'delete' | undefined {
  if (change.Action === 'Remove') return 'delete';
  if (change.Action === 'Modify' && (change.Replacement === 'True' || change.Replacement === 'Conditional'))
    return 'replace';
  return undefined;
}

function keeps(action: string | undefined): boolean {
  return action !== undefined && /Retain|Snapshot/.test(action);
}
