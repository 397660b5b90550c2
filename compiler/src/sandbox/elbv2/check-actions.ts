import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../aws-error.ts';
import type { LoadBalancingTables } from './records.ts';
import { forwardsTo } from './records.ts';

const ANSWERING = new Set<string>(['forward', 'fixed-response', 'redirect']);

/**
 * Checks the actions of a listener or rule: types that are known here, target groups that exist and that no other
 * load balancer uses.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export function checkActions(
  tables: LoadBalancingTables,
  loadBalancerArn: string,
  actions: readonly Action[],
): void {
  for (const action of actions) {
    if (action.Type === undefined || !ANSWERING.has(action.Type)) {
      const message = `Actions of type '${action.Type}' are not supported here`;
      throw new AwsError('InvalidConfigurationRequest', message);
    }
    if (action.Type !== 'forward') continue;
    for (const arn of forwardsTo(action)) {
      if (!tables.targetGroups.get(arn)) {
        throw new AwsError('TargetGroupNotFound', `One or more target groups not found: '${arn}'`);
      }
      if (tables.usersOf(arn).some((user) => user !== loadBalancerArn)) {
        const message = `The following target groups cannot be associated with more than one load balancer: ${arn}`;
        throw new AwsError('TargetGroupAssociationLimit', message);
      }
    }
  }
}
