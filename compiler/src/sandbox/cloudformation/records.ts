import type {
  ChangeSetStatus,
  ExecutionStatus,
  OperationType,
  PropertyDifference,
  ResourceStatus,
  StackDriftDetectionStatus,
  StackDriftStatus,
  StackStatus,
} from '@aws-sdk/client-cloudformation';
import type { Properties } from '../resource-behaviour.ts';
import type { ResourceDifference } from './change-set/difference.ts';
import type { JsonObject } from './template/json.ts';
import type { ParameterValues } from './template/parameter-values.ts';
import type { DeletionPolicy } from './template/template.ts';

/** Plain JSON, as the store keeps it. Times are milliseconds since the epoch. */

export type Tags = Readonly<Record<string, string>>;

/** What a stack is made from. */
export interface StackDefinition {
  readonly templateBody: string;
  /** The template's own. */
  readonly description?: string;
  readonly parameters: ParameterValues;
  readonly tags: Tags;
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  readonly roleArn?: string;
}

export interface OutputRecord {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

export interface StackRecord {
  readonly stackId: string;
  readonly stackName: string;
  readonly region: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  readonly creationTime: number;
  readonly lastUpdatedTime?: number;
  readonly deletionTime?: number;
  /** What it is, or is becoming. Absent while a first change set is under review. */
  readonly definition?: StackDefinition;
  /** What it was when it was last complete: where a rollback leads. */
  readonly stable?: StackDefinition;
  readonly disableRollback: boolean;
  readonly onFailure: 'DELETE' | 'DO_NOTHING' | 'ROLLBACK';
  readonly timeoutInMinutes?: number;
  readonly terminationProtection: boolean;
  readonly changeSetId?: string;
  readonly stackPolicy?: string;
  readonly outputs: readonly OutputRecord[];
  /** Names of exports of other stacks that it uses. */
  readonly imports: readonly string[];
  /** Requests that were accepted, by their token, with what tells one request from another. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly operation?: OperationRecord;
  readonly lastOperation?: { readonly id: string; readonly type: OperationType };
  /** What the last drift detection found, and when that began. */
  readonly drift?: { readonly status: StackDriftStatus; readonly at: number };
}

export interface DriftDetectionRecord {
  readonly id: string;
  readonly stackId: string;
  readonly startedAt: number;
  /** Only these resources; all, when empty. */
  readonly logicalIds: readonly string[];
  readonly status: StackDriftDetectionStatus;
  readonly reason?: string;
  readonly drift?: StackDriftStatus;
  readonly drifted?: number;
}

/** What the last detection found of one resource. */
export interface DriftRecord {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly status: 'DELETED' | 'IN_SYNC' | 'MODIFIED' | 'UNKNOWN';
  readonly reason?: string;
  /** JSON. */
  readonly expected?: string;
  readonly actual?: string;
  readonly differences: readonly PropertyDifference[];
  readonly at: number;
}

/**
 * `apply` leads towards the definition, `restore` back to the stable one, `cleanup` deletes what is left over of
 * either, `delete` deletes every resource.
 */
export type Phase = 'apply' | 'cleanup' | 'delete' | 'restore';

export interface OperationRecord {
  readonly id: string;
  readonly type: OperationType;
  readonly token?: string;
  readonly phase: Phase;
  /** Whether the steps of the phase are in the store. */
  readonly planned: boolean;
  readonly startedAt: number;
  readonly disableRollback: boolean;
  /** Why the whole operation fails, where it is no resource's fault. */
  readonly failure?: string;
  readonly cancelled?: boolean;
  readonly retainResources: readonly string[];
  readonly skipResources: readonly string[];
  readonly retainExceptOnCreate: boolean;
  /** Exports that the definition uses. */
  readonly imports: readonly string[];
  /** Leave behind what cannot be deleted. */
  readonly force: boolean;
}

export interface ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  /** '' until the resource exists. */
  readonly physicalId: string;
  readonly status: ResourceStatus;
  readonly statusReason?: string;
  readonly timestamp: number;
  readonly generatedName: string;
  readonly properties: Properties;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Those of the stack and its own. */
  readonly tags: Tags;
  readonly dependencies: readonly string[];
  readonly metadata?: JsonObject;
  readonly deletionPolicy?: DeletionPolicy;
  readonly updateReplacePolicy?: DeletionPolicy;
}

/** How a resource was when the stack was last complete. */
export interface UndoRecord {
  /** Absent when it did not exist. */
  readonly before?: ResourceRecord;
  /** What a rollback put aside, to be deleted. */
  readonly discard?: ResourceRecord;
  readonly restored?: boolean;
}

export type Change = 'create' | 'delete' | 'replace' | 'update';

/** The work on one resource in one phase. */
export interface StepRecord {
  readonly key: string;
  readonly logicalId: string;
  readonly kind: 'apply' | 'delete' | 'restore';
  readonly waitsFor: readonly string[];
  /** `begun`: announced. `initiated`: the provider was called and is waited for. */
  readonly state: 'begun' | 'cancelled' | 'done' | 'failed' | 'initiated' | 'waiting';
  /** When to look at it next. */
  readonly at: number;
  readonly attempts: number;
  readonly change?: Change;
  /** The resource as it shall be, or the one to delete. */
  readonly target?: ResourceRecord;
  /** As it was before the step. */
  readonly previous?: ResourceRecord;
  /** Deletes a resource that its stack has replaced or given up, not the current one of that logical id. */
  readonly detached?: boolean;
  /** Never failing the stack: after three attempts the resource is left behind. */
  readonly cleanup?: boolean;
  /** What becomes of the resource that the step deletes. */
  readonly policy?: 'Delete' | 'Retain' | 'Snapshot';
}

export interface EventRecord {
  readonly eventId: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: ResourceStatus | StackStatus;
  readonly reason?: string;
  readonly timestamp: number;
  /** JSON. */
  readonly properties?: string;
  readonly token?: string;
  readonly operationId?: string;
}

/** A finding of the checks that run before a change set can be executed. */
export interface ValidationFinding {
  readonly logicalId: string;
  readonly type: string;
  readonly name: 'NAME_CONFLICT_VALIDATION' | 'PROPERTY_VALIDATION';
  readonly reason: string;
  /** JSON pointer into the template. */
  readonly path: string;
}

export interface ChangeSetRecord {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly region: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly status: ChangeSetStatus;
  readonly statusReason?: string;
  readonly executionStatus: ExecutionStatus;
  readonly creationTime: number;
  readonly description?: string;
  readonly clientToken?: string;
  readonly definition: StackDefinition;
  readonly onStackFailure?: 'DELETE' | 'DO_NOTHING' | 'ROLLBACK';
  /** Whether properties and names are left unchecked. */
  readonly disableValidation: boolean;
  readonly differences: readonly ResourceDifference[];
  readonly findings: readonly ValidationFinding[];
  readonly operationId: string;
  /** When its creation goes on. */
  readonly at: number;
}
