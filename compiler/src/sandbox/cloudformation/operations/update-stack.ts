import { createHash } from 'node:crypto';
import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import type { RequestContext } from '../../context.ts';
import { buildChanges } from '../change-set/build.ts';
import { validationError } from '../errors.ts';
import { type CloudFormation, openTables, turnOn } from '../services.ts';
import { parseStackPolicy } from '../stack-policy.ts';
import { makeObsolete } from './create-stack.ts';
import { definitionFrom } from './definition.ts';
import { requireStack } from './find-stack.ts';
import { templateText } from './template-source.ts';
import { refuseUnsupported } from './unsupported.ts';
import { isRepeated, withToken } from './tokens.ts';
import { checkUpdatable } from './updatable.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export async function updateStack(
  cloudFormation: CloudFormation,
  input: UpdateStackInput,
  { region }: RequestContext,
): Promise<UpdateStackOutput> {
  const { StackName: stackName = '', ClientRequestToken: token, StackPolicyBody: stackPolicy } = input;
  refuseUnsupported(input);
  refuseOptions(input);
  if (stackPolicy !== undefined) parseStackPolicy(stackPolicy);
  const given = await templateText(cloudFormation, region, input);
  const tables = openTables(cloudFormation);
  const stack = requireStack(tables, region, stackName);
  if (stack.status === 'REVIEW_IN_PROGRESS') throw validationError(`Stack [${stackName}] does not exist`);
  const body = input.UsePreviousTemplate ? stack.definition?.templateBody : given;
  if (body === undefined) throw validationError('Either Template URL or Template Body must be specified.');
  const request = `UpdateStack ${createHash('sha256')
    .update(JSON.stringify([body, input.Parameters ?? [], input.Tags ?? []]))
    .digest('hex')}`;
  if (isRepeated(stack, token, request)) return { StackId: stack.stackId };
  checkUpdatable(stack, input.DisableRollback ?? false);
  const definition = definitionFrom(cloudFormation, stack, body, input, stack.definition);
  if (!buildChanges(cloudFormation, tables, stack, definition).changed)
    throw validationError('No updates are to be performed.');
  makeObsolete(tables, stack);
  const turn = turnOn(cloudFormation, tables, stack);
  turn.change({
    definition,
    lastUpdatedTime: turn.now,
    ...(stackPolicy !== undefined && { stackPolicy }),
    tokens: withToken(stack, token, request),
  });
  const operation = cloudFormation.engine.begin(turn, {
    type: 'UPDATE_STACK',
    phase: 'apply',
    status: 'UPDATE_IN_PROGRESS',
    reason: 'User Initiated',
    ...(token !== undefined && { token }),
    disableRollback: input.DisableRollback ?? false,
    retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
  });
  turn.commit();
  cloudFormation.engine.wake(stack.stackId);
  return { StackId: stack.stackId, OperationId: operation.id };
}

function refuseOptions(input: UpdateStackInput): void {
  const given = ['StackPolicyURL', 'StackPolicyDuringUpdateBody', 'StackPolicyDuringUpdateURL'] as const;
  const refused = given.find((name) => input[name] !== undefined);
  if (refused) throw validationError(`${refused} is not supported by this endpoint.`);
}
