import { isRefusal } from '../aws/aws-error.ts';
import type { CloudFormationApi, StackEvent } from '../aws/cloudformation.ts';
import { CommandError, exit } from '../commands/command.ts';
import { maskAssignments } from '../secret.ts';
import { Pace, patiently, type Clock } from './clock.ts';
import { isFinal, readStack } from './stack-state.ts';

/** One operation on one stack. */
export interface Operation {
  /** The stack's ARN: a name can come to mean another stack while one waits. */
  readonly stackId: string;
  /**
   * The `ClientRequestToken` of the call that began it, which AWS repeats in its events, and the status in which such
   * an operation begins. Without: the one that is under way.
   */
  readonly begun?: { readonly token: string; readonly status: readonly string[] };
}

export interface Ended {
  readonly status: string;
  /** Oldest first, and only those of this operation. */
  readonly events: readonly StackEvent[];
}

export interface Watch {
  /** Called once for each event, oldest first. */
  event?(event: StackEvent): void;
  /** Called after each look at the events. */
  poll?(): Promise<void>;
}

/** After as many looks that show nothing new, each time, the stack itself is asked. */
const quietPolls = 6;

/**
 * Follows an operation to its end by its events. The stack's status alone would not do: for a moment after an
 * operation was accepted it still shows how the one before ended.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export async function follow(
  api: CloudFormationApi,
  clock: Clock,
  operation: Operation,
  watch: Watch = {},
): Promise<Ended> {
  const events: StackEvent[] = [];
  const seen = new Set<string>();
  const pace = new Pace(clock);
  for (let quiet = 0; ; quiet += 1) {
    const fresh = await newEvents(api, clock, operation, seen);
    if (fresh === undefined) return { status: 'DELETE_COMPLETE', events };
    for (const event of fresh) {
      seen.add(event.EventId ?? '');
      events.push(event);
      watch.event?.(event);
      if (isOfStack(event) && isFinal(event.ResourceStatus ?? ''))
        return { status: event.ResourceStatus ?? '', events };
    }
    await watch.poll?.();
    if (fresh.length > 0) quiet = 0;
    if (quiet > 0 && quiet % quietPolls === 0) {
      // A deletion that an export forbids ends with no event of its own: the stack just is what it was before.
      const status = (await readStack(api, clock, operation.stackId))?.StackStatus;
      if (status === undefined) return { status: 'DELETE_COMPLETE', events };
      if (isFinal(status) && (events.length > 0 || !operation.begun)) return { status, events };
      if (isFinal(status) && quiet >= 10 * quietPolls) {
        throw new CommandError(
          exit.failed,
          `CloudFormation accepted the operation on ${operation.stackId}, but shows no sign of it`,
          'Run the same command again: it goes on from what is there.',
        );
      }
    }
    await pace.wait();
  }
}

/** Events of the operation that were not seen yet, oldest first; undefined once the stack is gone. */
async function newEvents(
  api: CloudFormationApi,
  clock: Clock,
  operation: Operation,
  seen: ReadonlySet<string>,
): Promise<readonly StackEvent[] | undefined> {
  const fresh: StackEvent[] = [];
  let token: string | undefined;
  do {
    let page;
    try {
      page = await patiently(clock, () =>
        api.describeStackEvents({
          StackName: operation.stackId,
          ...(token !== undefined && { NextToken: token }),
        }),
      );
    } catch (error) {
      if (isRefusal(error, 'ValidationError', 'does not exist')) return undefined;
      throw error;
    }
    for (const event of page.StackEvents ?? []) {
      if (seen.has(event.EventId ?? '')) return fresh.toReversed();
      // The end of an operation, behind what was already found: there begins what this one is not.
      if (
        !operation.begun &&
        seen.size === 0 &&
        fresh.length > 0 &&
        isOfStack(event) &&
        isFinal(event.ResourceStatus ?? '')
      )
        return fresh.toReversed();
      fresh.push(withoutSecrets(event));
      if (operation.begun && begins(event, operation.begun)) return fresh.toReversed();
    }
    token = page.NextToken;
  } while (token !== undefined);
  return operation.begun ? [] : fresh.toReversed();
}

function begins(event: StackEvent, begun: NonNullable<Operation['begun']>): boolean {
  return (
    isOfStack(event) &&
    event.ClientRequestToken === begun.token &&
    begun.status.includes(event.ResourceStatus ?? '')
  );
}

/** A resource's handler may repeat the properties that it was given. */
function withoutSecrets(event: StackEvent): StackEvent {
  const { ResourceStatusReason: reason } = event;
  return reason === undefined ? event : { ...event, ResourceStatusReason: maskAssignments(reason) };
}

/** Whether an event is about the stack and not about one of its resources. */
export function isOfStack(event: StackEvent): boolean {
  return event.ResourceType === 'AWS::CloudFormation::Stack' && event.PhysicalResourceId === event.StackId;
}
