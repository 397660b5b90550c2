import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../aws-error.ts';
import { ownerOf } from '../resource-owner.ts';
import type { ResourceBehaviour } from '../resource-behaviour.ts';
import { typed } from './behaviour-parts.ts';
import { checkActions } from './check-actions.ts';
import { checkConditions } from './check-conditions.ts';
import type { BehaviourDeps } from './load-balancer-behaviour.ts';
import type { RuleRecord } from './records.ts';

interface RuleProperties {
  readonly ListenerArn: string;
  readonly Priority: number;
  readonly Conditions: readonly RuleCondition[];
  readonly Actions: readonly Action[];
  readonly Transforms: readonly unknown[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenerrule.html */
export function ruleBehaviour({ context, loadBalancing }: BehaviourDeps): ResourceBehaviour {
  const { tables } = loadBalancing;

  const changing = (listenerArn: string, properties: Partial<RuleProperties>, except?: string) => {
    const listener = tables.listeners.get(listenerArn);
    if (!listener) throw new AwsError('ListenerNotFound', 'One or more listeners not found');
    const { Priority: priority = 0, Conditions: conditions = [], Actions: actions = [] } = properties;
    if (priority < 1 || priority > 50_000) {
      throw new AwsError('ValidationError', `The rule priority '${priority}' must be between 1 and 50000`);
    }
    const others = tables.rulesOf(listenerArn).filter((rule) => rule.arn !== except);
    if (others.some((rule) => rule.priority === priority)) {
      throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`);
    }
    if ((properties.Transforms ?? []).length > 0) {
      throw new AwsError('InvalidConfigurationRequest', 'Rule transforms are not supported here');
    }
    checkConditions(conditions);
    checkActions(tables, listener.loadBalancerArn, actions);
    return { priority, conditions, actions };
  };

  return {
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    create(request) {
      const properties = typed<RuleProperties>(request.properties);
      const owner = ownerOf(request);
      const made = tables.rules.all().find((record) => record.owner === owner);
      if (made) return created(made.arn);
      const listenerArn = properties.ListenerArn ?? '';
      const changes = changing(listenerArn, properties);
      const arn = `${listenerArn.replace(':listener/', ':listener-rule/')}/${context.randomHex(16)}`;
      const record: RuleRecord = { owner, arn, listenerArn, tags: request.tags, ...changes };
      tables.rules.put(arn, record);
      loadBalancing.refresh();
      return created(arn);
    },
    update(request) {
      const record = tables.rules.get(request.physicalId);
      if (!record) throw new AwsError('RuleNotFound', `Rule '${request.physicalId}' not found`);
      const changes = changing(record.listenerArn, typed<RuleProperties>(request.properties), record.arn);
      tables.rules.put(record.arn, { ...record, ...changes, tags: request.tags });
      loadBalancing.refresh();
      return created(record.arn);
    },
    remove({ physicalId }) {
      tables.rules.delete(physicalId);
      loadBalancing.refresh();
    },
  };

  function created(arn: string) {
    return { physicalId: arn, attributes: { RuleArn: arn, IsDefault: false } };
  }
}
