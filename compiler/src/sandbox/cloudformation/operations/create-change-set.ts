import { createHash } from 'node:crypto';
import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../context.ts';
import { changeSetArn, isArn, uuidFrom } from '../arn.ts';
import { constraintError, validationError } from '../errors.ts';
import { CALL_MS } from '../engine/timing.ts';
import type { ChangeSetRecord, StackDefinition, StackRecord } from '../records.ts';
import { type CloudFormation, openTables, turnOn } from '../services.ts';
import type { Tables } from '../tables.ts';
import { definitionFrom } from './definition.ts';
import { checkStackName, findStack } from './find-stack.ts';
import { newStack } from './new-stack.ts';
import { templateText } from './template-source.ts';
import { refuseUnsupported } from './unsupported.ts';
import { checkUpdatable } from './updatable.ts';

const MOST_CHANGE_SETS = 1000;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export async function createChangeSet(
  cloudFormation: CloudFormation,
  input: CreateChangeSetInput,
  { region }: RequestContext,
): Promise<CreateChangeSetOutput> {
  const { StackName: stackName = '', ChangeSetName: name = '', ChangeSetType: type = 'UPDATE' } = input;
  checkStackName(stackName);
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw constraintError(
      'changeSetName',
      name,
      'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*',
    );
  }
  refuseUnsupported(input);
  refuseOptions(input);
  const body = await templateText(cloudFormation, region, input);
  const tables = openTables(cloudFormation);
  const found = findStack(tables, region, stackName);
  if (
    type === 'CREATE' &&
    (isArn(stackName)
      ? found?.status !== 'REVIEW_IN_PROGRESS'
      : found && found.status !== 'REVIEW_IN_PROGRESS')
  ) {
    throw validationError(
      `Stack [${stackName}] already exists and cannot be created again with the changeSet [${name}].`,
    );
  }
  const stack = found ?? newStack(cloudFormation.context, region, stackName);
  if (type === 'UPDATE') {
    if (stack.status === 'REVIEW_IN_PROGRESS') throw validationError(`Stack [${stackName}] does not exist`);
    checkUpdatable(stack, true);
  }
  const definition = definitionFrom(
    cloudFormation,
    stack,
    previousOr(input, stack, body),
    input,
    stack.definition,
  );
  const repeated = tables.changeSets(stack.stackId).find((changeSet) => changeSet.name === name);
  if (repeated) return sameChangeSet(repeated, definition, input);
  if (tables.changeSets(stack.stackId).filter(isOpen).length >= MOST_CHANGE_SETS) {
    throw new AwsError('LimitExceededException', `ChangeSet limit exceeded for stack ${stack.stackId}`);
  }
  const changeSet = newChangeSet(
    cloudFormation,
    stack,
    type === 'CREATE' ? 'CREATE' : 'UPDATE',
    definition,
    input,
  );
  place(cloudFormation, tables, stack, found !== undefined, changeSet);
  cloudFormation.wakeChangeSets();
  return { Id: changeSet.id, StackId: stack.stackId };
}

function refuseOptions(input: CreateChangeSetInput): void {
  if (input.ChangeSetType === 'IMPORT' || input.ResourcesToImport?.length || input.ImportExistingResources) {
    throw validationError('Import of resources is not supported by this endpoint.');
  }
  if (input.IncludeNestedStacks)
    throw validationError('IncludeNestedStacks is not supported by this endpoint.');
  if (input.DeploymentMode)
    throw validationError(`DeploymentMode ${input.DeploymentMode} is not supported by this endpoint.`);
  if (input.OnStackFailure === 'DELETE' && input.ChangeSetType !== 'CREATE') {
    throw validationError('OnStackFailure DELETE can only be specified for a change set of type CREATE.');
  }
}

function previousOr(input: CreateChangeSetInput, stack: StackRecord, body: string | undefined): string {
  if (input.UsePreviousTemplate && body !== undefined) {
    throw validationError('You cannot specify both usePreviousTemplate and Template Body/Template URL.');
  }
  const chosen = input.UsePreviousTemplate ? stack.definition?.templateBody : body;
  if (chosen === undefined) throw validationError('Either Template URL or Template Body must be specified.');
  return chosen;
}

/** A repeat with the same input is a retry. */
function sameChangeSet(
  known: ChangeSetRecord,
  definition: StackDefinition,
  { ChangeSetName: name, ClientToken: token }: CreateChangeSetInput,
): CreateChangeSetOutput {
  const mismatch = (attribute: string): AwsError =>
    new AwsError(
      'AlreadyExistsException',
      `ChangeSet ${name} cannot be created due to a mismatch with existing attribute ${attribute}`,
    );
  if (known.clientToken !== token) throw mismatch('ClientToken');
  if (digest(known.definition) !== digest(definition)) throw mismatch('Template');
  return { Id: known.id, StackId: known.stackId };
}

function digest(definition: StackDefinition): string {
  return createHash('sha256').update(JSON.stringify(definition)).digest('hex');
}

function isOpen({ executionStatus }: ChangeSetRecord): boolean {
  return executionStatus !== 'EXECUTE_COMPLETE' && executionStatus !== 'EXECUTE_FAILED';
}

function newChangeSet(
  { context }: CloudFormation,
  stack: StackRecord,
  type: 'CREATE' | 'UPDATE',
  definition: StackDefinition,
  input: CreateChangeSetInput,
): ChangeSetRecord {
  const {
    ChangeSetName: name = '',
    Description: description,
    ClientToken: clientToken,
    OnStackFailure: onFailure,
  } = input;
  return {
    id: changeSetArn(context, stack.region, name, uuidFrom(context.randomHex(32))),
    name,
    stackId: stack.stackId,
    stackName: stack.stackName,
    region: stack.region,
    type,
    status: 'CREATE_PENDING',
    executionStatus: 'UNAVAILABLE',
    creationTime: context.clock.now(),
    ...(description !== undefined && { description }),
    ...(clientToken !== undefined && { clientToken }),
    definition,
    ...(onFailure && { onStackFailure: onFailure }),
    disableValidation: input.DisableValidation ?? false,
    differences: [],
    findings: [],
    operationId: uuidFrom(context.randomHex(32)),
    at: context.clock.now() + CALL_MS,
  };
}

/** A change set for a new stack puts the stack under review. */
function place(
  cloudFormation: CloudFormation,
  tables: Tables,
  stack: StackRecord,
  exists: boolean,
  changeSet: ChangeSetRecord,
): void {
  if (!exists) {
    const turn = turnOn(cloudFormation, tables, stack);
    turn.setStatus('REVIEW_IN_PROGRESS', 'User Initiated');
  }
  tables.putChangeSet(changeSet);
  tables.transaction.commit();
}
