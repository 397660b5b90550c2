import type { AwsService } from '../context.ts';
import { clusterOperations } from './cluster-operations.ts';
import { deploymentOperations } from './deployment-operations.ts';
import type { Ecs } from './ecs.ts';
import { serviceOperations } from './service-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { taskDefinitionOperations } from './task-definition-operations.ts';
import { taskOperations } from './task-operations.ts';

/**
 * Amazon ECS as clients see it. Start it after Elastic Load Balancing, and stop it before; the runner belongs to
 * whoever made it, and is closed after both.
 */
export function ecsService({ ecs }: { readonly ecs: Ecs }): AwsService {
  return {
    signingName: 'ecs',
    operations: {
      ...clusterOperations(ecs),
      ...serviceOperations(ecs),
      ...taskOperations(ecs),
      ...taskDefinitionOperations(ecs),
      ...deploymentOperations(ecs),
      ...tagOperations(ecs),
    },
    start: () => ecs.scheduler.start(),
    stop: () => ecs.scheduler.close(),
  };
}
