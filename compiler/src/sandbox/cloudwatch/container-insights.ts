import type { Ecs } from '../ecs/ecs.ts';
import { lastPart, regionOf } from '../ecs/names.ts';
import type { Sampler } from './cloudwatch.ts';
import type { Metrics } from './metrics.ts';

/**
 * The task counts of each service whose cluster has Container Insights.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function taskCounts({ tables }: Ecs, metrics: Metrics): Sampler {
  return (at) => {
    const services = tables.services.all().filter(({ status, clusterArn }) => {
      const settings = tables.clusters.get(clusterArn)?.settings ?? [];
      const insights = settings.find(({ name }) => name === 'containerInsights')?.value;
      return status === 'ACTIVE' && (insights === 'enabled' || insights === 'enhanced');
    });
    for (const { arn, name, clusterArn, desiredCount } of services) {
      const dimensions = { ClusterName: lastPart(clusterArn), ServiceName: name };
      const tasks = tables.tasksOf(arn).filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
      const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
      const counts = {
        DesiredTaskCount: desiredCount,
        RunningTaskCount: running,
        PendingTaskCount: tasks.length - running,
      };
      for (const [metric, value] of Object.entries(counts)) {
        const identity = { region: regionOf(arn), namespace: 'ECS/ContainerInsights', dimensions };
        metrics.record({ ...identity, name: metric }, value, { at, unit: 'Count' });
      }
    }
    return services.length > 0;
  };
}
