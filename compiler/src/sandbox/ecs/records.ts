import type {
  CapacityProviderStrategyItem,
  DeploymentConfiguration,
  HealthStatus,
  LaunchType,
  LoadBalancer,
  NetworkConfiguration,
  PropagateTags,
  RegisterTaskDefinitionRequest,
  ServiceDeploymentStatus,
  ServiceRegistry,
  TaskStopCode,
} from '@aws-sdk/client-ecs';

type Tags = Readonly<Record<string, string>>;

export interface ClusterRecord {
  /** The stack resource that it belongs to. */
  readonly owner: string;
  readonly arn: string;
  readonly name: string;
  readonly settings: readonly { readonly name?: string; readonly value?: string }[];
  readonly capacityProviders: readonly string[];
  readonly defaultCapacityProviderStrategy: readonly CapacityProviderStrategyItem[];
  readonly tags: Tags;
}

export type TaskDefinitionInput = Omit<RegisterTaskDefinitionRequest, 'tags'>;

export interface TaskDefinitionRecord {
  readonly owner?: string;
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly definition: TaskDefinitionInput;
  readonly registeredAt: number;
  readonly deregisteredAt?: number;
  readonly tags: Tags;
}

/** What a new deployment is made for: a change of any of it replaces the tasks. */
export interface RevisionSpec {
  readonly taskDefinitionArn: string;
  readonly launchType?: LaunchType;
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  readonly platformVersion: string;
  readonly networkConfiguration?: NetworkConfiguration;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly serviceRegistries: readonly ServiceRegistry[];
}

/** A service revision: never changed once made. */
export interface RevisionRecord {
  readonly arn: string;
  readonly serviceArn: string;
  readonly spec: RevisionSpec;
  readonly createdAt: number;
}

/** An entry of `deployments` of a service. */
export interface DeploymentRecord {
  /** `ecs-svc/<19 digits>` */
  readonly id: string;
  readonly revisionArn: string;
  readonly serviceDeploymentArn: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly rolloutStateReason: string;
  /** Failed tasks that the circuit breaker counts. */
  readonly failedTasks: number;
  /** Tasks in a row that ended by themselves before they were healthy; the pause before the next one grows with it. */
  readonly failuresInRow: number;
  /** No task is started before this time. */
  readonly nextStartAt: number;
  readonly isRollback: boolean;
}

export interface ServiceDeploymentRecord {
  readonly arn: string;
  readonly serviceArn: string;
  readonly status: ServiceDeploymentStatus;
  readonly statusReason?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly finishedAt?: number;
  readonly stoppedAt?: number;
  readonly sourceRevisionArns: readonly string[];
  readonly targetRevisionArn: string;
  readonly rollback?: { readonly reason: string; readonly startedAt: number; readonly revisionArn: string };
  readonly breaker: 'TRIGGERED' | 'MONITORING' | 'MONITORING_COMPLETE' | 'DISABLED';
  readonly failureCount: number;
  readonly threshold: number;
  /** The deployment that took over before this one had ended. */
  readonly supersededBy?: string;
}

interface EventRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly message: string;
}

/** Settings of a service that apply without a new deployment. */
export interface ServiceSettings {
  readonly desiredCount: number;
  readonly deploymentConfiguration: DeploymentConfiguration & {
    readonly minimumHealthyPercent: number;
    readonly maximumPercent: number;
  };
  readonly healthCheckGracePeriodSeconds: number;
  readonly enableExecuteCommand: boolean;
  readonly enableECSManagedTags: boolean;
  readonly propagateTags: PropagateTags;
  readonly availabilityZoneRebalancing: 'ENABLED' | 'DISABLED';
}

export interface ServiceRecord extends ServiceSettings {
  readonly owner: string;
  readonly arn: string;
  readonly name: string;
  readonly clusterArn: string;
  readonly status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  readonly roleArn?: string;
  readonly createdAt: number;
  readonly tags: Tags;
  /** The primary one first. */
  readonly deployments: readonly DeploymentRecord[];
  /** Newest first. */
  readonly events: readonly EventRecord[];
  readonly steady: boolean;
  /** What a rollback goes back to. */
  readonly lastCompleted?: { readonly deploymentId: string; readonly revisionArn: string };
  /** The service deployment that CloudFormation waits for, and since when. */
  readonly awaited?: { readonly serviceDeploymentArn: string; readonly since: number };
}

export interface ContainerRecord {
  readonly name: string;
  readonly arn: string;
  readonly image: string;
  readonly imageDigest?: string;
  readonly essential: boolean;
  readonly lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  readonly healthStatus: HealthStatus;
  readonly hasHealthCheck: boolean;
  readonly exitCode?: number;
  readonly reason?: string;
  /** The port of 127.0.0.1 that it was given. */
  readonly port?: number;
}

type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED';

export interface TaskRecord {
  readonly arn: string;
  readonly id: string;
  readonly clusterArn: string;
  readonly serviceArn: string;
  readonly revisionArn: string;
  readonly taskDefinitionArn: string;
  /** Id of the deployment that started it. */
  readonly startedBy: string;
  readonly lastStatus: TaskStatus;
  readonly desiredStatus: 'RUNNING' | 'STOPPED';
  readonly containers: readonly ContainerRecord[];
  readonly subnetId: string;
  readonly availabilityZone: string;
  /** Made up: the task is reached on 127.0.0.1. */
  readonly privateIp: string;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly stoppingAt?: number;
  readonly stoppedAt?: number;
  readonly stopCode?: TaskStopCode;
  readonly stoppedReason?: string;
  /** It was healthy at some time. */
  readonly wasHealthy: boolean;
  /** Why its health checks failed; it is to be replaced. */
  readonly failure?: string;
  readonly version: number;
}
