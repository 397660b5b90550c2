import { isRefusal } from '../aws/aws-error.ts';
import { allPages } from '../aws/client.ts';
import type { LogsApi } from '../aws/logs.ts';
import { logEvent, type LogEvent } from './log-event.ts';

/** The log group of one service. */
export interface LogSource {
  readonly service: string;
  readonly logGroup: string;
}

export interface LogQuery {
  readonly sources: readonly LogSource[];
  /** Milliseconds since the epoch, this one included. */
  readonly from: number;
  /** Beginning of a task's id; all tasks where undefined. */
  readonly task: string | undefined;
}

/** What services wrote from a time on, the oldest first. A log group that does not exist (yet) holds nothing. */
export async function readLogs(
  logs: LogsApi,
  { sources, from, task }: LogQuery,
): Promise<readonly LogEvent[]> {
  const read = await Promise.all(sources.map((source) => readGroup(logs, source, from)));
  return read
    .flat()
    .filter((event) => task === undefined || event.task.startsWith(task))
    .sort((a, b) => a.at - b.at);
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html: a page may be empty and still not the last. */
async function readGroup(
  logs: LogsApi,
  { service, logGroup }: LogSource,
  from: number,
): Promise<readonly LogEvent[]> {
  try {
    const events = await allPages(
      (nextToken) =>
        logs.filterLogEvents({
          logGroupName: logGroup,
          startTime: from,
          ...(nextToken !== undefined && { nextToken }),
        }),
      (page) => page.events,
      (page) => page.nextToken,
    );
    return events.map((event) => logEvent(service, event));
  } catch (error) {
    if (isRefusal(error, 'ResourceNotFoundException')) return [];
    throw error;
  }
}
