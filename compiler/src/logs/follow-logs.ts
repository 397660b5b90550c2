import type { LogsApi } from '../aws/logs.ts';
import type { LogEvent } from './log-event.ts';
import { readLogs, type LogQuery } from './read-logs.ts';

/** Between two looks, in milliseconds. FilterLogEvents has a quota per second of the whole account. */
const PAUSE = 1_000;

/** Events reach CloudWatch late and out of order: what is this old may still come. Milliseconds. */
const OVERLAP = 10_000;

/**
 * Hands out what services write as it arrives, each event once, until it is interrupted: then it rejects with the reason.
 * @param sleep takes milliseconds
 */
export async function followLogs(
  logs: LogsApi,
  query: LogQuery,
  sleep: (ms: number) => Promise<void>,
  take: (events: readonly LogEvent[]) => void,
): Promise<never> {
  let from = query.from;
  const seen = new Map<string, number>();
  for (;;) {
    const fresh = (await readLogs(logs, { ...query, from })).filter(({ id }) => !seen.has(id));
    for (const { id, at } of fresh) seen.set(id, at);
    take(fresh);
    from = Math.max(from, ...fresh.map(({ at }) => at - OVERLAP));
    for (const [id, at] of seen) if (at < from) seen.delete(id);
    await sleep(PAUSE);
  }
}
