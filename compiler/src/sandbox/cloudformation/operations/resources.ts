import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
} from '@aws-sdk/client-cloudformation';
import type { RequestContext } from '../../context.ts';
import { validationError } from '../errors.ts';
import type { ResourceRecord, StackRecord } from '../records.ts';
import { type CloudFormation, openTables } from '../services.ts';
import type { Tables } from '../tables.ts';
import { findStack, requireStack } from './find-stack.ts';
import { page } from './page.ts';

const RESOURCES_A_PAGE = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export function describeStackResource(
  cloudFormation: CloudFormation,
  { StackName: stackName = '', LogicalResourceId: logicalId = '' }: DescribeStackResourceInput,
  { region }: RequestContext,
): DescribeStackResourceOutput {
  const tables = openTables(cloudFormation);
  const stack = findStack(tables, region, stackName);
  if (!stack) throw validationError(`Stack '${stackName}' does not exist`);
  const record = tables.resource(stack.stackId, logicalId);
  if (!record) throw validationError(`Resource ${logicalId} does not exist for stack ${stackName}`);
  return {
    StackResourceDetail: {
      ...ofStack(stack),
      ...common(tables, stack, record),
      LastUpdatedTimestamp: new Date(record.timestamp),
      Metadata: JSON.stringify(record.metadata ?? {}),
    },
  };
}

/**
 * The first hundred resources of a stack, or one of them, or all of the stack that has a physical resource.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html
 */
export function describeStackResources(
  cloudFormation: CloudFormation,
  input: DescribeStackResourcesInput,
  { region }: RequestContext,
): DescribeStackResourcesOutput {
  const { StackName: stackName, LogicalResourceId: logicalId, PhysicalResourceId: physicalId } = input;
  const tables = openTables(cloudFormation);
  if (stackName === undefined && physicalId === undefined) {
    throw validationError('At least one of StackName or PhysicalResourceId must be specified.');
  }
  const owner = tables
    .stacks(region)
    .find(({ stackId }) => tables.resources(stackId).some((record) => record.physicalId === physicalId));
  const stack = stackName === undefined ? owner : requireStack(tables, region, stackName);
  if (!stack) throw validationError(`Stack for ${physicalId} does not exist`);
  const records = tables
    .resources(stack.stackId)
    .filter((record) => logicalId === undefined || record.logicalId === logicalId);
  if (logicalId !== undefined && records.length === 0) {
    throw validationError(`Resource ${logicalId} does not exist for stack ${stackName}`);
  }
  return {
    StackResources: records.slice(0, RESOURCES_A_PAGE).map((record) => ({
      ...ofStack(stack),
      ...common(tables, stack, record),
      Timestamp: new Date(record.timestamp),
    })),
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export function listStackResources(
  cloudFormation: CloudFormation,
  { StackName: stackName = '', NextToken: token }: ListStackResourcesInput,
  { region }: RequestContext,
): ListStackResourcesOutput {
  const tables = openTables(cloudFormation);
  const stack = findStack(tables, region, stackName);
  if (!stack) throw validationError(`Stack with id ${stackName} does not exist`);
  const { items, nextToken } = page(
    tables.resources(stack.stackId),
    ({ logicalId }) => logicalId,
    token,
    RESOURCES_A_PAGE,
  );
  return {
    StackResourceSummaries: items.map((record) => ({
      ...common(tables, stack, record),
      LastUpdatedTimestamp: new Date(record.timestamp),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

function ofStack({ stackName, stackId }: StackRecord): { StackName: string; StackId: string } {
  return { StackName: stackName, StackId: stackId };
}

function common(tables: Tables, { stackId }: StackRecord, record: ResourceRecord) {
  const drift = tables.drift(stackId, record.logicalId);
  return {
    LogicalResourceId: record.logicalId,
    ...(record.physicalId !== '' && { PhysicalResourceId: record.physicalId }),
    ResourceType: record.type,
    ResourceStatus: record.status,
    ...(record.statusReason !== undefined && { ResourceStatusReason: record.statusReason }),
    DriftInformation: {
      StackResourceDriftStatus: drift?.status ?? 'NOT_CHECKED',
      ...(drift && { LastCheckTimestamp: new Date(drift.at) }),
    },
  } as const;
}
