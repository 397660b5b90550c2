import type {
  ChangeSource,
  EvaluationType,
  PolicyAction,
  Replacement,
  RequiresRecreation,
  ResourceAttribute,
} from '@aws-sdk/client-cloudformation';
import type { Properties } from '../../resource-behaviour.ts';

/** Why one value of a resource changes. */
export interface DifferenceDetail {
  readonly attribute: ResourceAttribute;
  /** The property, when the attribute is Properties. */
  readonly name?: string;
  /** JSON pointer into the resource. */
  readonly path: string;
  readonly requiresRecreation: RequiresRecreation;
  readonly evaluation: EvaluationType;
  readonly source: ChangeSource;
  readonly causingEntity?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What a change set says of one resource.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 */
export interface ResourceDifference {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly replacement?: Replacement;
  readonly policyAction?: PolicyAction;
  readonly details: readonly DifferenceDetail[];
  readonly before?: Properties;
  readonly after?: Properties;
}
