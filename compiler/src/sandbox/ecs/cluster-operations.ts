import type {
  DescribeClustersRequest,
  DescribeClustersResponse,
  Failure,
  ListClustersRequest,
  ListClustersResponse,
} from '@aws-sdk/client-ecs';
import type { RequestContext } from '../context.ts';
import { listPage } from '../list-page.ts';
import { counts } from './describe-service.ts';
import { describeTags } from './describe-tags.ts';
import type { Ecs } from './ecs.ts';
import { ecsArn, lastPart, regionOf } from './names.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html */
export function clusterOperations(ecs: Ecs) {
  const { tables } = ecs;
  return {
    DescribeClusters(input: DescribeClustersRequest, { region }: RequestContext): DescribeClustersResponse {
      const failures: Failure[] = [];
      const clusters = (input.clusters ?? ['default']).flatMap((reference) => {
        const arn = ecsArn(ecs.context, region, `cluster/${lastPart(reference)}`);
        const cluster = tables.clusters.get(arn);
        if (!cluster) {
          failures.push({ arn, reason: 'MISSING' });
          return [];
        }
        const services = tables.services.all().filter((service) => service.clusterArn === arn);
        const { runningCount, pendingCount } = counts(
          services.flatMap((service) => tables.tasksOf(service.arn)),
        );
        return {
          clusterArn: arn,
          clusterName: cluster.name,
          status: 'ACTIVE',
          registeredContainerInstancesCount: 0,
          runningTasksCount: runningCount,
          pendingTasksCount: pendingCount,
          activeServicesCount: services.filter(({ status }) => status === 'ACTIVE').length,
          statistics: [],
          capacityProviders: [...cluster.capacityProviders],
          defaultCapacityProviderStrategy: [...cluster.defaultCapacityProviderStrategy],
          ...(input.include?.includes('SETTINGS')
            ? {
                settings: cluster.settings.map(({ value = '' }) => ({
                  name: 'containerInsights' as const,
                  value,
                })),
              }
            : {}),
          ...(input.include?.includes('TAGS') ? { tags: describeTags(cluster.tags) } : {}),
        };
      });
      return { clusters, failures };
    },

    ListClusters(input: ListClustersRequest, { region }: RequestContext): ListClustersResponse {
      const arns = tables.clusters
        .all()
        .map(({ arn }) => arn)
        .filter((arn) => regionOf(arn) === region);
      const { items, next } = listPage(arns, input.nextToken, input.maxResults, 100);
      return { clusterArns: [...items], ...(next === undefined ? {} : { nextToken: next }) };
    },
  };
}
