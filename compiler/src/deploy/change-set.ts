import { randomUUID } from 'node:crypto';
import { isRefusal } from '../aws/aws-error.ts';
import type { Aws } from '../aws/aws.ts';
import type { Change, CloudFormationApi, DescribeChangeSetCommandOutput } from '../aws/cloudformation.ts';
import { CommandError, exit } from '../commands/command.ts';
import { maskAssignments } from '../secret.ts';
import { Pace, patiently, type Clock } from './clock.ts';
import { nameTakenHint } from './name-taken.ts';
import type { Capability } from '../stack.ts';
import { readStack } from './stack-state.ts';

export interface ChangeSetRequest {
  readonly stack: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly template: { readonly TemplateBody: string } | { readonly TemplateURL: string };
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly Capability[];
  /** Kept with the change set, and with its stack. At most 1,024 characters. */
  readonly description: string;
  /** The role that CloudFormation acts as; without, it acts as the caller. */
  readonly roleArn?: string;
}

export interface ChangeSet {
  readonly id: string;
  readonly stackId: string;
  /** Empty where only outputs change. */
  readonly changes: readonly Change[];
}

/**
 * Makes a change set and waits until CloudFormation has worked it out. Undefined where nothing would change; nothing
 * is left behind then. Throws where CloudFormation cannot make one, with its reason.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export async function createChangeSet(
  aws: Aws,
  clock: Clock,
  request: ChangeSetRequest,
): Promise<ChangeSet | undefined> {
  const api = await aws.cloudFormation();
  const name = `platc-${randomUUID()}`;
  const created = await patiently(clock, () =>
    api.createChangeSet({
      StackName: request.stack,
      ChangeSetName: name,
      ChangeSetType: request.type,
      // With the same token an answer that was lost on its way can be asked for again.
      ClientToken: name,
      Description: request.description,
      Parameters: Object.entries(request.parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Tags: Object.entries(request.tags).map(([Key, Value]) => ({ Key, Value })),
      Capabilities: [...request.capabilities],
      ...request.template,
      ...(request.roleArn !== undefined && { RoleARN: request.roleArn }),
    }),
  );
  const id = created.Id ?? name;
  const stackId = created.StackId ?? request.stack;
  const described = await settledChangeSet(api, clock, { id, stackId }).catch((error: unknown) =>
    abandon(aws, clock, { id, stackId }, error),
  );
  if (described.Status === 'CREATE_COMPLETE') return { id, stackId, changes: described.Changes ?? [] };
  const reason = maskAssignments(described.StatusReason ?? '');
  const why = isNoChange(reason) ? '' : await validationErrors(api, id, reason);
  await discard(api, clock, { id, stackId });
  if (isNoChange(reason)) return undefined;
  throw new CommandError(
    exit.failed,
    `CloudFormation cannot plan ${request.stack}: ${why}`,
    ['Nothing of this stack was touched.', nameTakenHint(why)]
      .filter((line) => line !== undefined)
      .join('\n'),
    { stack: request.stack, reason: why },
  );
}

/** The two ways in which CloudFormation says that nothing would change; the second one comes where a transform is involved. */
export function isNoChange(reason: string): boolean {
  return (
    reason.startsWith("The submitted information didn't contain changes.") ||
    reason.startsWith('No updates are to be performed.')
  );
}

/** What a change set says once CloudFormation has worked it out, all pages of it. */
export async function settledChangeSet(
  api: CloudFormationApi,
  clock: Clock,
  changeSet: Named,
  more: { readonly IncludePropertyValues?: boolean } = {},
): Promise<DescribeChangeSetCommandOutput> {
  const pace = new Pace(clock);
  for (;;) {
    const described = await describeChangeSet(api, clock, changeSet, more);
    if (described.Status !== 'CREATE_PENDING' && described.Status !== 'CREATE_IN_PROGRESS') return described;
    await pace.wait();
  }
}

interface Named {
  /** Or its name. */
  readonly id: string;
  readonly stackId: string;
}

/** All pages of it. */
export async function describeChangeSet(
  api: CloudFormationApi,
  clock: Clock,
  { id, stackId }: Named,
  more: { readonly IncludePropertyValues?: boolean } = {},
): Promise<DescribeChangeSetCommandOutput> {
  const page = (token?: string) =>
    patiently(clock, () =>
      api.describeChangeSet({
        ChangeSetName: id,
        StackName: stackId,
        ...more,
        ...(token !== undefined && { NextToken: token }),
      }),
    );
  const first = await page();
  const changes = [...(first.Changes ?? [])];
  for (let token = first.NextToken; token !== undefined;) {
    const next = await page(token);
    changes.push(...(next.Changes ?? []));
    token = next.NextToken;
  }
  return { ...first, Changes: changes };
}

/**
 * What CloudFormation's validation before the deployment found: the reason of the change set only says that it did.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html
 */
async function validationErrors(api: CloudFormationApi, id: string, reason: string): Promise<string> {
  if (!reason.includes('AWS::EarlyValidation')) return reason;
  try {
    const { OperationEvents } = await api.describeEvents({
      ChangeSetName: id,
      Filters: { FailedEvents: true },
    });
    const found = (OperationEvents ?? []).flatMap(
      ({ LogicalResourceId, ValidationPath, ValidationStatusReason }) =>
        ValidationStatusReason === undefined
          ? []
          : [`${ValidationPath ?? LogicalResourceId ?? ''} ${ValidationStatusReason}`.trim()],
    );
    return found.length > 0 ? maskAssignments(found.join('; ')) : reason;
  } catch {
    // The details need a permission of their own; without it there is still the reason.
    return reason;
  }
}

/** Removes a change set that is not executed, and the empty stack that one of type CREATE leaves behind. */
async function discard(
  api: CloudFormationApi,
  clock: Clock,
  changeSet: { readonly id: string; readonly stackId: string },
): Promise<void> {
  await patiently(clock, () =>
    api.deleteChangeSet({ ChangeSetName: changeSet.id, StackName: changeSet.stackId }),
  ).catch((error: unknown) => {
    if (!isRefusal(error, 'ChangeSetNotFound')) throw error;
  });
  const stack = await readStack(api, clock, changeSet.stackId);
  if (stack?.StackStatus !== 'REVIEW_IN_PROGRESS') return;
  const { Summaries } = await patiently(clock, () => api.listChangeSets({ StackName: changeSet.stackId }));
  // Somebody else may be about to create the same stack.
  if ((Summaries ?? []).some(({ ChangeSetId }) => ChangeSetId !== changeSet.id)) return;
  await patiently(clock, () => api.deleteStack({ StackName: changeSet.stackId }));
}

/** Removes a change set that will not be executed because of an error or an interruption, as far as that is possible, and throws the error on. */
export async function abandon(
  aws: Aws,
  clock: Clock,
  changeSet: { readonly id: string; readonly stackId: string },
  error: unknown,
): Promise<never> {
  const api = await aws.uninterrupted().cloudFormation();
  await discard(api, clock, changeSet).catch(() => undefined);
  throw error;
}
