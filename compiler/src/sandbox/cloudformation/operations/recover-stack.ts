import type {
  CancelUpdateStackInput,
  ContinueUpdateRollbackInput,
  RollbackStackInput,
  RollbackStackOutput,
} from '@aws-sdk/client-cloudformation';
import type { RequestContext } from '../../context.ts';
import { validationError } from '../errors.ts';
import { type CloudFormation, openTables, turnOn } from '../services.ts';
import { requireStack } from './find-stack.ts';
import { isRepeated, withToken } from './tokens.ts';
import { refuseUnsupported } from './unsupported.ts';
import { isPaused } from './updatable.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export function cancelUpdateStack(
  cloudFormation: CloudFormation,
  { StackName: stackName = '', ClientRequestToken: token }: CancelUpdateStackInput,
  { region }: RequestContext,
): Record<string, never> {
  const tables = openTables(cloudFormation);
  const stack = requireStack(tables, region, stackName);
  if (isRepeated(stack, token, 'CancelUpdateStack')) return {};
  if (stack.status !== 'UPDATE_IN_PROGRESS') {
    throw validationError('CancelUpdateStack cannot be called from current stack status');
  }
  const turn = turnOn(cloudFormation, tables, stack);
  turn.change({ tokens: withToken(stack, token, 'CancelUpdateStack') });
  cloudFormation.engine.cancelUpdate(turn);
  turn.commit();
  cloudFormation.engine.wake(stack.stackId);
  return {};
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export function continueUpdateRollback(
  cloudFormation: CloudFormation,
  input: ContinueUpdateRollbackInput,
  { region }: RequestContext,
): Record<string, never> {
  const { StackName: stackName = '', ClientRequestToken: token, ResourcesToSkip: skipResources = [] } = input;
  const tables = openTables(cloudFormation);
  const stack = requireStack(tables, region, stackName);
  if (isRepeated(stack, token, 'ContinueUpdateRollback')) return {};
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
    throw validationError('RollbackUpdatedStack cannot be called from current stack status');
  }
  const unable = skipResources.find((id) => tables.resource(stack.stackId, id)?.status !== 'UPDATE_FAILED');
  if (unable)
    throw validationError(`Resource ${unable} is not in UPDATE_FAILED state and cannot be skipped.`);
  const turn = turnOn(cloudFormation, tables, stack);
  turn.change({ tokens: withToken(stack, token, 'ContinueUpdateRollback') });
  cloudFormation.engine.begin(turn, {
    type: 'CONTINUE_ROLLBACK',
    phase: 'restore',
    status: 'UPDATE_ROLLBACK_IN_PROGRESS',
    reason: 'User Initiated',
    ...(token !== undefined && { token }),
    skipResources,
  });
  turn.commit();
  cloudFormation.engine.wake(stack.stackId);
  return {};
}

/**
 * Takes a stack that failed without rollback to where it was last complete; one that never was is deleted.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html
 */
export function rollbackStack(
  cloudFormation: CloudFormation,
  input: RollbackStackInput,
  { region }: RequestContext,
): RollbackStackOutput {
  const {
    StackName: stackName = '',
    ClientRequestToken: token,
    RetainExceptOnCreate: retainExceptOnCreate,
  } = input;
  refuseUnsupported(input);
  const tables = openTables(cloudFormation);
  const stack = requireStack(tables, region, stackName);
  if (isRepeated(stack, token, 'RollbackStack')) return { StackId: stack.stackId };
  if (!isPaused(stack)) {
    throw validationError(`RollbackStack cannot be called from current stack status ${stack.status}`);
  }
  const turn = turnOn(cloudFormation, tables, stack);
  turn.change({ tokens: withToken(stack, token, 'RollbackStack') });
  const operation = cloudFormation.engine.begin(turn, {
    type: 'ROLLBACK',
    ...(stack.stable
      ? { phase: 'restore', status: 'UPDATE_ROLLBACK_IN_PROGRESS' }
      : { phase: 'delete', status: 'DELETE_IN_PROGRESS' }),
    reason: 'User Initiated',
    ...(token !== undefined && { token }),
    retainExceptOnCreate: retainExceptOnCreate ?? false,
  });
  turn.commit();
  cloudFormation.engine.wake(stack.stackId);
  return { StackId: stack.stackId, OperationId: operation.id };
}
