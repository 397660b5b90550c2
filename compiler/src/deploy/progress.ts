import type { RolloutState, ServiceNote } from './rollout.ts';

/** Where one stack is. */
export type Phase =
  | 'waiting'
  | 'reading'
  /** What somebody else began, or an earlier run. */
  | 'following'
  | 'planning'
  | 'creating'
  | 'updating'
  | 'deleting'
  | 'rolling back'
  | 'rollout'
  | 'done'
  | 'failed'
  | 'skipped';

/** What the engine tells while it works. Nothing in it decides anything. */
export interface Progress {
  /** @param detail what it is about: `no changes`, `3 changes`, what is being mended */
  phase(stack: string, phase: Phase, detail?: string): void;
  /** One event of one resource. */
  resource(stack: string, event: ResourceNote): void;
  rollout(stack: string, state: RolloutState): void;
  note(stack: string, note: ServiceNote): void;
  /** Called at every look at AWS, so that times on the screen go on. */
  tick(): void;
  /** Leaves the screen as it is, the cursor where it belongs. Also when interrupted. */
  close(): void;
}

export interface ResourceNote {
  readonly at: Date;
  readonly logicalId: string;
  readonly type: string;
  /** CloudFormation's status of the resource. */
  readonly status: string;
  readonly reason?: string;
}
