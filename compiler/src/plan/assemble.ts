import type { RenderedStack } from '../stack.ts';
import type { OutputDifference } from './diff.ts';
import type { ResourceDifference } from './resource-difference.ts';
import type { PlannedImage, StackPlan } from './plan.ts';
import { rolloutOf } from './rollout.ts';
import { resourceChanges } from './resource-changes.ts';
import { typeNotes, type Compared } from './stack-plan.ts';
import type { ParameterValues } from './template-names.ts';
import { outputChanges, parameterChanges, tagChanges } from './value-changes.ts';

/** What was found of one stack. */
export interface Found {
  readonly resources: readonly ResourceDifference[];
  readonly outputs: readonly OutputDifference[];
  readonly values: ParameterValues;
  readonly from: StackPlan['from'];
  readonly notes?: readonly string[];
  readonly refused?: string;
  /** The tags that the stack has. */
  readonly tags: Readonly<Record<string, string>>;
  readonly image?: PlannedImage | undefined;
}

/** @param all stacks whose outputs may fill parameters */
export function assemble(compared: Compared, found: Found, all: readonly RenderedStack[]): StackPlan {
  const { stack, after, before, places } = compared;
  const changes = resourceChanges(compared, found.resources);
  const outputs = before ? outputChanges(compared, found.outputs) : [];
  const tags = before ? tagChanges(compared, found.tags) : [];
  const rollout = rolloutOf(after, changes);
  const isChanged = changes.length + outputs.length + tags.length > 0;
  return {
    name: stack.name,
    kind: stack.kind,
    ...(stack.service !== undefined && { service: stack.service }),
    state: before ? (isChanged ? 'update' : 'unchanged') : 'create',
    from: found.from,
    notes: [...(found.notes ?? []), ...typeNotes(changes)],
    ...(found.refused !== undefined && { refused: found.refused }),
    ...(places.whole && { place: places.whole }),
    changes,
    parameters: parameterChanges(compared, found.values, all),
    outputs,
    tags,
    ...(rollout && { rollout }),
    ...(found.image && { image: found.image }),
  };
}
