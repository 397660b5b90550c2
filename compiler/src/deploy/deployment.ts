import type { Aws, Identity } from '../aws/aws.ts';
import type { CommandError } from '../commands/command.ts';
import type { Cause } from './cause.ts';
import type { Clock } from './clock.ts';
import type { Judge } from './judge.ts';
import type { Progress } from './progress.ts';
import type { Release } from './release.ts';
import type { Breaker, RolloutState } from './rollout.ts';
import type { TaskFailure } from './tasks.ts';
import type { Artifacts } from './template-source.ts';

/** What one run of `deploy` gives to each of its stacks. */
export interface Deployment {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly judge: Judge;
  readonly environment: string;
  readonly caller: Identity;
  readonly commit: string | undefined;
  readonly dirty: boolean;
  /** Of a rollback: the number of the release that it restores. */
  readonly restores?: number;
  /** What `--allow` allowed; recorded in the releases. */
  readonly flags: readonly string[];
  /** Seconds that the new tasks of a stack have until they run and are healthy: `deployment.timeout` of its service. */
  rolloutSeconds(stack: string): number;
  /** ARN of the role that CloudFormation acts as for the environment's own stacks; it acts as the caller, if absent. */
  readonly executionRole?: string;
  /** Undefined before `<app>-common` is deployed. */
  artifacts(): Artifacts | undefined;
}

export interface StackOutcome {
  readonly name: string;
  readonly action: 'create' | 'update' | 'none';
  /** CloudFormation's status at the end. */
  readonly status: string;
  readonly changes: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly release?: Release;
  readonly failure?: StackFailure;
}

/** Why nothing was executed on a stack. */
export interface StackError {
  readonly stack: string;
  readonly error: CommandError;
}

export interface StackFailure {
  /** The root cause first. */
  readonly causes: readonly Cause[];
  /** Of the new tasks that stopped, the first few. */
  readonly tasks: readonly TaskFailure[];
  /** How many of them stopped. */
  readonly stoppedTasks: number;
  readonly rollout?: RolloutState;
  readonly breaker?: Breaker;
  /** True where at every look, from the first to the last, the load balancer had a healthy target; absent where that is not known. */
  readonly served?: boolean;
  /** The release that is deployed now, where there is one. */
  readonly deployedRelease?: number;
}
