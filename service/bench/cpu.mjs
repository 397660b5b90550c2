/** CPU time of a process and all that it started, from /proc: Linux only. */
import { readFileSync, readdirSync } from 'node:fs';

const MICROSECONDS_PER_NANOSECOND = 1 / 1_000;

/**
 * User and system time so far, in microseconds, of all threads. From `schedstat`, which counts nanoseconds, where
 * `stat` counts the ticks of a clock: https://docs.kernel.org/scheduler/sched-stats.html
 */
export function cpuTime(pid) {
  let sum = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${thread}`;
    sum += Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0]) * MICROSECONDS_PER_NANOSECOND;
    for (const child of readFileSync(`${folder}/children`, 'utf8').split(' ').filter(Boolean))
      sum += cpuTime(child);
  }
  return sum;
}
