import type {
  DescribeServicesRequest,
  DescribeServicesResponse,
  Failure,
  ListServicesRequest,
  ListServicesResponse,
  UpdateServiceRequest,
  UpdateServiceResponse,
} from '@aws-sdk/client-ecs';
import type { RequestContext } from '../context.ts';
import { listPage } from '../list-page.ts';
import { describeService } from './describe-service.ts';
import type { Ecs } from './ecs.ts';
import { ecsArn, lastPart } from './names.ts';
import { revisionSpec, serviceSettings } from './service-settings.ts';
import { taskDefinition } from './task-definitions.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html */
export function serviceOperations(ecs: Ecs) {
  const { tables } = ecs;
  return {
    DescribeServices(input: DescribeServicesRequest, { region }: RequestContext): DescribeServicesResponse {
      const cluster = ecs.cluster(region, input.cluster);
      const failures: Failure[] = [];
      const services = (input.services ?? []).flatMap((reference) => {
        const service = ecs.findService(cluster, reference);
        if (service) return describeService(tables, service, input.include?.includes('TAGS') ?? false);
        const arn = ecsArn(ecs.context, region, `service/${cluster.name}/${lastPart(reference)}`);
        failures.push({ arn, reason: 'MISSING' });
        return [];
      });
      return { services, failures };
    },

    ListServices(input: ListServicesRequest, { region }: RequestContext): ListServicesResponse {
      const cluster = ecs.cluster(region, input.cluster);
      const arns = tables.services
        .all()
        .filter((service) => service.clusterArn === cluster.arn && service.status !== 'INACTIVE')
        .map(({ arn }) => arn);
      const { items, next } = listPage(arns, input.nextToken, input.maxResults ?? 10, 100);
      return { serviceArns: [...items], ...(next === undefined ? {} : { nextToken: next }) };
    },

    UpdateService(input: UpdateServiceRequest, { region }: RequestContext): UpdateServiceResponse {
      const service = ecs.activeService(ecs.cluster(region, input.cluster), input.service);
      const before = ecs.specOf(service);
      const arn = input.taskDefinition
        ? taskDefinition(tables, region, input.taskDefinition).arn
        : (before?.taskDefinitionArn ?? '');
      const changed = ecs.updateService(service, {
        spec: revisionSpec(input, arn, before),
        settings: serviceSettings(input, service),
        force: input.forceNewDeployment ?? false,
      });
      return { service: describeService(tables, changed, true) };
    },
  };
}
