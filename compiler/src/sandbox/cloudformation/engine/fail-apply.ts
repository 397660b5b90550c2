import type { ResourceRecord, StepRecord } from '../records.ts';
import type { Turn } from './turn.ts';

/**
 * Fails a step. With rollback everything else stops here; without it the resource goes back to its last good state
 * and what does not depend on it goes on.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
 */
export function failApply(turn: Turn, step: StepRecord, reason: string): void {
  const { stack, tables, operation } = turn;
  const record = tables.resource(stack.stackId, step.logicalId) ?? step.target;
  if (!record) throw new Error(`${step.logicalId} failed before it was announced`);
  const creating = step.change === 'create';
  const failed = turn.setResource(record, creating ? 'CREATE_FAILED' : 'UPDATE_FAILED', reason);
  tables.putStep(stack.stackId, { ...step, state: 'failed' });
  if (!operation.disableRollback) {
    cancelSteps(turn, step.key);
  } else if (step.change === 'update' && step.previous) {
    putBack(turn, failed, step.previous);
  }
}

function putBack(turn: Turn, failed: ResourceRecord, previous: ResourceRecord): void {
  const { status, statusReason, timestamp } = failed;
  try {
    turn.services.providers.update(turn.stack, previous, failed.properties);
  } catch {
    // The event has told the first failure; the next operation meets the resource as it is.
  }
  turn.tables.putResource(turn.stack.stackId, {
    ...previous,
    status,
    timestamp,
    ...(statusReason !== undefined && { statusReason }),
  });
}

/** Stops what is under way and what waits, except the step that is the cause. */
export function cancelSteps(turn: Turn, cause?: string): void {
  const { stack, tables } = turn;
  for (const step of tables.steps(stack.stackId)) {
    if (step.key === cause || !['waiting', 'begun', 'initiated'].includes(step.state)) continue;
    tables.putStep(stack.stackId, { ...step, state: 'cancelled' });
    const record = tables.resource(stack.stackId, step.logicalId);
    if (step.state === 'waiting' || !record) continue;
    if (step.change === 'create') turn.setResource(record, 'CREATE_FAILED', 'Resource creation cancelled');
    else turn.setResource(record, 'UPDATE_FAILED', 'Resource update cancelled');
  }
}
