import { createHash } from 'node:crypto';
import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../context.ts';
import { isArn } from '../arn.ts';
import { constraintError, validationError } from '../errors.ts';
import type { StackRecord } from '../records.ts';
import { type CloudFormation, openTables, turnOn } from '../services.ts';
import { parseStackPolicy } from '../stack-policy.ts';
import type { Tables } from '../tables.ts';
import { definitionFrom } from './definition.ts';
import { checkStackName, findStack } from './find-stack.ts';
import { newStack } from './new-stack.ts';
import { templateText } from './template-source.ts';
import { refuseUnsupported } from './unsupported.ts';
import { isRepeated, withToken } from './tokens.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export async function createStack(
  cloudFormation: CloudFormation,
  input: CreateStackInput,
  { region }: RequestContext,
): Promise<CreateStackOutput> {
  const { StackName: stackName = '', ClientRequestToken: token, StackPolicyBody: stackPolicy } = input;
  checkStackName(stackName);
  if (isArn(stackName)) {
    throw constraintError(
      'stackName',
      stackName,
      'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*',
    );
  }
  if (input.OnFailure && input.DisableRollback !== undefined) {
    throw validationError('You can specify either OnFailure or DisableRollback, but not both.');
  }
  refuseUnsupported(input);
  refuseOptions(input);
  if (stackPolicy !== undefined) parseStackPolicy(stackPolicy);
  const body = await templateText(cloudFormation, region, input);
  if (body === undefined) throw validationError('Either Template URL or Template Body must be specified.');
  const tables = openTables(cloudFormation);
  const found = findStack(tables, region, stackName);
  const request = `CreateStack ${createHash('sha256')
    .update(JSON.stringify([body, input.Parameters ?? []]))
    .digest('hex')}`;
  if (found && isRepeated(found, token, request)) return { StackId: found.stackId };
  if (found && found.status !== 'REVIEW_IN_PROGRESS') {
    throw new AwsError('AlreadyExistsException', `Stack [${stackName}] already exists`);
  }
  const stack = found ?? newStack(cloudFormation.context, region, stackName);
  const definition = definitionFrom(cloudFormation, stack, body, input, undefined);
  if (found) makeObsolete(tables, found);
  const disableRollback = input.DisableRollback ?? input.OnFailure === 'DO_NOTHING';
  const turn = turnOn(cloudFormation, tables, stack);
  turn.change({
    definition,
    disableRollback,
    onFailure: input.OnFailure ?? 'ROLLBACK',
    ...(input.TimeoutInMinutes !== undefined && { timeoutInMinutes: input.TimeoutInMinutes }),
    terminationProtection: input.EnableTerminationProtection ?? false,
    ...(stackPolicy !== undefined && { stackPolicy }),
    tokens: withToken(stack, token, request),
  });
  const operation = cloudFormation.engine.begin(turn, {
    type: 'CREATE_STACK',
    phase: 'apply',
    status: 'CREATE_IN_PROGRESS',
    reason: 'User Initiated',
    ...(token !== undefined && { token }),
    disableRollback,
    retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
  });
  turn.commit();
  cloudFormation.engine.wake(stack.stackId);
  return { StackId: stack.stackId, OperationId: operation.id };
}

function refuseOptions(input: CreateStackInput): void {
  if (input.StackPolicyURL !== undefined)
    throw validationError('StackPolicyURL is not supported by this endpoint.');
}

/** Open change sets of a stack that something else changes cannot be executed any more. */
export function makeObsolete(tables: Tables, { stackId }: StackRecord): void {
  for (const changeSet of tables.changeSets(stackId)) {
    if (changeSet.executionStatus !== 'AVAILABLE') continue;
    tables.putChangeSet({ ...changeSet, executionStatus: 'OBSOLETE' });
  }
}
