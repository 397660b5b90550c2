import type {
  CapacityProviderStrategyItem,
  DeploymentConfiguration,
  LaunchType,
  LoadBalancer,
  NetworkConfiguration,
  PropagateTags,
  ServiceRegistry,
} from '@aws-sdk/client-ecs';
import { AwsError } from '../aws-error.ts';
import type { RevisionSpec, ServiceSettings } from './records.ts';

/** What CloudFormation's `AWS::ECS::Service` and `UpdateService` have in common, in the shape of the API. */
export interface ServiceInput {
  readonly desiredCount?: number | undefined;
  readonly deploymentConfiguration?: DeploymentConfiguration | undefined;
  readonly healthCheckGracePeriodSeconds?: number | undefined;
  readonly enableExecuteCommand?: boolean | undefined;
  readonly enableECSManagedTags?: boolean | undefined;
  readonly propagateTags?: PropagateTags | undefined;
  readonly availabilityZoneRebalancing?: 'ENABLED' | 'DISABLED' | undefined;
  readonly launchType?: LaunchType | undefined;
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[] | undefined;
  readonly platformVersion?: string | undefined;
  readonly networkConfiguration?: NetworkConfiguration | undefined;
  readonly loadBalancers?: readonly LoadBalancer[] | undefined;
  readonly serviceRegistries?: readonly ServiceRegistry[] | undefined;
}

const DEFAULTS: ServiceSettings = {
  desiredCount: 1,
  deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200, strategy: 'ROLLING' },
  healthCheckGracePeriodSeconds: 0,
  enableExecuteCommand: false,
  enableECSManagedTags: false,
  propagateTags: 'NONE',
  availabilityZoneRebalancing: 'ENABLED',
};

/**
 * Settings that apply at once. What is not given keeps its value; for a new service, AWS's default (a desired
 * count of 1 as in CloudFormation).
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
 */
export function serviceSettings(input: ServiceInput, before: ServiceSettings = DEFAULTS): ServiceSettings {
  const given = input.deploymentConfiguration;
  const deploymentConfiguration = {
    ...before.deploymentConfiguration,
    ...given,
    minimumHealthyPercent:
      given?.minimumHealthyPercent ?? before.deploymentConfiguration.minimumHealthyPercent,
    maximumPercent: given?.maximumPercent ?? before.deploymentConfiguration.maximumPercent,
  };
  const { strategy } = deploymentConfiguration;
  if (strategy !== undefined && strategy !== 'ROLLING') {
    throw new AwsError(
      'UnsupportedFeatureException',
      `The deployment strategy ${strategy} is not supported here.`,
    );
  }
  return {
    desiredCount: input.desiredCount ?? before.desiredCount,
    deploymentConfiguration,
    healthCheckGracePeriodSeconds:
      input.healthCheckGracePeriodSeconds ?? before.healthCheckGracePeriodSeconds,
    enableExecuteCommand: input.enableExecuteCommand ?? before.enableExecuteCommand,
    enableECSManagedTags: input.enableECSManagedTags ?? before.enableECSManagedTags,
    propagateTags: input.propagateTags ?? before.propagateTags,
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? before.availabilityZoneRebalancing,
  };
}

/** What tasks are made of. What is not given keeps its value; lists are cleared by an empty list. */
export function revisionSpec(
  input: ServiceInput,
  taskDefinitionArn: string,
  before?: RevisionSpec,
): RevisionSpec {
  const launchType = input.launchType ?? before?.launchType;
  const strategy = input.capacityProviderStrategy ?? before?.capacityProviderStrategy;
  const network = input.networkConfiguration ?? before?.networkConfiguration;
  return {
    taskDefinitionArn,
    ...(launchType === undefined ? {} : { launchType }),
    ...(strategy === undefined || strategy.length === 0 ? {} : { capacityProviderStrategy: strategy }),
    platformVersion: input.platformVersion ?? before?.platformVersion ?? 'LATEST',
    ...(network === undefined ? {} : { networkConfiguration: network }),
    loadBalancers: input.loadBalancers ?? before?.loadBalancers ?? [],
    serviceRegistries: input.serviceRegistries ?? before?.serviceRegistries ?? [],
  };
}
