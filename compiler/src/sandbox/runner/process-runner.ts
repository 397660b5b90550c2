import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import {
  containerCommand,
  containerEnvironment,
  containerFolder,
  healthCheckCommand,
  type ProcessSpec,
} from './container-command.ts';
import { freePort } from './free-port.ts';
import { Guard } from './guard.ts';
import { lineSplitter } from './lines.ts';
import { killGroup, ProcessRecord } from './process-record.ts';
import type { ContainerEvents, ContainerSpec, RunningContainer, TaskRunner } from './task-runner.ts';

/*
 * The shell waits for a word on descriptor 3 and then becomes the program. Until the word comes nothing of the
 * task runs; it comes when the process is recorded and guarded; if the sandbox is killed in between, the
 * descriptor closes and the shell ends. So there is no moment in which a task could be left behind.
 */
const WAIT_THEN_RUN = 'read -r _ <&3 || exit 125; exec "$@" 3<&-';

/** How long the sandbox waits for its tasks when it stops, in milliseconds, before it kills them. */
const SHUTDOWN_MS = 5000;

interface Process {
  readonly child: ChildProcess;
  readonly pid: number;
}

/**
 * Runs containers as processes of this machine, each the leader of a process group of its own. Memory limits,
 * the user and the read-only root are not enforced; a process that leaves its group on purpose is not followed.
 */
export class ProcessRunner implements TaskRunner {
  readonly #clock: Clock;
  readonly #record: ProcessRecord;
  readonly #guard = new Guard();
  readonly #ports = new Set<number>();
  readonly #running = new Set<Process>();
  #closed = false;

  /** Kills what an earlier sandbox with the same state folder left running. */
  constructor(stateDir: string, clock: Clock) {
    this.#clock = clock;
    this.#record = new ProcessRecord(stateDir);
    this.#record.killLeftovers();
  }

  start(spec: ContainerSpec, events: ContainerEvents): RunningContainer {
    const container = asProcess(spec);
    let process: Process | undefined;
    let port = 0;
    let wanted = true;
    let cancelKill: (() => void) | undefined;
    const exited = (code: number | null, signal: NodeJS.Signals | null): void => {
      cancelKill?.();
      this.#ports.delete(port);
      events.exited(code, signal);
    };
    const begin = async (): Promise<void> => {
      const folder = containerFolder(container);
      if (!existsSync(folder)) throw new Error(`no such folder in the image: ${folder}`);
      port = await freePort(this.#ports);
      if (!wanted || this.#closed) {
        this.#ports.delete(port);
        events.started(port);
        events.exited(null, 'SIGTERM');
        return;
      }
      process = this.#spawn(
        containerCommand(container),
        folder,
        containerEnvironment(container, port),
        exited,
      );
      this.#readLines(process.child, events);
      events.started(port);
    };
    begin().catch((error: unknown) => {
      this.#ports.delete(port);
      events.failed(error instanceof Error ? error.message : String(error));
    });
    return {
      stop: () => {
        if (!wanted) return;
        wanted = false;
        if (!process) return;
        const { pid } = process;
        killGroup(pid, 'SIGTERM');
        cancelKill = this.#clock.after(container.stopTimeout * 1000, () => killGroup(pid));
      },
      run: (command, done) => this.#check(container, port, command, done),
    };
  }

  /** Process ids of the groups that run now. */
  get pids(): readonly number[] {
    return [...this.#running].map(({ pid }) => pid);
  }

  /** Process id of the guard, while anything was started. */
  get guardPid(): number | undefined {
    return this.#guard.pid;
  }

  /** Stops every process: SIGTERM, and SIGKILL after five seconds. Nothing can be started afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = [...this.#running];
    const gone = Promise.all(
      running.map(({ child }) => new Promise<void>((resolve) => void child.once('close', () => resolve()))),
    );
    for (const { pid } of running) killGroup(pid, 'SIGTERM');
    // Not on the sandbox's clock, which nobody moves any more.
    const kill = setTimeout(() => running.forEach(({ pid }) => killGroup(pid)), SHUTDOWN_MS);
    await gone;
    clearTimeout(kill);
    this.#guard.close();
  }

  #check(
    container: ProcessSpec,
    port: number,
    command: readonly string[],
    done: (code: number | null) => void,
  ) {
    const argv = healthCheckCommand(container, command);
    let process: Process;
    try {
      process = this.#spawn(argv, containerFolder(container), containerEnvironment(container, port), done);
    } catch {
      // No process could be created: that is a failed check, not a failure of the sandbox.
      done(null);
      return () => undefined;
    }
    process.child.stdout?.resume();
    process.child.stderr?.resume();
    return () => killGroup(process.pid);
  }

  /** `exited` is called when the process has ended and its output has been read to the end. */
  #spawn(
    argv: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>>,
    exited: (code: number | null, signal: NodeJS.Signals | null) => void,
  ): Process {
    const child = spawn('/bin/sh', ['-c', WAIT_THEN_RUN, 'sh', ...argv], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const { pid } = child;
    if (pid === undefined) {
      child.once('error', () => undefined);
      throw new Error('the process could not be created');
    }
    const process: Process = { child, pid };
    this.#running.add(process);
    this.#guard.add(pid);
    this.#record.add(pid);
    child.once('exit', () => {
      // The rest of the group goes with its leader, as the rest of a container goes with its first process.
      killGroup(pid);
      this.#record.remove(pid);
      this.#guard.remove(pid);
    });
    child.once('close', (code, signal) => {
      this.#running.delete(process);
      exited(code, signal);
    });
    const word = child.stdio[3];
    if (word && 'end' in word) {
      word.on('error', () => undefined);
      word.end('run\n');
    }
    return process;
  }

  #readLines(child: ChildProcess, events: ContainerEvents): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const lines = lineSplitter((text) => events.line(text, stream));
      child[stream]?.on('data', lines.push);
      child[stream]?.on('end', lines.end);
    }
  }
}

function asProcess(spec: ContainerSpec): ProcessSpec {
  const { image } = spec;
  if ('folder' in image) return { ...spec, image };
  throw new Error(`${image.reference} is no snapshot: it needs a container engine`);
}
