import type { TaskFailure } from './tasks.ts';

/** Characters of a task's id that tell it from others. */
const SHORT_ID = 8;

/** Ids and ARNs in what ECS says, as people tell them apart. */
export function shortEvent(message: string): string {
  return message
    .replaceAll(/arn:[^\s)]*:targetgroup\/([^\s)/]+)[^\s)]*/g, '$1')
    .replaceAll(/\b[0-9a-f]{32}\b/g, (id) => id.slice(0, SHORT_ID));
}

/**
 * Why the targets of tasks are unhealthy, by the id of the task. Only the events of the service have it: the stopped task itself
 * says no more than that it failed the checks.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export class UnhealthyTargets {
  readonly #reasons = new Map<string, string>();

  /** Takes in an event: `(task …) (port …) is unhealthy in (target-group …) due to (reason …)`. */
  event(message: string): void {
    const [, task, reason] = /\(task (\w+)\).* is unhealthy in .* due to \(reason (.+)\)/.exec(message) ?? [];
    if (task !== undefined && reason !== undefined) this.#reasons.set(task, reason);
  }

  /** The failure, and with it what the load balancer got for an answer. */
  explain(failure: TaskFailure): TaskFailure {
    const why = this.#reasons.get(failure.task);
    if (why === undefined || !failure.reason.includes('ELB health checks')) return failure;
    return { ...failure, reason: `${failure.reason}: ${why}` };
  }
}
