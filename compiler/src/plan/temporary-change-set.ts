import { randomBytes } from 'node:crypto';
import { AwsError, isRefusal, isTransient } from '../aws/aws-error.ts';
import type { CloudFormationApi, DescribeChangeSetCommandOutput, Parameter } from '../aws/cloudformation.ts';
import { CommandError, exit } from '../commands/command.ts';
import { settledChangeSet } from '../deploy/change-set.ts';
import { patiently, type Clock } from '../deploy/clock.ts';
import type { RenderedStack } from '../stack.ts';

/** Change sets of plans are known by it, and by it those that were left behind are found. */
const PREFIX = 'platc-plan-';

/** Nobody plans for longer: what is older was left behind. */
const ABANDONED_MS = 60 * 60_000;

export interface ChangeSetTools {
  readonly api: CloudFormationApi;
  /** The same calls, made even after an interruption. */
  readonly uninterrupted: CloudFormationApi;
  readonly clock: Clock;
  /** Waits, interruption or not. */
  pause(ms: number): Promise<void>;
}

/**
 * Describes what an update of an existing stack would do, by a change set that is removed again, whatever happens.
 * Never of type CREATE: that would leave an empty stack behind. Gives the error where CloudFormation refuses to make it;
 * throws any other.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export async function describeUpdate(
  tools: ChangeSetTools,
  stackId: string,
  stack: RenderedStack,
  parameters: readonly Parameter[],
): Promise<DescribeChangeSetCommandOutput | AwsError> {
  const { api, clock } = tools;
  const name = `${PREFIX}${clock.now().toISOString().replaceAll(/\D/g, '').slice(0, 14)}-${randomBytes(4).toString('hex')}`;
  const describe = async () => {
    const refusal = await patiently(clock, () =>
      api.createChangeSet({
        StackName: stackId,
        ChangeSetName: name,
        ChangeSetType: 'UPDATE',
        ClientToken: name,
        Description: 'made by platc plan, removed again',
        TemplateBody: stack.body,
        Parameters: [...parameters],
        Capabilities: [...stack.capabilities],
        Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    ).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof AwsError && error.kind === 'refused') return error;
        throw error;
      },
    );
    if (refusal) return refusal;
    return settledChangeSet(api, clock, { id: name, stackId }, { IncludePropertyValues: true });
  };
  const described = await describe().catch(async (error: unknown) => {
    // Why it ended, an interruption above all, counts more than what it leaves behind: the next plan removes that.
    await remove(tools, stackId, name).catch(() => undefined);
    throw error;
  });
  await remove(tools, stackId, name);
  return described;
}

/** A change set that is still being worked out cannot be removed yet. */
async function remove(
  { uninterrupted, pause }: ChangeSetTools,
  stackId: string,
  name: string,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await uninterrupted.deleteChangeSet({ StackName: stackId, ChangeSetName: name });
      return;
    } catch (error) {
      if (isRefusal(error, 'ChangeSetNotFound') || isRefusal(error, 'ValidationError', 'does not exist'))
        return;
      if (attempt < 30 && (isTransient(error) || isRefusal(error, 'InvalidChangeSetStatus'))) {
        await pause(Math.min(500 * attempt, 5_000));
        continue;
      }
      const reason = error instanceof AwsError ? error.message : String(error);
      throw new CommandError(
        exit.failed,
        `the change set ${name} that was made to look at ${stackId} could not be removed: ${reason}`,
        `aws cloudformation delete-change-set --stack-name ${stackId} --change-set-name ${name}`,
      );
    }
  }
}

/** Removes what a plan that was killed has left behind: a stack takes about a thousand change sets, then no more. */
export async function removeAbandoned(tools: ChangeSetTools, stackId: string): Promise<void> {
  const { api, clock } = tools;
  const { Summaries } = await patiently(clock, () => api.listChangeSets({ StackName: stackId }));
  for (const { ChangeSetName: name, CreationTime: created } of Summaries ?? []) {
    const age = created ? clock.now().getTime() - created.getTime() : 0;
    if (name?.startsWith(PREFIX) && age > ABANDONED_MS) await remove(tools, stackId, name);
  }
}
