/** CPU time of a process and all that it started, from /proc: Linux only. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const MS_PER_TICK = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/**
 * User and system time so far, in milliseconds, to the tick of the kernel (mostly 10 ms). What ended children used is
 * in it, once their parent has seen them end.
 */
export function cpuTime(pid) {
  // The name, in brackets, may hold spaces. After it come state, parent …; times are the fields 14 to 17 of proc(5).
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return childrenOf(pid).reduce((sum, child) => sum + cpuTime(child), ticks * MS_PER_TICK);
}

function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
}
