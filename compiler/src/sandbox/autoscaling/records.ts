import type { ScalableTarget, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';

/** A scalable target as it is stored; `owner` is the stack resource that it belongs to. */
export interface ScalableTargetRecord {
  readonly owner: string;
  readonly region: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly roleArn?: string;
  readonly suspendedState?: ScalableTarget['SuspendedState'];
  readonly createdAt: number;
}

export interface ScalingPolicyRecord {
  readonly owner: string;
  readonly region: string;
  readonly arn: string;
  readonly name: string;
  readonly resourceId: string;
  readonly policyType: NonNullable<ScalingPolicy['PolicyType']>;
  readonly configuration: Pick<
    ScalingPolicy,
    | 'TargetTrackingScalingPolicyConfiguration'
    | 'StepScalingPolicyConfiguration'
    | 'PredictiveScalingPolicyConfiguration'
  >;
  readonly createdAt: number;
}

/** The one dimension of ECS services. */
export const DIMENSION = 'ecs:service:DesiredCount' as const;
