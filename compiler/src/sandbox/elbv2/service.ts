import type { AwsService } from '../context.ts';
import { listenerOperations } from './listener-operations.ts';
import { loadBalancerOperations } from './load-balancer-operations.ts';
import type { LoadBalancing } from './load-balancing.ts';
import { targetOperations } from './target-operations.ts';

/** Elastic Load Balancing (version 2) as clients see it. */
export function elbv2Service({ loadBalancing }: { readonly loadBalancing: LoadBalancing }): AwsService {
  return {
    signingName: 'elasticloadbalancing',
    operations: {
      ...loadBalancerOperations(loadBalancing),
      ...targetOperations(loadBalancing),
      ...listenerOperations(loadBalancing),
    },
    start: () => loadBalancing.start(),
    stop: () => loadBalancing.stop(),
  };
}
