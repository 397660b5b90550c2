import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws-error.ts';
import { ownerOf } from '../resource-owner.ts';
import type { CreatedResource, ResourceBehaviour, ResourceRequest } from '../resource-behaviour.ts';
import type { Ecs } from './ecs.ts';
import { fromCloudFormation } from './from-cloudformation.ts';
import { ecsArn, lastPart } from './names.ts';
import type { ClusterRecord } from './records.ts';

interface ClusterProperties {
  readonly clusterName?: string;
  readonly clusterSettings?: readonly { readonly name?: string; readonly value?: string }[];
  readonly capacityProviders?: readonly string[];
  readonly defaultCapacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-cluster.html */
export function clusterBehaviour(ecs: Ecs): ResourceBehaviour {
  const { clusters } = ecs.tables;

  const settingsOf = (request: ResourceRequest) => {
    const properties = fromCloudFormation<ClusterProperties>(request.properties);
    return {
      settings: properties.clusterSettings ?? [],
      capacityProviders: properties.capacityProviders ?? [],
      defaultCapacityProviderStrategy: properties.defaultCapacityProviderStrategy ?? [],
      tags: request.tags,
    };
  };

  return {
    type: 'AWS::ECS::Cluster',
    create(request) {
      const name =
        fromCloudFormation<ClusterProperties>(request.properties).clusterName ?? request.generatedName;
      const arn = ecsArn(ecs.context, request.region, `cluster/${name}`);
      const owner = ownerOf(request);
      const existing = clusters.get(arn);
      if (existing) {
        if (existing.owner === owner) return created(existing);
        throw new AwsError('InvalidParameterException', `Cluster ${name} already exists.`);
      }
      return created(clusters.put(arn, { owner, arn, name, ...settingsOf(request) }));
    },
    update(request) {
      const cluster = ecs.cluster(request.region, request.physicalId);
      const { capacityProviders, defaultCapacityProviderStrategy, ...rest } = settingsOf(request);
      // Where associations are a resource of their own, the cluster's template says nothing about them.
      const own =
        'CapacityProviders' in request.properties
          ? { capacityProviders, defaultCapacityProviderStrategy }
          : {};
      return created(clusters.put(cluster.arn, { ...cluster, ...rest, ...own }));
    },
    remove(existing) {
      const arn = ecsArn(ecs.context, existing.region, `cluster/${existing.physicalId}`);
      const services = ecs.tables.services.all().filter((service) => service.clusterArn === arn);
      if (services.some(({ status }) => status === 'ACTIVE')) {
        const message = 'The Cluster cannot be deleted while Services are active.';
        throw new AwsError('ClusterContainsServicesException', message);
      }
      if (services.some(({ status }) => status === 'DRAINING')) {
        throw new AwsError(
          'ClusterContainsTasksException',
          'The Cluster cannot be deleted while Tasks are active.',
        );
      }
      for (const service of services) ecs.tables.services.delete(service.arn);
      clusters.delete(arn);
    },
  };
}

interface AssociationProperties {
  readonly cluster?: string;
  readonly capacityProviders?: readonly string[];
  readonly defaultCapacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-clustercapacityproviderassociations.html */
export function capacityProviderBehaviour(ecs: Ecs): ResourceBehaviour {
  const associate = (request: ResourceRequest): CreatedResource => {
    const properties = fromCloudFormation<AssociationProperties>(request.properties);
    const cluster = ecs.cluster(request.region, properties.cluster);
    ecs.tables.clusters.put(cluster.arn, {
      ...cluster,
      capacityProviders: properties.capacityProviders ?? [],
      defaultCapacityProviderStrategy: properties.defaultCapacityProviderStrategy ?? [],
    });
    return { physicalId: cluster.name, attributes: {} };
  };

  return {
    type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    create: associate,
    update: associate,
    remove({ region, physicalId }) {
      const cluster = ecs.tables.clusters.get(ecsArn(ecs.context, region, `cluster/${lastPart(physicalId)}`));
      if (!cluster) return;
      const none = { capacityProviders: [], defaultCapacityProviderStrategy: [] };
      ecs.tables.clusters.put(cluster.arn, { ...cluster, ...none });
    },
  };
}

function created(cluster: ClusterRecord): CreatedResource {
  return { physicalId: cluster.name, attributes: { Arn: cluster.arn } };
}
