import { AwsError } from '../aws-error.ts';
import { ownerOf, setBy } from '../resource-owner.ts';
import type { CreatedResource, ResourceBehaviour, ResourceRequest, Settling } from '../resource-behaviour.ts';
import type { Ecs } from './ecs.ts';
import { fromCloudFormation, toCloudFormation } from './from-cloudformation.ts';
import type { ServiceDeploymentRecord, ServiceRecord } from './records.ts';
import type { ServiceInput } from './service-settings.ts';
import { revisionSpec, serviceSettings } from './service-settings.ts';
import { taskDefinition } from './task-definitions.ts';

interface ServiceProperties extends ServiceInput {
  readonly cluster?: string;
  readonly serviceName?: string;
  readonly taskDefinition?: string;
  readonly role?: string;
  readonly schedulingStrategy?: string;
  readonly deploymentController?: { readonly type?: string };
  readonly forceNewDeployment?: {
    readonly enableForceNewDeployment?: boolean;
    readonly forceNewDeploymentNonce?: string;
  };
}

/** What UpdateService changes, beside the task definition. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
const UPDATABLE = new Set([
  'AvailabilityZoneRebalancing',
  'CapacityProviderStrategy',
  'DeploymentConfiguration',
  'DesiredCount',
  'EnableECSManagedTags',
  'EnableExecuteCommand',
  'HealthCheckGracePeriodSeconds',
  'LoadBalancers',
  'NetworkConfiguration',
  'PlatformVersion',
  'PropagateTags',
  'ServiceRegistries',
]);

/** CloudFormation gives up waiting for a service after about three hours. https://github.com/aws/containers-roadmap/issues/1303 */
const LONGEST_WAIT_MS = 3 * 3_600_000;

/**
 * A stack's service is done when its deployment is, and failed when the circuit breaker has tripped and the
 * rollback has ended.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
 * @see https://github.com/aws/containers-roadmap/issues/1205
 */
export function serviceBehaviour(ecs: Ecs): ResourceBehaviour {
  return {
    type: 'AWS::ECS::Service',
    create(request) {
      const properties = supported(request);
      const cluster = ecs.cluster(request.region, properties.cluster);
      const { arn } = taskDefinition(ecs.tables, request.region, properties.taskDefinition);
      const service = ecs.createService({
        owner: ownerOf(request),
        region: request.region,
        name: properties.serviceName ?? request.generatedName,
        cluster,
        spec: revisionSpec(properties, arn),
        settings: serviceSettings(properties),
        ...(properties.role === undefined ? {} : { roleArn: properties.role }),
        tags: request.tags,
      });
      return created(service);
    },
    update(request, previous) {
      const service = ecs.tables.services.get(request.physicalId);
      if (service?.status !== 'ACTIVE') throw new AwsError('ServiceNotFoundException', 'Service not found.');
      const properties = supported(request);
      const before = fromCloudFormation<ServiceProperties>(previous);
      const force = properties.forceNewDeployment;
      const { arn } = taskDefinition(ecs.tables, request.region, properties.taskDefinition);
      // The desired count, which a scaler may have set, stays when left out; so do load balancers and the like, which
      // an empty list clears. Everything else goes back to its default.
      const settings = serviceSettings({
        ...properties,
        desiredCount: properties.desiredCount ?? service.desiredCount,
      });
      const changed = ecs.updateService(
        { ...service, tags: request.tags },
        {
          spec: revisionSpec(properties, arn, ecs.specOf(service)),
          settings,
          force:
            force?.enableForceNewDeployment === true &&
            force.forceNewDeploymentNonce !== before.forceNewDeployment?.forceNewDeploymentNonce,
        },
      );
      return created(changed);
    },
    remove({ physicalId }) {
      const service = ecs.tables.services.get(physicalId);
      if (service) ecs.deleteService(service);
    },
    live({ physicalId, properties, region }) {
      const service = ecs.tables.services.get(physicalId);
      const spec = service && ecs.specOf(service);
      if (!service || !spec || service.status === 'INACTIVE') return 'deleted';
      // The template may name a family: its newest revision.
      const { taskDefinition: given } = fromCloudFormation<ServiceProperties>(properties);
      const meant = taskDefinition(ecs.tables, region, given).arn;
      const now = setBy(properties, toCloudFormation({ ...service, ...spec }));
      const updated = Object.entries(now).filter(([name]) => UPDATABLE.has(name));
      return {
        ...Object.fromEntries(updated),
        TaskDefinition: meant === spec.taskDefinitionArn ? given : spec.taskDefinitionArn,
      };
    },
    settled({ physicalId }, operation) {
      const service = ecs.tables.services.get(physicalId);
      if (operation === 'delete') return !service || service.status === 'INACTIVE' ? 'done' : 'pending';
      if (!service) return { failed: 'Service not found.' };
      const settling = rolledOut(ecs, service);
      const waited = ecs.context.clock.now() - (service.awaited?.since ?? 0);
      return settling === 'pending' && waited > LONGEST_WAIT_MS
        ? { failed: 'Exceeded attempts to wait' }
        : settling;
    },
  };
}

/** Follows the deployment that was begun, and the one that took over where there is one. */
function rolledOut(ecs: Ecs, service: ServiceRecord): Settling {
  let deployment = ecs.tables.serviceDeployments.get(service.awaited?.serviceDeploymentArn ?? '');
  while (deployment?.supersededBy !== undefined)
    deployment = ecs.tables.serviceDeployments.get(deployment.supersededBy);
  switch (deployment?.status) {
    case 'SUCCESSFUL':
      return service.steady ? 'done' : 'pending';
    case 'ROLLBACK_SUCCESSFUL':
    case 'ROLLBACK_FAILED':
    case 'STOPPED':
      if (!wasRolledBackEarlier(service, deployment)) return { failed: failure(deployment) };
      return service.steady ? 'done' : 'pending';
    default:
      return 'pending';
  }
}

/** An update that asks for what a rollback has already brought back has no deployment to wait for. */
function wasRolledBackEarlier(
  { awaited }: ServiceRecord,
  { status, finishedAt }: ServiceDeploymentRecord,
): boolean {
  return status === 'ROLLBACK_SUCCESSFUL' && finishedAt !== undefined && finishedAt <= (awaited?.since ?? 0);
}

function failure({ breaker, statusReason }: ServiceDeploymentRecord): string {
  if (breaker === 'TRIGGERED') {
    return "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.";
  }
  // What CloudFormation says of a deployment that was stopped by hand is not documented.
  return `The service deployment did not succeed: ${statusReason}`;
}

function supported(request: ResourceRequest): ServiceProperties {
  const properties = fromCloudFormation<ServiceProperties>(request.properties);
  const controller = properties.deploymentController?.type ?? 'ECS';
  if (controller !== 'ECS') {
    throw new AwsError(
      'UnsupportedFeatureException',
      `The deployment controller ${controller} is not supported here.`,
    );
  }
  if (properties.schedulingStrategy === 'DAEMON') {
    throw new AwsError(
      'UnsupportedFeatureException',
      'The scheduling strategy DAEMON is not supported on Fargate.',
    );
  }
  return properties;
}

function created(service: ServiceRecord): CreatedResource {
  return { physicalId: service.arn, attributes: { ServiceArn: service.arn, Name: service.name } };
}
