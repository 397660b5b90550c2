import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { SANDBOX_LABEL } from './docker-arguments.ts';

/*
 * Waits until its standard input closes, which happens however the sandbox ends, `kill -9` included, and removes the
 * containers that are left then. It ignores the signals that a terminal sends to all.
 */
const SCRIPT = `
trap '' INT TERM HUP
while read -r _; do :; done
left=$(docker ps --all --quiet --filter "label=$1")
[ -z "$left" ] || docker rm --force --volumes $left
`;

/** Starts the guard of a sandbox's containers. Returns how to end it, when it has removed what is left. */
export function guardContainers(stateDir: string): () => Promise<void> {
  const child: ChildProcess = spawn('/bin/sh', ['-c', SCRIPT, 'sh', `${SANDBOX_LABEL}=${stateDir}`], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  return () => {
    child.ref();
    child.stdin?.end();
    return ended;
  };
}
