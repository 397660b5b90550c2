import type { DeleteStackInput, StackStatus } from '@aws-sdk/client-cloudformation';
import type { RequestContext } from '../../context.ts';
import { exportRefusal } from '../engine/exports.ts';
import { validationError } from '../errors.ts';
import type { StackRecord } from '../records.ts';
import { type CloudFormation, openTables, turnOn } from '../services.ts';
import type { Tables } from '../tables.ts';
import { findStack } from './find-stack.ts';
import { isRepeated, withToken } from './tokens.ts';
import { refuseUnsupported } from './unsupported.ts';

/**
 * Which stacks cannot be deleted. AWS documents that of an update under way; of a rollback it is not documented.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-delete-stack.html
 */
const BUSY: ReadonlySet<StackStatus> = new Set<StackStatus>([
  'ROLLBACK_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_IN_PROGRESS',
]);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export function deleteStack(
  cloudFormation: CloudFormation,
  input: DeleteStackInput,
  { region }: RequestContext,
): Record<string, never> {
  const {
    StackName: stackName = '',
    ClientRequestToken: token,
    RetainResources: retainResources = [],
  } = input;
  refuseUnsupported(input);
  const tables = openTables(cloudFormation);
  const stack = findStack(tables, region, stackName);
  if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
  if (isRepeated(stack, token, 'DeleteStack')) return {};
  check(tables, stack, input);
  const turn = turnOn(cloudFormation, tables, stack);
  const inUse = exportRefusal(tables, stack, []);
  if (inUse !== undefined) {
    turn.setStatus('DELETE_IN_PROGRESS', 'User Initiated', token);
    turn.setStatus(stack.status, inUse, token);
    turn.commit();
    return {};
  }
  for (const changeSet of tables.changeSets(stack.stackId)) {
    if (!changeSet.executionStatus.startsWith('EXECUTE')) tables.deleteChangeSet(changeSet.id);
  }
  turn.change({ tokens: withToken(stack, token, 'DeleteStack') });
  cloudFormation.engine.begin(turn, {
    type: 'DELETE_STACK',
    phase: 'delete',
    status: 'DELETE_IN_PROGRESS',
    reason: 'User Initiated',
    ...(token !== undefined && { token }),
    retainResources,
    force: input.DeletionMode === 'FORCE_DELETE_STACK',
  });
  turn.commit();
  cloudFormation.engine.wake(stack.stackId);
  return {};
}

function check(tables: Tables, stack: StackRecord, input: DeleteStackInput): void {
  const { DeletionMode: mode, RetainResources: retainResources = [] } = input;
  if (stack.terminationProtection) {
    throw validationError(
      `Stack [${stack.stackName}] cannot be deleted while TerminationProtection is enabled`,
    );
  }
  if (BUSY.has(stack.status)) {
    throw validationError(`Stack [${stack.stackId}] cannot be deleted while in status ${stack.status}`);
  }
  if (mode === 'FORCE_DELETE_STACK' && stack.status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stack.stackId}]. You can activate DeletionMode FORCE_DELETE_STACK in a delete stack operation only when the stack is in the DELETE_FAILED state.`,
    );
  }
  if (retainResources.length === 0) return;
  // The text is not documented; AWS's console offers the choice for DELETE_FAILED alone.
  if (stack.status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stack.stackId}]. RetainResources can only be specified when the stack is in the DELETE_FAILED state.`,
    );
  }
  const gone = retainResources.filter(
    (id) => tables.resource(stack.stackId, id)?.status === 'DELETE_COMPLETE',
  );
  if (gone.length > 0) {
    throw validationError(
      'The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.',
    );
  }
  const unknown = retainResources.find((id) => !tables.resource(stack.stackId, id));
  if (unknown) throw validationError(`Resource ${unknown} does not exist for stack ${stack.stackName}`);
}
