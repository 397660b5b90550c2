import type { Aws } from '../aws/aws.ts';
import type { Change, Stack } from '../aws/cloudformation.ts';
import { CommandError, exit } from '../commands/command.ts';
import { abandon, createChangeSet } from './change-set.ts';
import { patiently, type Clock } from './clock.ts';
import type { DeployedStack } from './deployed-stacks.ts';
import { executeChangeSet, executionToken } from './execute-change-set.ts';
import { follow, type Watch } from './follow.ts';
import { isSuccess, parametersOf, readStack } from './stack-state.ts';
import { templateSource, type Artifacts } from './template-source.ts';

/** A log group as our templates lay it out, up to its deletion policy, where it has one. */
const logGroup = /^ {4}Type: AWS::Logs::LogGroup\n(?: {4}DeletionPolicy: .*\n)?/gm;
const KEPT =
  '    Type: AWS::Logs::LogGroup\n    DeletionPolicy: Retain\n    Metadata:\n      platc: kept when its stack is deleted\n';

/**
 * A deployed template of ours whose log groups stay when their stack is deleted; undefined where it has none that would go. A
 * change of the policy alone may count as no change, so a note in the metadata goes with it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export function withKeptLogs(body: string): string | undefined {
  const kept = body.replaceAll(logGroup, (found) =>
    found.includes('DeletionPolicy: Retain') ? found : KEPT,
  );
  return kept === body ? undefined : kept;
}

/**
 * Changes a stack so that its log groups outlive it. Refuses (4), with nothing changed, where that would change anything else.
 * @param artifacts where templates go that are too large for a request
 */
export async function keepLogs(
  aws: Aws,
  clock: Clock,
  { name, id }: DeployedStack,
  artifacts: Artifacts | undefined,
  watch: Watch,
): Promise<void> {
  const api = await aws.cloudFormation();
  const { TemplateBody = '' } = await patiently(clock, () =>
    api.getTemplate({ StackName: id, TemplateStage: 'Original' }),
  );
  const body = withKeptLogs(TemplateBody);
  if (body === undefined) return;
  const stack = await readStack(api, clock, id);
  const changeSet = await createChangeSet(aws, clock, {
    stack: name,
    type: 'UPDATE',
    template: await templateSource({ name, body }, artifacts, clock),
    parameters: parametersOf(stack),
    tags: tagsOf(stack),
    capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    description: 'made by platc destroy --keep-logs',
  });
  if (!changeSet) return;
  if (!changeSet.changes.every(isHarmless))
    return abandon(
      aws,
      clock,
      changeSet,
      new CommandError(
        exit.refused,
        `the logs of ${name} cannot be kept: more than their deletion policy would change`,
        'Deploy it first, or destroy it without --keep-logs.',
        { stack: name },
      ),
    );
  await executeChangeSet(api, clock, changeSet);
  const begun = { token: executionToken(changeSet.id), status: ['UPDATE_IN_PROGRESS'] };
  const { status } = await follow(api, clock, { stackId: changeSet.stackId, begun }, watch);
  if (!isSuccess(status))
    throw new CommandError(exit.failed, `the logs of ${name} cannot be kept: it is ${status}`, undefined, {
      stack: name,
    });
}

/**
 * A change of what is written about a log group, or one that only might follow from it: CloudFormation finds out while it updates
 * that no attribute has changed. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html
 */
function isHarmless({ ResourceChange: change }: Change): boolean {
  const { Action, Replacement, Details = [] } = change ?? {};
  if (Action !== 'Modify' || Replacement === 'True' || Details.length === 0) return false;
  return Details.every(
    ({ Evaluation, Target }) =>
      Evaluation === 'Dynamic' || Target?.Attribute === 'Metadata' || Target?.Attribute === 'DeletionPolicy',
  );
}

function tagsOf(stack: Stack | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((stack?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
