import { AwsError } from '../aws-error.ts';
import type { LoadBalancing } from './load-balancing.ts';
import type { ListenerRecord, LoadBalancerRecord, RuleRecord, TargetGroupRecord } from './records.ts';

/** Records by their ARN. Each throws `AwsError` where there is none. */
export function finder({ loadBalancers, targetGroups, listeners, rules }: LoadBalancing['tables']) {
  return {
    loadBalancer: (arn = ''): LoadBalancerRecord =>
      loadBalancers.get(arn) ?? missing('LoadBalancerNotFound', 'load balancers'),
    targetGroup: (arn = ''): TargetGroupRecord =>
      targetGroups.get(arn) ?? missing('TargetGroupNotFound', 'target groups'),
    listener: (arn = ''): ListenerRecord => listeners.get(arn) ?? missing('ListenerNotFound', 'listeners'),
    rule: (arn = ''): RuleRecord => rules.get(arn) ?? missing('RuleNotFound', 'rules'),
  };
}

function missing(code: string, what: string): never {
  throw new AwsError(code, `One or more ${what} not found`);
}
