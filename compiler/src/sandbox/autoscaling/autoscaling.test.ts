import type { ScalableTarget, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Deployed } from '../ecs/test-world.ts';
import type { Properties, ResourceRequest } from '../resource-behaviour.ts';
import { resourceRequest } from '../test-sandbox.ts';
import { Autoscaling } from './autoscaling.ts';
import { autoscalingBehaviours } from './behaviours.ts';
import { autoscalingService } from './service.ts';

const TARGET = {
  ServiceNamespace: 'ecs',
  ScalableDimension: 'ecs:service:DesiredCount',
  ResourceId: 'service/c/s',
  MinCapacity: 2,
  MaxCapacity: 4,
};
const REQUEST = { region: 'us-east-1', requestId: 'r', endpoint: '' };

let world: Deployed;
let autoscaling: Autoscaling;
beforeEach(() => {
  world = new Deployed();
  autoscaling = new Autoscaling({ context: world.context, ecs: world.ecs });
});
afterEach(() => world.close());

function behaviour(kind: 'ScalableTarget' | 'ScalingPolicy') {
  const type = `AWS::ApplicationAutoScaling::${kind}`;
  const found = autoscalingBehaviours({ autoscaling }).find((candidate) => candidate.type === type);
  if (!found) throw new Error(type);
  return found;
}

function request(properties: Properties, logicalId = 'R'): ResourceRequest {
  return { ...resourceRequest('', properties, logicalId), region: 'us-east-1' };
}

const operations = () => autoscalingService({ autoscaling }).operations;

describe('a scalable target', () => {
  it('raises and lowers the desired count to its capacities, and has the identity of CloudFormation', async () => {
    const created = behaviour('ScalableTarget').create(request(TARGET));
    expect(created.physicalId).toBe('service/c/s|ecs:service:DesiredCount|ecs');
    await world.clock.runUntil(() => world.service().runningCount === 2);
    const lower = { ...TARGET, MinCapacity: 1, MaxCapacity: 1 };
    behaviour('ScalableTarget').update({ ...request(lower), physicalId: created.physicalId }, TARGET);
    await world.clock.runUntil(() => world.service().runningCount === 1);
    expect(world.service().deployments).toHaveLength(1);
  });

  it.each([
    [
      'a service that does not exist',
      { ...TARGET, ResourceId: 'service/c/none' },
      "ECS service doesn't exist: service/c/none",
    ],
    ['a resource id of another form', { ...TARGET, ResourceId: 's' }, "ECS service doesn't exist: s"],
    [
      'a minimum above the maximum',
      { ...TARGET, MinCapacity: 5 },
      'Maximum capacity cannot be less than minimum capacity',
    ],
    ['another dimension', { ...TARGET, ServiceNamespace: 'dynamodb' }, 'is not supported here'],
  ])('refuses %s', (_what, properties, message) => {
    expect(() => behaviour('ScalableTarget').create(request(properties))).toThrow(message);
  });
});

describe('a scaling policy', () => {
  const POLICY = {
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    ScalingTargetId: 'service/c/s|ecs:service:DesiredCount|ecs',
    TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 },
  };

  it('is kept, shown, and goes with its target', () => {
    const target = behaviour('ScalableTarget').create(request(TARGET));
    const policy = behaviour('ScalingPolicy').create(request(POLICY, 'P'));
    expect(policy.attributes['Arn']).toBe(policy.physicalId);
    expect(behaviour('ScalingPolicy').create(request(POLICY, 'P')).physicalId).toBe(policy.physicalId);

    const targets = operations()['DescribeScalableTargets']?.({ ServiceNamespace: 'ecs' }, REQUEST);
    expect(targets).toMatchObject({
      ScalableTargets: [
        { ResourceId: 'service/c/s', MinCapacity: 2, MaxCapacity: 4 } satisfies Partial<ScalableTarget>,
      ],
    });
    const policies = () => operations()['DescribeScalingPolicies']?.({ ServiceNamespace: 'ecs' }, REQUEST);
    expect(policies()).toMatchObject({
      ScalingPolicies: [
        {
          PolicyName: 'cpu',
          PolicyARN: policy.physicalId,
          TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 },
        } satisfies Partial<ScalingPolicy>,
      ],
    });
    behaviour('ScalableTarget').remove({ ...request(TARGET), physicalId: target.physicalId });
    expect(policies()).toEqual({ ScalingPolicies: [] });
  });

  it('needs a target', () => {
    expect(() => behaviour('ScalingPolicy').create(request(POLICY))).toThrow('No scalable target registered');
  });
});
