import type {
  DescribeEventsInput,
  DescribeEventsOutput,
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  OperationEvent,
  ResourceStatus,
  StackEvent,
} from '@aws-sdk/client-cloudformation';
import type { RequestContext } from '../../context.ts';
import { validationError } from '../errors.ts';
import type { ChangeSetRecord, EventRecord, StackRecord } from '../records.ts';
import { type CloudFormation, openTables } from '../services.ts';
import { findChangeSet, requireStack } from './find-stack.ts';
import { page } from './page.ts';

const EVENTS_A_PAGE = 100;

/** Newest first. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export function describeStackEvents(
  cloudFormation: CloudFormation,
  { StackName: stackName = '', NextToken: token }: DescribeStackEventsInput,
  { region }: RequestContext,
): DescribeStackEventsOutput {
  const tables = openTables(cloudFormation);
  const stack = requireStack(tables, region, stackName);
  const newestFirst = tables.events(stack.stackId).toReversed();
  const { items, nextToken } = page(newestFirst, ({ eventId }) => eventId, token, EVENTS_A_PAGE);
  return {
    StackEvents: items.map((event) => stackEvent(stack, event)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

function stackEvent({ stackId, stackName }: StackRecord, event: EventRecord): StackEvent {
  return {
    StackId: stackId,
    EventId: event.eventId,
    StackName: stackName,
    ...(event.operationId !== undefined && { OperationId: event.operationId }),
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.timestamp),
    // The model calls the statuses of a stack, too, those of a resource.
    ResourceStatus: event.status as ResourceStatus,
    ...(event.reason !== undefined && { ResourceStatusReason: event.reason }),
    ...(event.properties !== undefined && { ResourceProperties: event.properties }),
    ...(event.token !== undefined && { ClientRequestToken: event.token }),
  };
}

/**
 * Events of a stack, of one of its operations, or of the validation of a change set.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html
 */
export function describeEvents(
  cloudFormation: CloudFormation,
  input: DescribeEventsInput,
  { region }: RequestContext,
): DescribeEventsOutput {
  const events = operationEvents(cloudFormation, input, region);
  const shown = input.Filters?.FailedEvents ? events.filter(isFailure) : events;
  const { items, nextToken } = page(shown, ({ EventId: id = '' }) => id, input.NextToken, EVENTS_A_PAGE);
  return { OperationEvents: items, ...(nextToken !== undefined && { NextToken: nextToken }) };
}

function operationEvents(
  cloudFormation: CloudFormation,
  input: DescribeEventsInput,
  region: string,
): OperationEvent[] {
  const { StackName: stackName, ChangeSetName: changeSetName, OperationId: operationId } = input;
  const tables = openTables(cloudFormation);
  if (changeSetName !== undefined) {
    const changeSet = findChangeSet(tables, region, changeSetName, stackName);
    if (!changeSet) throw validationError(`ChangeSet [${changeSetName}] does not exist`);
    return validationEvents(changeSet);
  }
  if (stackName !== undefined) {
    const stack = requireStack(tables, region, stackName);
    const findings = tables.changeSets(stack.stackId).flatMap(validationEvents);
    return [...tables.events(stack.stackId).map((event) => operationEvent(stack, event)), ...findings]
      .filter((event) => operationId === undefined || event.OperationId === operationId)
      .toReversed();
  }
  if (operationId === undefined) {
    throw validationError('One of ChangeSetName, OperationId or StackName must be specified');
  }
  return tables.stacks(region).flatMap((stack) => {
    const own = tables.events(stack.stackId).filter((event) => event.operationId === operationId);
    return own.map((event) => operationEvent(stack, event)).toReversed();
  });
}

function operationEvent(stack: StackRecord, event: EventRecord): OperationEvent {
  const { StackName: _, ResourceStatus: status, ...rest } = stackEvent(stack, event);
  const ofResource = event.type !== 'AWS::CloudFormation::Stack' || event.physicalId !== stack.stackId;
  const failed = event.status.endsWith('_FAILED');
  return {
    ...rest,
    EventType: !ofResource ? 'STACK_EVENT' : failed ? 'PROVISIONING_ERROR' : 'PROGRESS_EVENT',
    ...(status !== undefined && { ResourceStatus: status }),
  };
}

function validationEvents(changeSet: ChangeSetRecord): OperationEvent[] {
  return changeSet.findings.map(({ logicalId, type, name, reason, path }, index) => ({
    EventId: `${changeSet.operationId}-${index}`,
    StackId: changeSet.stackId,
    OperationId: changeSet.operationId,
    OperationType: 'CREATE_CHANGESET',
    OperationStatus: 'FAILED',
    EventType: 'VALIDATION_ERROR',
    LogicalResourceId: logicalId,
    ResourceType: type,
    Timestamp: new Date(changeSet.at),
    ValidationFailureMode: 'FAIL',
    ValidationName: name,
    ValidationStatus: 'FAILED',
    ValidationStatusReason: reason,
    ValidationPath: path,
  }));
}

function isFailure({ EventType: type, ResourceStatus: status }: OperationEvent): boolean {
  return type === 'VALIDATION_ERROR' || type === 'PROVISIONING_ERROR' || (status ?? '').endsWith('_FAILED');
}
