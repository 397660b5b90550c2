import type { ImageSnapshot } from './image-snapshot.ts';

/** An image that a container engine pulls. */
export interface EngineImage {
  /** `<repository>@<digest>` of the sandbox's own registry where there is a region, else a whole reference. */
  readonly reference: string;
  /** Whose repository it is. */
  readonly region: string | undefined;
}

/** What an engine enforces, and processes of this machine do not. */
export interface ContainerLimits {
  /** MiB. */
  readonly memory?: number;
  /** 1024 are one processor. */
  readonly cpu?: number;
  readonly user?: string;
  readonly readonlyRootFilesystem: boolean;
  /** A process of the engine's is the first, and reaps what others leave. */
  readonly initProcess: boolean;
  readonly dropCapabilities: readonly string[];
}

/** One container of a task, ready to be run. */
export interface ContainerSpec<Image = ImageSnapshot | EngineImage> {
  readonly taskId: string;
  readonly name: string;
  readonly image: Image;
  /** From the container definition; absent, the image's own count. */
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
  /** Of the container definition, secrets resolved. Wins over the image's. */
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeout: number;
  /** The port that the task definition names first; a process of this machine gets a free one as `PORT` instead. */
  readonly containerPort?: number;
  readonly limits?: ContainerLimits;
}

/** What happens to a container. `started` or `failed` comes first, then lines, then `exited` as the last. */
export interface ContainerEvents {
  /** The process runs. `port` is where it answers on 127.0.0.1; 0 where it has none. */
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

/** Where containers run: `process-runner.ts`, or `docker-runner.ts`; tests script `fake-runner.ts`. */
export interface TaskRunner {
  /** Which images it runs: snapshots of built services, if not given, or those that an engine pulls. */
  readonly takes?: 'snapshots' | 'engine images';
  start(container: ContainerSpec, events: ContainerEvents): RunningContainer;
  /** Stops all that it has started: SIGTERM, and SIGKILL after five seconds. */
  close?(): Promise<void>;
}
