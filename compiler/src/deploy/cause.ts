import type { StackEvent } from '../aws/cloudformation.ts';
import { isOfStack } from './follow.ts';

/** A resource that failed, and why. Without a logical id it is the stack as a whole. */
export interface Cause {
  readonly logicalId?: string;
  readonly type?: string;
  readonly reason: string;
}

/** What CloudFormation writes of resources that it stopped because another one had failed. */
const cancelled = /^Resource (creation|update) cancelled/;

/**
 * The failures of one operation, the root cause first: the first resource that failed in time. Those that were merely cancelled
 * are left out. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html
 * @param events oldest first
 */
export function causesOf(events: readonly StackEvent[]): readonly Cause[] {
  const failed = events.filter(
    (event) =>
      !isOfStack(event) &&
      event.ResourceStatus?.endsWith('_FAILED') &&
      !cancelled.test(event.ResourceStatusReason ?? ''),
  );
  if (failed.length > 0) {
    return failed.map((event) => ({
      logicalId: event.LogicalResourceId ?? '',
      type: event.ResourceType ?? '',
      reason: event.ResourceStatusReason?.trim() ?? 'CloudFormation gives no reason',
    }));
  }
  const whole = events.find(
    (event) => isOfStack(event) && /ROLLBACK_IN_PROGRESS$|_FAILED$/.test(event.ResourceStatus ?? ''),
  );
  // These words stand there also when nobody asked for anything.
  const reason = whole?.ResourceStatusReason?.replace(/\.? ?Rollback requested by user\.$/, '').trim();
  return [{ reason: reason || 'CloudFormation gives no reason' }];
}
