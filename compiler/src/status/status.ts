/** What is deployed of an environment, and how it is. Times are ISO 8601. */
export interface EnvironmentStatus {
  readonly app: string;
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** Where the application answers, once it does. */
  readonly url?: string;
  readonly dashboard?: DashboardStatus;
  /** Every stack is stable, every service is healthy, and no alarm rings. */
  readonly healthy: boolean;
  readonly stacks: readonly StackStatus[];
  readonly services: readonly ServiceStatus[];
  /** Those that ring first. */
  readonly alarms: readonly AlarmStatus[];
}

export interface DashboardStatus {
  readonly name: string;
  /** In the AWS console, where the environment is on AWS. */
  readonly url?: string;
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
  /** The oldest first. */
  readonly tasks: readonly TaskStatus[];
  /** Tasks that ended by themselves or were ended as unhealthy, the last one first: ECS knows them for about an hour. */
  readonly stopped: readonly StoppedTaskStatus[];
  readonly targets: readonly TargetStatus[];
  /** The newest first. */
  readonly events: readonly { readonly at: string; readonly message: string }[];
}

export interface TaskStatus {
  readonly id: string;
  /** `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, `DEACTIVATING`, `STOPPING`. */
  readonly state: string;
  /** `HEALTHY`, `UNHEALTHY`, or `UNKNOWN` where no container is checked. */
  readonly health: string;
  readonly startedAt?: string;
  readonly zone?: string;
  /** Its private address. */
  readonly address?: string;
  /** `<family>:<revision>` */
  readonly taskDefinition?: string;
}

export interface StoppedTaskStatus {
  readonly id: string;
  readonly stoppedAt?: string;
  readonly reason: string;
  readonly exitCode?: number;
}

export interface TargetStatus {
  /** Address and port. */
  readonly target: string;
  /** `healthy`, `initial`, `unhealthy`, `draining`, `unused`, `unavailable`. */
  readonly state: string;
  readonly reason?: string;
}

export interface AlarmStatus {
  /** Its name in CloudWatch. */
  readonly name: string;
  /** What it watches, in words: `unhealthy hosts`. */
  readonly watches: string;
  /** Whose it is; undefined for one of the whole environment. */
  readonly service?: string;
  /** `ALARM`, `INSUFFICIENT_DATA`, `OK`. */
  readonly state: string;
  /** When it came into this state. */
  readonly since?: string;
  /** CloudWatch's: what it has measured. */
  readonly reason?: string;
  /** What is wrong while it rings, and what to do. */
  readonly description?: string;
}
