import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The processes that the sandbox has started, a file each (`<stateDir>/processes/<pid>` holds the start time), so
 * that the next start finds those that survived both the sandbox and its guard.
 */
export class ProcessRecord {
  readonly #folder: string;

  constructor(stateDir: string) {
    this.#folder = join(stateDir, 'processes');
    mkdirSync(this.#folder, { recursive: true });
  }

  add(pid: number): void {
    writeFileSync(join(this.#folder, String(pid)), startTime(pid) ?? '');
  }

  remove(pid: number): void {
    rmSync(join(this.#folder, String(pid)), { force: true });
  }

  /** Kills every recorded process group whose leader still runs, and forgets all. Returns the ids that it killed. */
  killLeftovers(): readonly number[] {
    const killed: number[] = [];
    for (const name of readdirSync(this.#folder)) {
      const pid = Number(name);
      const recorded = readFileSync(join(this.#folder, name), 'utf8');
      // The start time tells the process from a later one that was given the same id.
      if (Number.isInteger(pid) && pid > 1 && recorded !== '' && startTime(pid) === recorded) {
        killGroup(pid);
        killed.push(pid);
      }
      this.remove(pid);
    }
    return killed;
  }
}

/** Kills a process group; one that is gone already is no error. */
export function killGroup(group: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(-group, signal);
  } catch {
    // ESRCH: nothing of it is left.
  }
}

/** When a process started, as text that only serves to compare; undefined where it does not run. */
export function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name, in brackets, may hold anything; state is field 3 and the start time field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    if (process.platform === 'linux') return undefined;
    const text = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim();
    return text === '' ? undefined : text;
  }
}
