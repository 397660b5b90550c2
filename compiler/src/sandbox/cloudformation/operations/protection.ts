import type {
  GetStackPolicyInput,
  GetStackPolicyOutput,
  SetStackPolicyInput,
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import type { RequestContext } from '../../context.ts';
import { validationError } from '../errors.ts';
import { type CloudFormation, openTables, turnOn } from '../services.ts';
import { parseStackPolicy } from '../stack-policy.ts';
import { requireStack } from './find-stack.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export function updateTerminationProtection(
  cloudFormation: CloudFormation,
  { StackName: stackName = '', EnableTerminationProtection: enable }: UpdateTerminationProtectionInput,
  { region }: RequestContext,
): UpdateTerminationProtectionOutput {
  const tables = openTables(cloudFormation);
  const stack = requireStack(tables, region, stackName);
  if (stack.status === 'DELETE_IN_PROGRESS' || stack.status === 'DELETE_COMPLETE') {
    throw validationError(
      `Stack [${stackName}] is in ${stack.status} status and its termination protection cannot be updated`,
    );
  }
  const turn = turnOn(cloudFormation, tables, stack);
  turn.change({ terminationProtection: enable ?? false });
  turn.commit();
  return { StackId: stack.stackId };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
export function getStackPolicy(
  cloudFormation: CloudFormation,
  { StackName: stackName = '' }: GetStackPolicyInput,
  { region }: RequestContext,
): GetStackPolicyOutput {
  const { stackPolicy } = requireStack(openTables(cloudFormation), region, stackName);
  return stackPolicy === undefined ? {} : { StackPolicyBody: stackPolicy };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
export function setStackPolicy(
  cloudFormation: CloudFormation,
  { StackName: stackName = '', StackPolicyBody: stackPolicy, StackPolicyURL: url }: SetStackPolicyInput,
  { region }: RequestContext,
): Record<string, never> {
  if (stackPolicy !== undefined && url !== undefined) {
    throw validationError('You cannot specify both StackPolicyURL and StackPolicyBody');
  }
  if (url !== undefined) throw validationError('StackPolicyURL is not supported by this endpoint.');
  const tables = openTables(cloudFormation);
  const stack = requireStack(tables, region, stackName);
  if (stackPolicy === undefined) return {};
  parseStackPolicy(stackPolicy);
  const turn = turnOn(cloudFormation, tables, stack);
  turn.change({ stackPolicy });
  turn.commit();
  return {};
}
