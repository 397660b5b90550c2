import type {
  ChangeSetSummary,
  DeleteChangeSetInput,
  DescribeChangeSetInput,
  DescribeChangeSetOutput,
  ExecuteChangeSetInput,
  ListChangeSetsInput,
  ListChangeSetsOutput,
} from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../context.ts';
import { resourceChanges } from '../change-set/resource-change.ts';
import { validationError } from '../errors.ts';
import type { ChangeSetRecord, StackRecord } from '../records.ts';
import { type CloudFormation, openTables, turnOn } from '../services.ts';
import { parameterList } from './describe-stack.ts';
import { findChangeSet, requireStack } from './find-stack.ts';
import { page } from './page.ts';
import { tagList } from './tags.ts';
import { isRepeated, withToken } from './tokens.ts';
import { checkUpdatable } from './updatable.ts';

const CHANGES_A_PAGE = 200;
const SETS_A_PAGE = 100;

function notFound(nameOrArn: string): AwsError {
  return new AwsError('ChangeSetNotFound', `ChangeSet [${nameOrArn}] does not exist`, 404);
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export function describeChangeSet(
  cloudFormation: CloudFormation,
  input: DescribeChangeSetInput,
  { region }: RequestContext,
): DescribeChangeSetOutput {
  const {
    ChangeSetName: name = '',
    StackName: stackName,
    NextToken: token,
    IncludePropertyValues: values,
  } = input;
  const found = findChangeSet(openTables(cloudFormation), region, name, stackName);
  if (!found) throw notFound(name);
  const { definition } = found;
  const changes = page(
    resourceChanges(found.differences, values ?? false),
    (change) => change.ResourceChange?.LogicalResourceId ?? '',
    token,
    CHANGES_A_PAGE,
  );
  const parameters = parameterList(definition);
  const tags = tagList(definition.tags);
  return {
    ...summary(found),
    ...(parameters.length > 0 && { Parameters: parameters }),
    NotificationARNs: [...definition.notificationArns],
    RollbackConfiguration: {},
    Capabilities: definition.capabilities as NonNullable<DescribeChangeSetOutput['Capabilities']>,
    ...(tags.length > 0 && { Tags: tags }),
    Changes: changes.items,
    ...(changes.nextToken !== undefined && { NextToken: changes.nextToken }),
    ...(found.onStackFailure && { OnStackFailure: found.onStackFailure }),
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export function listChangeSets(
  cloudFormation: CloudFormation,
  { StackName: stackName = '', NextToken: token }: ListChangeSetsInput,
  { region }: RequestContext,
): ListChangeSetsOutput {
  const tables = openTables(cloudFormation);
  const stack = requireStack(tables, region, stackName);
  const open = tables
    .changeSets(stack.stackId)
    .filter(({ executionStatus }) => !executionStatus.startsWith('EXECUTE'));
  const { items, nextToken } = page(open, ({ id }) => id, token, SETS_A_PAGE);
  return { Summaries: items.map(summary), ...(nextToken !== undefined && { NextToken: nextToken }) };
}

function summary(changeSet: ChangeSetRecord): ChangeSetSummary {
  return {
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    ...(changeSet.statusReason !== undefined && { StatusReason: changeSet.statusReason }),
    CreationTime: new Date(changeSet.creationTime),
    ...(changeSet.description !== undefined && { Description: changeSet.description }),
    IncludeNestedStacks: false,
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export function deleteChangeSet(
  cloudFormation: CloudFormation,
  { ChangeSetName: name = '', StackName: stackName }: DeleteChangeSetInput,
  { region }: RequestContext,
): Record<string, never> {
  const tables = openTables(cloudFormation);
  const found = findChangeSet(tables, region, name, stackName);
  // What AWS answers for one that is gone is not documented; a retry of a lost answer should not fail.
  if (!found) return {};
  if (found.status === 'CREATE_PENDING' || found.status === 'CREATE_IN_PROGRESS') {
    throw invalidStatus(found, 'deleted', found.status);
  }
  if (found.executionStatus === 'EXECUTE_IN_PROGRESS')
    throw invalidStatus(found, 'deleted', found.executionStatus);
  tables.deleteChangeSet(found.id);
  tables.transaction.commit();
  return {};
}

/**
 * Starts what a change set holds. Other change sets of the stack are of no use after that and go.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html
 */
export function executeChangeSet(
  cloudFormation: CloudFormation,
  input: ExecuteChangeSetInput,
  { region }: RequestContext,
): Record<string, never> {
  const { ChangeSetName: name = '', StackName: stackName, ClientRequestToken: token } = input;
  const tables = openTables(cloudFormation);
  const found = findChangeSet(tables, region, name, stackName);
  if (!found) throw notFound(name);
  const stack = tables.stack(found.stackId);
  if (!stack) throw notFound(name);
  const request = `ExecuteChangeSet ${found.id}`;
  if (isRepeated(stack, token, request)) return {};
  const disableRollback = rollbackDisabled(found, input);
  checkExecutable(found, stack, disableRollback);
  const creating = found.type === 'CREATE';
  for (const other of tables.changeSets(stack.stackId)) {
    if (other.id !== found.id && !other.executionStatus.startsWith('EXECUTE'))
      tables.deleteChangeSet(other.id);
  }
  tables.putChangeSet({ ...found, executionStatus: 'EXECUTE_IN_PROGRESS' });
  const turn = turnOn(cloudFormation, tables, stack);
  turn.change({
    definition: found.definition,
    disableRollback: creating ? disableRollback : stack.disableRollback,
    onFailure: creating ? (found.onStackFailure ?? 'ROLLBACK') : stack.onFailure,
    changeSetId: found.id,
    lastUpdatedTime: turn.now,
    tokens: withToken(stack, token, request),
  });
  cloudFormation.engine.begin(turn, {
    type: creating ? 'CREATE_STACK' : 'UPDATE_STACK',
    phase: 'apply',
    status: creating ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS',
    reason: 'User Initiated',
    ...(token !== undefined && { token }),
    disableRollback,
    retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
  });
  turn.commit();
  cloudFormation.engine.wake(stack.stackId);
  return {};
}

function rollbackDisabled(
  changeSet: ChangeSetRecord,
  { DisableRollback: disableRollback }: ExecuteChangeSetInput,
): boolean {
  if (disableRollback !== undefined && changeSet.onStackFailure) {
    throw validationError(
      'DisableRollback cannot be specified for a change set that was created with OnStackFailure.',
    );
  }
  return disableRollback ?? changeSet.onStackFailure === 'DO_NOTHING';
}

function checkExecutable(changeSet: ChangeSetRecord, stack: StackRecord, disableRollback: boolean): void {
  if (changeSet.status !== 'CREATE_COMPLETE') {
    throw new AwsError(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
    );
  }
  if (changeSet.executionStatus !== 'AVAILABLE') {
    throw new AwsError(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${changeSet.executionStatus}]`,
    );
  }
  if (changeSet.type === 'UPDATE') checkUpdatable(stack, disableRollback);
}

function invalidStatus({ id }: ChangeSetRecord, verb: string, status: string): AwsError {
  return new AwsError(
    'InvalidChangeSetStatus',
    `ChangeSet [${id}] cannot be ${verb} in its current status of [${status}]`,
  );
}
