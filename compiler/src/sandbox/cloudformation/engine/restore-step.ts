import { isDeepStrictEqual } from 'node:util';
import type { ResourceRecord, StepRecord } from '../records.ts';
import { reasonOf } from './reason.ts';
import { CALL_MS, POLL_MS } from './timing.ts';
import type { Turn } from './turn.ts';

/**
 * Takes a resource back to how it was when its stack was last complete: properties in place, or the physical
 * resource that was replaced.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback.html
 */
export function startRestore(turn: Turn, step: StepRecord): void {
  const { stack, tables, operation } = turn;
  const { stackId } = stack;
  const before = tables.undo(stackId, step.logicalId)?.before;
  const current = tables.resource(stackId, step.logicalId);
  if (!before || !current) throw new Error(`${step.logicalId} has nothing to go back to`);
  if (operation.skipResources.includes(step.logicalId)) {
    turn.setResource(current, 'UPDATE_COMPLETE');
    tables.putUndo(stackId, step.logicalId, { before, restored: true });
    tables.putStep(stackId, { ...step, state: 'done' });
    return;
  }
  const replaced = current.physicalId !== before.physicalId;
  const untouched = current.status === before.status && sameToProvider(current, before);
  if (untouched && !replaced) {
    tables.putResource(stackId, before);
    tables.putUndo(stackId, step.logicalId, { before, restored: true });
    tables.putStep(stackId, { ...step, state: 'done' });
    return;
  }
  const target = turn.setResource(before, 'UPDATE_IN_PROGRESS');
  if (replaced || sameToProvider(current, before)) {
    turn.setResource(before, 'UPDATE_COMPLETE');
    tables.putUndo(stackId, step.logicalId, {
      before,
      restored: true,
      ...(replaced && { discard: current }),
    });
    tables.putStep(stackId, { ...step, state: 'done' });
  } else {
    tables.putStep(stackId, {
      ...step,
      state: 'begun',
      at: turn.now + CALL_MS,
      change: 'update',
      target,
      previous: current,
    });
  }
}

export function progressRestore(turn: Turn, step: StepRecord): void {
  const { stack, tables, services } = turn;
  const { target, previous } = step;
  if (!target || !previous) throw new Error(`Step ${step.key} has nothing to go back to`);
  try {
    if (step.state === 'begun') {
      const made = { ...target, ...services.providers.update(stack, target, previous.properties) };
      tables.putStep(stack.stackId, { ...step, state: 'initiated', at: turn.now + CALL_MS, target: made });
      return;
    }
    const settling = services.providers.settled(stack, target, 'update');
    if (settling === 'pending') {
      tables.putStep(stack.stackId, { ...step, at: turn.now + POLL_MS });
    } else if (settling === 'done') {
      const restored = turn.setResource(target, 'UPDATE_COMPLETE');
      tables.putUndo(stack.stackId, step.logicalId, { before: restored, restored: true });
      tables.putStep(stack.stackId, { ...step, state: 'done' });
    } else {
      failRestore(turn, step, previous, settling.failed);
    }
  } catch (error) {
    failRestore(turn, step, previous, reasonOf(error));
  }
}

/** The record keeps what the failed update wanted, so that going on tries the way back again. */
function failRestore(turn: Turn, step: StepRecord, previous: ResourceRecord, reason: string): void {
  turn.setResource(previous, 'UPDATE_FAILED', reason);
  turn.tables.putStep(turn.stack.stackId, { ...step, state: 'failed' });
}

function sameToProvider(one: ResourceRecord, other: ResourceRecord): boolean {
  return (
    isDeepStrictEqual(one.properties, other.properties) &&
    isDeepStrictEqual(one.tags, other.tags) &&
    isDeepStrictEqual(one.metadata, other.metadata)
  );
}
