import type { AwsService } from '../context.ts';
import type { LoadBalancing } from './load-balancing.ts';
import { loadBalancingOperations } from './operations.ts';

/** Elastic Load Balancing (version 2) as clients see it. */
export function elbv2Service({ loadBalancing }: { readonly loadBalancing: LoadBalancing }): AwsService {
  return {
    signingName: 'elasticloadbalancing',
    operations: loadBalancingOperations(loadBalancing),
    start: () => loadBalancing.start(),
    stop: () => loadBalancing.stop(),
  };
}
