import { isRefusal } from '../aws/aws-error.ts';
import type { CloudFormationApi, Stack } from '../aws/cloudformation.ts';
import { patiently, type Clock } from './clock.ts';

/**
 * What can be done with a stack.
 * - `absent`: never made, deleted, or a placeholder that a change set of type CREATE left behind
 * - `stable`: takes a change set of type UPDATE
 * - `busy`: an operation is under way
 * - `leftover`: its creation failed; it holds nothing that ever worked and can only be deleted
 * - `half-rolled-back`: an update failed, and so did the way back; the way back can be tried again
 * - `stuck`: a person has to decide
 */
export type Condition = 'absent' | 'stable' | 'busy' | 'leftover' | 'half-rolled-back' | 'stuck';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-describing-stacks.html, stack status codes */
export function conditionOf(status: string | undefined): Condition {
  switch (status) {
    case undefined:
    case 'REVIEW_IN_PROGRESS':
    case 'DELETE_COMPLETE':
      return 'absent';
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'IMPORT_COMPLETE':
    case 'IMPORT_ROLLBACK_COMPLETE':
      return 'stable';
    case 'CREATE_FAILED':
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
      return 'leftover';
    case 'UPDATE_ROLLBACK_FAILED':
      return 'half-rolled-back';
    default:
      return status.endsWith('_IN_PROGRESS') ? 'busy' : 'stuck';
  }
}

/** Statuses in which an operation has ended, well or not. */
export function isFinal(status: string): boolean {
  return /_(COMPLETE|FAILED)$/.test(status);
}

/** Statuses that say that the stack is as its last change set asked. */
export function isSuccess(status: string): boolean {
  return status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE';
}

/** @param stack name, or ARN: only by its ARN can a deleted stack be read */
export async function readStack(
  api: CloudFormationApi,
  clock: Clock,
  stack: string,
): Promise<Stack | undefined> {
  try {
    const { Stacks } = await patiently(clock, () => api.describeStacks({ StackName: stack }));
    return Stacks?.[0];
  } catch (error) {
    if (isRefusal(error, 'ValidationError', 'does not exist')) return undefined;
    throw error;
  }
}

export function outputsOf(stack: Stack | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']),
  );
}

export function parametersOf(stack: Stack | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (stack?.Parameters ?? []).map(({ ParameterKey, ParameterValue }) => [
      ParameterKey ?? '',
      ParameterValue ?? '',
    ]),
  );
}

/** The name in a stack's ARN; what is no ARN is a name already. */
export function nameOf(stackId: string): string {
  return /:stack\/([^/]+)\//.exec(stackId)?.[1] ?? stackId;
}
