import type { ResourceBehaviour } from '../resource-behaviour.ts';
import { listenerBehaviour } from './listener-behaviour.ts';
import type { BehaviourDeps } from './load-balancer-behaviour.ts';
import { loadBalancerBehaviour } from './load-balancer-behaviour.ts';
import { ruleBehaviour } from './rule-behaviour.ts';
import { targetGroupBehaviour } from './target-group-behaviour.ts';

/** What the resource types of Elastic Load Balancing do beyond being stored. */
export function elbv2Behaviours(deps: BehaviourDeps): readonly ResourceBehaviour[] {
  return [
    loadBalancerBehaviour(deps),
    targetGroupBehaviour(deps),
    listenerBehaviour(deps),
    ruleBehaviour(deps),
  ];
}
