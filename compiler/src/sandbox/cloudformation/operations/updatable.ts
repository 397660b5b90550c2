import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { validationError } from '../errors.ts';
import type { StackRecord } from '../records.ts';

const COMPLETE: ReadonlySet<StackStatus> = new Set<StackStatus>([
  'CREATE_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
]);

/** Whether a stack stopped at a failure because rollback was switched off. */
export function isPaused({ status }: StackRecord): boolean {
  return status === 'CREATE_FAILED' || status === 'UPDATE_FAILED';
}

/**
 * Refuses an update that the status of the stack does not allow. One that is paused takes an update without rollback.
 * @throws ValidationError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
 */
export function checkUpdatable(stack: StackRecord, disableRollback: boolean): void {
  if (COMPLETE.has(stack.status)) return;
  if (stack.status === 'CREATE_FAILED' && stack.onFailure === 'DO_NOTHING') {
    throw validationError(
      'This stack cannot be updated from [CREATE_FAILED] state because it contains [on-failure: DO_NOTHING]. Please use disable-rollback option instead during stack creation.',
    );
  }
  if (isPaused(stack) && disableRollback) return;
  throw validationError(`Stack:${stack.stackId} is in ${stack.status} state and can not be updated.`);
}
