import type { FilePlace } from '../plan/place.ts';

/** A property that is not what the template says. */
export interface PropertyDrift {
  /** `DeploymentConfiguration.MaximumPercent`, `LoadBalancerAttributes[idle_timeout.timeout_seconds].Value` */
  readonly property: string;
  /** As CloudFormation names it: a JSON pointer. */
  readonly path: string;
  /** `ADD`: an item of a list that the template has not; `REMOVE`: it is not set any more. */
  readonly kind: 'ADD' | 'REMOVE' | 'NOT_EQUAL';
  /** Undefined where the template, or AWS, has none. Secrets are masked. */
  readonly expected?: unknown;
  readonly actual?: unknown;
  /** Where the config says it, if it does. */
  readonly place?: FilePlace;
}

/** A resource that somebody changed, or deleted, without CloudFormation. */
export interface ResourceDrift {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly status: 'MODIFIED' | 'DELETED';
  readonly properties: readonly PropertyDrift[];
  readonly place?: FilePlace;
}

/** A resource that was not looked at. */
export interface Unchecked {
  readonly logicalId: string;
  readonly type: string;
  /** Why, where AWS says so; else its type cannot be read back. */
  readonly reason?: string;
}

export interface StackDrift {
  readonly name: string;
  readonly status: 'IN_SYNC' | 'DRIFTED' | 'UNKNOWN' | 'NOT_CHECKED' | 'NOT_DEPLOYED';
  /** How many resources were compared. */
  readonly checked: number;
  readonly resources: readonly ResourceDrift[];
  readonly notChecked: readonly Unchecked[];
  /** Why something, or all, could not be compared. */
  readonly problem?: string;
}

export interface EnvironmentDrift {
  readonly app: string;
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  readonly drifted: boolean;
  /** Whether all that can be compared was. */
  readonly complete: boolean;
  readonly stacks: readonly StackDrift[];
}
