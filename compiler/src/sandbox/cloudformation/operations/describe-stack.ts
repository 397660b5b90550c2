import type { Output, Parameter, Stack, StackDriftInformation } from '@aws-sdk/client-cloudformation';
import type { StackDefinition, StackRecord } from '../records.ts';
import { tagList } from './tags.ts';

/**
 * A stack as DescribeStacks gives it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html
 */
export function describeStack(stack: StackRecord): Stack {
  const { definition, operation } = stack;
  const last = operation ?? stack.lastOperation;
  const deleted = stack.status === 'DELETE_COMPLETE';
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    ...(stack.changeSetId !== undefined && { ChangeSetId: stack.changeSetId }),
    ...(definition?.description !== undefined && { Description: definition.description }),
    ...(definition && { Parameters: parameterList(definition) }),
    CreationTime: new Date(stack.creationTime),
    ...(stack.deletionTime !== undefined && { DeletionTime: new Date(stack.deletionTime) }),
    ...(stack.lastUpdatedTime !== undefined && { LastUpdatedTime: new Date(stack.lastUpdatedTime) }),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    ...(stack.statusReason !== undefined && { StackStatusReason: stack.statusReason }),
    DisableRollback: stack.disableRollback,
    NotificationARNs: [...(definition?.notificationArns ?? [])],
    ...(stack.timeoutInMinutes !== undefined && { TimeoutInMinutes: stack.timeoutInMinutes }),
    ...(definition &&
      definition.capabilities.length > 0 && {
        Capabilities: definition.capabilities as Stack['Capabilities'],
      }),
    ...(stack.outputs.length > 0 && { Outputs: stack.outputs.map(describeOutput) }),
    ...(definition?.roleArn !== undefined && { RoleARN: definition.roleArn }),
    Tags: tagList(definition?.tags ?? {}),
    ...(!deleted && { EnableTerminationProtection: stack.terminationProtection }),
    DriftInformation: driftInformation(stack),
    ...(last && { LastOperations: [{ OperationId: last.id, OperationType: last.type }] }),
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackDriftInformation.html */
export function driftInformation({ drift }: StackRecord): StackDriftInformation {
  if (!drift) return { StackDriftStatus: 'NOT_CHECKED' };
  return { StackDriftStatus: drift.status, LastCheckTimestamp: new Date(drift.at) };
}

/** Parameters with their values; those with NoEcho masked. */
export function parameterList({ parameters }: StackDefinition): Parameter[] {
  return Object.entries(parameters).map(([key, { value, resolved, noEcho }]) => ({
    ParameterKey: key,
    ParameterValue: noEcho ? '****' : value,
    ...(resolved !== undefined && { ResolvedValue: resolved }),
  }));
}

function describeOutput({ key, value, description, exportName }: StackRecord['outputs'][number]): Output {
  return {
    OutputKey: key,
    OutputValue: value,
    ...(description !== undefined && { Description: description }),
    ...(exportName !== undefined && { ExportName: exportName }),
  };
}
