import type { FilteredLogEvent } from '../aws/logs.ts';

/** One line that a task has written. */
export interface LogEvent {
  readonly id: string;
  readonly service: string;
  /** Id of the task: 32 hexadecimal digits. */
  readonly task: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly message: string;
}

/** The stream of a container is prefix/container/task: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
export function logEvent(service: string, event: FilteredLogEvent): LogEvent {
  const task = event.logStreamName?.split('/').at(-1) ?? '';
  return {
    id: `${service}/${event.eventId ?? ''}`,
    service,
    task,
    at: event.timestamp ?? 0,
    message: (event.message ?? '').replace(/\r?\n$/, ''),
  };
}
