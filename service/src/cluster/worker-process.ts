import type { Channel } from './channel.ts';

/** A worker as the primary sees it. */
export interface WorkerProcess {
  readonly id: number;
  readonly pid: number | undefined;
  readonly channel: Channel;
  kill(): void;
  /** By a signal, which a worker takes that does not listen to its channel yet. */
  terminate(): void;
  readonly exited: Promise<End>;
}

/** How a process ended; nothing where it could not be started. */
export interface End {
  code: number | null;
  signal: string | null;
}
