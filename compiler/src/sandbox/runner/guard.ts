import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

/*
 * Reads `+ <group>` and `- <group>` from its standard input and, when that closes, kills every group left. The
 * pipe closes however the sandbox ends, `kill -9` included. It ignores the signals that a terminal sends to all.
 * It is a shell script, not a Node program: it must outlive the sandbox, so it should cost next to nothing.
 */
const SCRIPT = `
trap '' INT TERM HUP
groups=
while read -r what group; do
  case $what in
    +) groups="$groups $group" ;;
    -) left=; for g in $groups; do [ "$g" = "$group" ] || left="$left $g"; done; groups=$left ;;
  esac
done
for g in $groups; do kill -KILL "-$g" 2>/dev/null; done
exit 0
`;

/**
 * Kills the process groups of all tasks when the sandbox is gone, however it ended. The guard is a process of its
 * own in a session of its own; if it dies before the sandbox does, another one takes over.
 */
export class Guard {
  readonly #groups = new Set<number>();
  #child: ChildProcess | undefined;

  /** Call before the process may do anything: what is written to the pipe is read even if the sandbox dies next. */
  add(group: number): void {
    this.#groups.add(group);
    if (this.#child) this.#tell(this.#child, '+', group);
    else this.#spawn();
  }

  /** Call when nothing of the group is left. */
  remove(group: number): void {
    this.#groups.delete(group);
    if (this.#child) this.#tell(this.#child, '-', group);
  }

  /** Ends the guard; it kills what is still registered. */
  close(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.stdin?.end();
  }

  /** Process id of the guard, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  #spawn(): void {
    const child = spawn('/bin/sh', ['-c', SCRIPT], {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#child = child;
    child.stdin?.on('error', () => undefined);
    // Without a process id nothing was started; the next `add` tries again.
    child.once('error', () => (this.#child = undefined));
    child.unref();
    child.once('exit', () => {
      if (this.#child !== child) return;
      this.#child = undefined;
      if (this.#groups.size > 0) this.#spawn();
    });
    for (const group of this.#groups) this.#tell(child, '+', group);
  }

  #tell(child: ChildProcess, what: '+' | '-', group: number): void {
    child.stdin?.write(`${what} ${group}\n`);
  }
}
