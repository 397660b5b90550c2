import type {
  DescribeScalableTargetsRequest,
  DescribeScalableTargetsResponse,
  DescribeScalingPoliciesRequest,
  DescribeScalingPoliciesResponse,
} from '@aws-sdk/client-application-auto-scaling';
import type { AwsService, RequestContext } from '../context.ts';
import { listPage } from '../list-page.ts';
import type { Autoscaling } from './autoscaling.ts';
import { DIMENSION } from './records.ts';

const PAGE = 50;

/** Application Auto Scaling as clients see it. */
export function autoscalingService({ autoscaling }: { readonly autoscaling: Autoscaling }): AwsService {
  return {
    signingName: 'application-autoscaling',
    operations: {
      DescribeScalableTargets(
        input: DescribeScalableTargetsRequest,
        { region }: RequestContext,
      ): DescribeScalableTargetsResponse {
        const wanted = autoscaling.targets
          .all()
          .filter(
            (target) =>
              target.region === region &&
              input.ServiceNamespace === 'ecs' &&
              (input.ScalableDimension ?? DIMENSION) === DIMENSION &&
              (input.ResourceIds?.includes(target.resourceId) ?? true),
          );
        const { items, next } = listPage(wanted, input.NextToken, input.MaxResults, PAGE);
        const ScalableTargets = items.map((target) => ({
          ServiceNamespace: 'ecs' as const,
          ResourceId: target.resourceId,
          ScalableDimension: DIMENSION,
          MinCapacity: target.minCapacity,
          MaxCapacity: target.maxCapacity,
          RoleARN: target.roleArn ?? serviceLinkedRole(autoscaling),
          CreationTime: new Date(target.createdAt),
          ...(target.suspendedState ? { SuspendedState: target.suspendedState } : {}),
          ScalableTargetARN: target.arn,
        }));
        return { ScalableTargets, ...(next === undefined ? {} : { NextToken: next }) };
      },

      DescribeScalingPolicies(
        input: DescribeScalingPoliciesRequest,
        { region }: RequestContext,
      ): DescribeScalingPoliciesResponse {
        const wanted = autoscaling.policies
          .all()
          .filter(
            (policy) =>
              policy.region === region &&
              input.ServiceNamespace === 'ecs' &&
              (input.ResourceId ?? policy.resourceId) === policy.resourceId &&
              (input.PolicyNames?.includes(policy.name) ?? true),
          );
        const { items, next } = listPage(wanted, input.NextToken, input.MaxResults, PAGE);
        const ScalingPolicies = items.map((policy) => ({
          PolicyARN: policy.arn,
          PolicyName: policy.name,
          ServiceNamespace: 'ecs' as const,
          ResourceId: policy.resourceId,
          ScalableDimension: DIMENSION,
          PolicyType: policy.policyType,
          ...policy.configuration,
          Alarms: [],
          CreationTime: new Date(policy.createdAt),
        }));
        return { ScalingPolicies, ...(next === undefined ? {} : { NextToken: next }) };
      },
    },
  };
}

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html */
function serviceLinkedRole({ context }: Autoscaling): string {
  const role = 'ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService';
  return `arn:${context.partition}:iam::${context.accountId}:role/aws-service-role/${role}`;
}
