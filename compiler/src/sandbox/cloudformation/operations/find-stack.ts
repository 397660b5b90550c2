import { constraintError, validationError } from '../errors.ts';
import { isArn } from '../arn.ts';
import type { ChangeSetRecord, StackRecord } from '../records.ts';
import type { Tables } from '../tables.ts';

const NAME_OR_ARN = /^([a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*)$/;
const LONGEST_NAME = 128;

/**
 * A stack by its name or ARN; undefined when there is none. By name a deleted stack is not found, by ARN it is.
 * @throws ValidationError when it is neither a name nor an ARN
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export function findStack(tables: Tables, region: string, nameOrArn: string): StackRecord | undefined {
  checkStackName(nameOrArn);
  if (isArn(nameOrArn)) return tables.stack(nameOrArn);
  return tables
    .stacks(region)
    .find(({ stackName, status }) => stackName === nameOrArn && status !== 'DELETE_COMPLETE');
}

/** @throws ValidationError when it is neither a name nor an ARN */
export function checkStackName(nameOrArn: string): void {
  if (!NAME_OR_ARN.test(nameOrArn)) {
    throw constraintError(
      'stackName',
      nameOrArn,
      'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*',
    );
  }
  if (!isArn(nameOrArn) && nameOrArn.length > LONGEST_NAME) {
    throw constraintError(
      'stackName',
      nameOrArn,
      `Member must have length less than or equal to ${LONGEST_NAME}`,
    );
  }
}

/** @throws ValidationError in the words that most operations have for a stack that does not exist */
export function requireStack(tables: Tables, region: string, nameOrArn: string): StackRecord {
  const stack = findStack(tables, region, nameOrArn);
  if (!stack) throw validationError(`Stack [${nameOrArn}] does not exist`);
  return stack;
}

/**
 * A change set by its ARN, or by its name and that of its stack; undefined when there is none.
 * @throws ValidationError when a name comes without a stack, or its stack does not exist
 */
export function findChangeSet(
  tables: Tables,
  region: string,
  changeSetName: string,
  stackName: string | undefined,
): ChangeSetRecord | undefined {
  if (isArn(changeSetName)) return tables.changeSet(changeSetName);
  if (!stackName) {
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  }
  const stack = requireStack(tables, region, stackName);
  return tables.changeSets(stack.stackId).find(({ name }) => name === changeSetName);
}
