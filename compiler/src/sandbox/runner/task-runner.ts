import type { ImageSnapshot } from './image-snapshot.ts';

/** One container of a task, ready to be run. */
export interface ContainerSpec {
  readonly taskId: string;
  readonly name: string;
  readonly image: ImageSnapshot;
  /** From the container definition; absent, the image's own count. */
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
  /** Of the container definition, secrets resolved. Wins over the image's. */
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeout: number;
}

/** What happens to a container. `started` or `failed` comes first, then lines, then `exited` as the last. */
export interface ContainerEvents {
  /** The process runs. `port` is the `PORT` that it was given; it answers on 127.0.0.1. */
  started(port: number): void;
  /** It could not be started at all; nothing follows. */
  failed(reason: string): void;
  /** One line of its output, without the line break. */
  line(text: string, stream: 'stdout' | 'stderr'): void;
  /** `code` is null where a signal ended it. Everything that it had started is gone as well. */
  exited(code: number | null, signal: string | null): void;
}

export interface RunningContainer {
  /** SIGTERM now, SIGKILL after the stop timeout. */
  stop(): void;
  /**
   * Runs a command beside the container's own, in its folder and with its environment, as a container health
   * check does. `done` gets the exit code, null where a signal ended it. Returns a function that kills it.
   */
  run(command: readonly string[], done: (code: number | null) => void): () => void;
}

/** Where containers run. The sandbox's own is `process-runner.ts`; tests script `fake-runner.ts`. */
export interface TaskRunner {
  start(container: ContainerSpec, events: ContainerEvents): RunningContainer;
}
