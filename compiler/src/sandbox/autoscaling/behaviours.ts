import type { ScalableTarget, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import { AwsError } from '../aws-error.ts';
import type {
  CreatedResource,
  Properties,
  ResourceBehaviour,
  ResourceRequest,
} from '../resource-behaviour.ts';
import { ownerOf } from '../resource-owner.ts';
import type { Autoscaling } from './autoscaling.ts';
import { targetKey } from './autoscaling.ts';
import type { ScalableTargetRecord, ScalingPolicyRecord } from './records.ts';
import { DIMENSION } from './records.ts';

type TargetProperties = Omit<ScalableTarget, 'CreationTime'>;
type PolicyProperties = Partial<ScalingPolicy> & { readonly ScalingTargetId?: string };

/** `AWS::ApplicationAutoScaling::ScalableTarget` and `::ScalingPolicy`, for ECS services. */
export function autoscalingBehaviours({
  autoscaling,
}: {
  readonly autoscaling: Autoscaling;
}): readonly ResourceBehaviour[] {
  return [scalableTargetBehaviour(autoscaling), scalingPolicyBehaviour(autoscaling)];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html */
function scalableTargetBehaviour(autoscaling: Autoscaling): ResourceBehaviour {
  const put = (request: ResourceRequest): CreatedResource => {
    const properties: Partial<TargetProperties> = request.properties;
    checkDimension(request.properties);
    const {
      ResourceId: resourceId = '',
      MinCapacity: minCapacity = 0,
      MaxCapacity: maxCapacity = 0,
    } = properties;
    if (minCapacity > maxCapacity) {
      throw new AwsError('ValidationException', 'Maximum capacity cannot be less than minimum capacity');
    }
    const { context, targets } = autoscaling;
    const key = targetKey(request.region, resourceId);
    const before = targets.get(key);
    const record: ScalableTargetRecord = {
      owner: ownerOf(request),
      region: request.region,
      arn: before?.arn ?? arnOf(autoscaling, request.region, `scalable-target/${context.randomHex(32)}`),
      resourceId,
      minCapacity,
      maxCapacity,
      ...(properties.RoleARN === undefined ? {} : { roleArn: properties.RoleARN }),
      ...(properties.SuspendedState === undefined ? {} : { suspendedState: properties.SuspendedState }),
      createdAt: before?.createdAt ?? context.clock.now(),
    };
    autoscaling.apply(record);
    targets.put(key, record);
    const physicalId = `${resourceId}|${DIMENSION}|ecs`;
    return { physicalId, attributes: { Id: physicalId } };
  };

  return {
    type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    create: put,
    update: put,
    remove({ region, physicalId }) {
      const [resourceId = ''] = physicalId.split('|');
      // Its policies go with it.
      for (const policy of autoscaling.policies.all()) {
        if (policy.region === region && policy.resourceId === resourceId)
          autoscaling.policies.delete(policy.arn);
      }
      autoscaling.targets.delete(targetKey(region, resourceId));
    },
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalingpolicy.html */
function scalingPolicyBehaviour(autoscaling: Autoscaling): ResourceBehaviour {
  const put = (request: ResourceRequest): CreatedResource => {
    const properties: PolicyProperties = request.properties;
    const [ofTarget] = properties.ScalingTargetId?.split('|') ?? [];
    const resourceId = properties.ResourceId ?? ofTarget ?? '';
    if (ofTarget === undefined) checkDimension(request.properties);
    autoscaling.target(request.region, resourceId);
    const name = properties.PolicyName ?? request.generatedName;
    const { context, policies } = autoscaling;
    const owner = ownerOf(request);
    const before = policies
      .all()
      .find((policy) => policy.owner === owner || isNamed(policy, request, resourceId, name));
    const id = `scalingPolicy:${context.randomHex(8)}-${context.randomHex(12)}:resource/ecs/${resourceId}:policyName/${name}`;
    const arn =
      before?.arn ?? `arn:${context.partition}:autoscaling:${request.region}:${context.accountId}:${id}`;
    const record: ScalingPolicyRecord = {
      owner,
      region: request.region,
      arn,
      name,
      resourceId,
      policyType: properties.PolicyType ?? 'StepScaling',
      configuration: configurationOf(properties),
      createdAt: before?.createdAt ?? context.clock.now(),
    };
    policies.put(arn, record);
    return { physicalId: arn, attributes: { Arn: arn } };
  };

  return {
    type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    create: put,
    update: put,
    remove: ({ physicalId }) => autoscaling.policies.delete(physicalId),
  };
}

function isNamed(
  policy: ScalingPolicyRecord,
  { region }: ResourceRequest,
  resourceId: string,
  name: string,
): boolean {
  return policy.region === region && policy.resourceId === resourceId && policy.name === name;
}

function configurationOf(properties: PolicyProperties): ScalingPolicyRecord['configuration'] {
  const {
    TargetTrackingScalingPolicyConfiguration: tracking,
    StepScalingPolicyConfiguration: step,
    PredictiveScalingPolicyConfiguration: predictive,
  } = properties;
  return {
    ...(tracking ? { TargetTrackingScalingPolicyConfiguration: tracking } : {}),
    ...(step ? { StepScalingPolicyConfiguration: step } : {}),
    ...(predictive ? { PredictiveScalingPolicyConfiguration: predictive } : {}),
  };
}

/** Only ECS services are scaled here. */
function checkDimension({ ServiceNamespace: namespace, ScalableDimension: dimension }: Properties): void {
  if (namespace === 'ecs' && dimension === DIMENSION) return;
  const message = `Scalable dimension ${String(dimension)} of service namespace ${String(namespace)} is not supported here`;
  throw new AwsError('ValidationException', message);
}

function arnOf({ context }: Autoscaling, region: string, resource: string): string {
  return `arn:${context.partition}:application-autoscaling:${region}:${context.accountId}:${resource}`;
}
