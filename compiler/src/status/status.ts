/** What is deployed of an environment, and how it is. Times are ISO 8601. */
export interface EnvironmentStatus {
  readonly app: string;
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** Where the application answers, once it does. */
  readonly url?: string;
  readonly healthy: boolean;
  readonly stacks: readonly StackStatus[];
  readonly services: readonly ServiceStatus[];
}

export interface StackStatus {
  readonly name: string;
  /** CloudFormation's status; undefined where the stack is not deployed. */
  readonly status?: string;
  readonly reason?: string;
  readonly changedAt?: string;
  readonly healthy: boolean;
}

export interface ServiceStatus {
  readonly service: string;
  readonly healthy: boolean;
  /** What keeps it from being healthy, one sentence each. */
  readonly problems: readonly string[];
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** ECS's state of the newest deployment: `COMPLETED`, `IN_PROGRESS`, `FAILED`. */
  readonly rollout?: string;
  readonly rolloutReason?: string;
  /** `<family>:<revision>` */
  readonly taskDefinition?: string;
  /** Reference of the image of its first container. */
  readonly image?: string;
  /** Number of the release, as the stack says. */
  readonly release?: string;
  readonly targets: readonly TargetStatus[];
  /** The newest first. */
  readonly events: readonly { readonly at: string; readonly message: string }[];
}

export interface TargetStatus {
  /** Address and port. */
  readonly target: string;
  /** `healthy`, `initial`, `unhealthy`, `draining`, `unused`, `unavailable`. */
  readonly state: string;
  readonly reason?: string;
}
