import type {
  DescribeStacksInput,
  DescribeStacksOutput,
  ListStacksInput,
  ListStacksOutput,
  StackSummary,
} from '@aws-sdk/client-cloudformation';
import type { RequestContext } from '../../context.ts';
import { validationError } from '../errors.ts';
import type { StackRecord } from '../records.ts';
import { type CloudFormation, openTables } from '../services.ts';
import { describeStack, driftInformation } from './describe-stack.ts';
import { findStack } from './find-stack.ts';
import { page } from './page.ts';

const STACKS_A_PAGE = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export function describeStacks(
  cloudFormation: CloudFormation,
  { StackName: stackName, NextToken: token }: DescribeStacksInput,
  { region }: RequestContext,
): DescribeStacksOutput {
  const tables = openTables(cloudFormation);
  if (stackName) {
    const stack = findStack(tables, region, stackName);
    if (!stack) throw validationError(`Stack with id ${stackName} does not exist`);
    return { Stacks: [describeStack(stack)] };
  }
  const alive = tables.stacks(region).filter(({ status }) => status !== 'DELETE_COMPLETE');
  const { items, nextToken } = page(alive.toReversed(), ({ stackId }) => stackId, token, STACKS_A_PAGE);
  return { Stacks: items.map(describeStack), ...(nextToken !== undefined && { NextToken: nextToken }) };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export function listStacks(
  cloudFormation: CloudFormation,
  { StackStatusFilter: filter = [], NextToken: token }: ListStacksInput,
  { region }: RequestContext,
): ListStacksOutput {
  const stacks = openTables(cloudFormation)
    .stacks(region)
    .filter(({ status }) => filter.length === 0 || filter.includes(status));
  const { items, nextToken } = page(stacks.toReversed(), ({ stackId }) => stackId, token, STACKS_A_PAGE);
  return { StackSummaries: items.map(summary), ...(nextToken !== undefined && { NextToken: nextToken }) };
}

function summary(stack: StackRecord): StackSummary {
  const last = stack.operation ?? stack.lastOperation;
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    ...(stack.definition?.description !== undefined && { TemplateDescription: stack.definition.description }),
    CreationTime: new Date(stack.creationTime),
    ...(stack.lastUpdatedTime !== undefined && { LastUpdatedTime: new Date(stack.lastUpdatedTime) }),
    ...(stack.deletionTime !== undefined && { DeletionTime: new Date(stack.deletionTime) }),
    StackStatus: stack.status,
    ...(stack.statusReason !== undefined && { StackStatusReason: stack.statusReason }),
    DriftInformation: driftInformation(stack),
    ...(last && { LastOperations: [{ OperationId: last.id, OperationType: last.type }] }),
  };
}
