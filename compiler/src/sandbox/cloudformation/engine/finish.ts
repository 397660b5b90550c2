import type { StackStatus } from '@aws-sdk/client-cloudformation';
import type { StepRecord } from '../records.ts';
import { exportRefusal } from './exports.ts';
import { outputsOf } from './outputs.ts';
import { reasonOf } from './reason.ts';
import type { Turn } from './turn.ts';

const ROLLBACK = 'Rollback requested by user.';

/**
 * What follows when no step of a phase is left: another phase, or the end of the operation.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
export function finishPhase(turn: Turn): void {
  const steps = turn.tables.steps(turn.stack.stackId);
  switch (turn.operation.phase) {
    case 'apply':
      finishApply(turn, steps);
      break;
    case 'restore':
      finishRestore(turn, steps);
      break;
    case 'cleanup':
      finishCleanup(turn, steps);
      break;
    case 'delete':
      finishDelete(turn, steps);
      break;
  }
}

function finishApply(turn: Turn, steps: readonly StepRecord[]): void {
  const { operation, stack } = turn;
  const creating = operation.type === 'CREATE_STACK';
  const reason = failureText(operation.failure, steps, creating);
  if (reason !== undefined || operation.cancelled) {
    failOperation(turn, operation.cancelled ? 'User Initiated' : (reason ?? ''), creating);
    return;
  }
  try {
    const outputs = outputsOf(turn);
    const refusal = exportRefusal(turn.tables, stack, outputs);
    if (refusal !== undefined) {
      failOperation(turn, `${refusal}${creating ? ` ${ROLLBACK}` : ''}`, creating);
      return;
    }
    turn.change({ outputs, imports: operation.imports });
  } catch (error) {
    failOperation(turn, `${reasonOf(error)} ${ROLLBACK}`, creating);
    return;
  }
  if (creating) end(turn, 'CREATE_COMPLETE');
  else next(turn, 'cleanup', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
}

function failOperation(turn: Turn, reason: string, creating: boolean): void {
  const { operation, stack } = turn;
  // Even a cancelled update has nowhere to go back to on a stack that never was complete.
  if (operation.disableRollback && (!operation.cancelled || !stack.stable)) {
    end(turn, creating ? 'CREATE_FAILED' : 'UPDATE_FAILED', reason.replace(` ${ROLLBACK}`, ''));
  } else if (!creating) {
    next(turn, 'restore', 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  } else if (stack.onFailure === 'DELETE') {
    next(turn, 'delete', 'DELETE_IN_PROGRESS', reason);
  } else {
    next(turn, 'delete', 'ROLLBACK_IN_PROGRESS', reason);
  }
}

function finishRestore(turn: Turn, steps: readonly StepRecord[]): void {
  const failed = steps.filter(({ state }) => state === 'failed');
  if (failed.length > 0) end(turn, 'UPDATE_ROLLBACK_FAILED', `${list('update', failed)} `);
  else next(turn, 'cleanup', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
}

function finishCleanup(turn: Turn, steps: readonly StepRecord[]): void {
  const left = steps.some(({ state }) => state === 'failed' || state === 'cancelled');
  if (turn.stack.status === 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS') {
    const { stable } = turn.stack;
    if (stable) turn.change({ definition: stable });
    end(turn, 'UPDATE_ROLLBACK_COMPLETE');
  } else {
    end(
      turn,
      'UPDATE_COMPLETE',
      left ? 'Update successful. One or more resources could not be deleted.' : undefined,
    );
  }
}

function finishDelete(turn: Turn, steps: readonly StepRecord[]): void {
  const failed = steps.filter(({ state }) => state === 'failed');
  const rollingBack = turn.stack.status === 'ROLLBACK_IN_PROGRESS';
  if (failed.length > 0) {
    end(turn, rollingBack ? 'ROLLBACK_FAILED' : 'DELETE_FAILED', `${list('delete', failed)} `);
  } else if (rollingBack) {
    end(turn, 'ROLLBACK_COMPLETE');
  } else {
    turn.setStatus('DELETE_COMPLETE');
    const { changeSetId: _, ...stack } = turn.stack;
    turn.replace({ ...stack, terminationProtection: false, deletionTime: turn.now, imports: [] });
    turn.tables.clearUndo(stack.stackId);
    close(turn, false);
  }
}

function next(
  turn: Turn,
  phase: 'cleanup' | 'delete' | 'restore',
  status: StackStatus,
  reason?: string,
): void {
  turn.setStatus(status, reason);
  turn.changeOperation({ phase, planned: false });
}

function end(turn: Turn, status: StackStatus, reason?: string): void {
  turn.setStatus(status, reason);
  close(turn, status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE');
  const { definition } = turn.stack;
  const complete = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'].includes(status);
  if (complete) {
    turn.tables.clearUndo(turn.stack.stackId);
    if (definition) turn.change({ stable: definition });
  }
}

/** Ends the operation and says on its change set how it went. */
function close(turn: Turn, succeeded: boolean): void {
  const { stack, operation, tables } = turn;
  tables.clearSteps(stack.stackId);
  for (const changeSet of tables.changeSets(stack.stackId)) {
    if (changeSet.executionStatus !== 'EXECUTE_IN_PROGRESS') continue;
    tables.putChangeSet({ ...changeSet, executionStatus: succeeded ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED' });
  }
  const { operation: _, ...rest } = stack;
  turn.replace({ ...rest, lastOperation: { id: operation.id, type: operation.type } });
  turn.services.instances.forget(stack.stackId);
}

/** The reason of a rollback. Resources that were cancelled with the failed ones count as failed. */
function failureText(
  failure: string | undefined,
  steps: readonly StepRecord[],
  creating: boolean,
): string | undefined {
  if (failure !== undefined) return `${failure} ${ROLLBACK}`;
  const failed = steps.filter(
    ({ state, change }) => state === 'failed' || (state === 'cancelled' && change !== undefined),
  );
  if (failed.length === 0) return undefined;
  const created = failed.filter(({ change }) => change === 'create');
  const updated = failed.filter(({ change }) => change !== 'create');
  const parts = [
    created.length > 0 && list('create', created),
    updated.length > 0 && list('update', updated),
  ];
  const text = parts.filter(Boolean).join(' ');
  return creating ? `${text} ${ROLLBACK}` : `${text} `;
}

function list(verb: 'create' | 'delete' | 'update', steps: readonly StepRecord[]): string {
  return `The following resource(s) failed to ${verb}: [${steps.map(({ logicalId }) => logicalId).join(', ')}].`;
}
