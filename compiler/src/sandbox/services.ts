import { Autoscaling } from './autoscaling/autoscaling.ts';
import { autoscalingBehaviours } from './autoscaling/behaviours.ts';
import { autoscalingService } from './autoscaling/service.ts';
import type { ResourceFaults } from './cloudformation/faults.ts';
import { findSubnet } from './cloudformation/find-subnet.ts';
import { cloudFormationService } from './cloudformation/service.ts';
import { cloudWatchBehaviours } from './cloudwatch/behaviours.ts';
import { CloudWatch } from './cloudwatch/cloudwatch.ts';
import { measureLogs } from './cloudwatch/log-metrics.ts';
import { taskCounts } from './cloudwatch/container-insights.ts';
import { hostCounts, requestMeter } from './cloudwatch/load-balancer-metrics.ts';
import { cloudWatchService } from './cloudwatch/service.ts';
import type { AwsService, SandboxContext } from './context.ts';
import { ecrBehaviours } from './ecr/behaviours.ts';
import { findImage } from './ecr/find-image.ts';
import { ecrService } from './ecr/service.ts';
import { ecsBehaviours } from './ecs/behaviours.ts';
import { Ecs } from './ecs/ecs.ts';
import { regionOf } from './ecs/names.ts';
import { ecsService } from './ecs/service.ts';
import { elbv2Behaviours } from './elbv2/behaviours.ts';
import type { LoadBalancingOptions } from './elbv2/load-balancing.ts';
import { LoadBalancing } from './elbv2/load-balancing.ts';
import { elbv2Service } from './elbv2/service.ts';
import { eventBehaviours } from './events/behaviours.ts';
import { EventBus } from './events/event-bus.ts';
import { logsBehaviours } from './logs/behaviours.ts';
import { appendLogEvents } from './logs/log-groups.ts';
import { logsService } from './logs/service.ts';
import type { TaskRunner } from './runner/task-runner.ts';
import { s3Behaviours } from './s3/behaviours.ts';
import { readObject } from './s3/read-object.ts';
import { s3Service } from './s3/service.ts';
import { ssmBehaviours } from './ssm/behaviours.ts';
import { Parameters } from './ssm/parameters.ts';
import { resolveSecret } from './ssm/resolve-secret.ts';
import { ssmService } from './ssm/service.ts';
import { stsService } from './sts/service.ts';

export interface ServiceOptions {
  readonly runner: TaskRunner;
  /** How load balancers reach targets and find ports; tests replace it. */
  readonly loadBalancing?: LoadBalancingOptions;
  /** Resources that fail or do not come to an end; tests script it. */
  readonly resourceFaults?: ResourceFaults;
}

/** All services, in the order in which they start: each may use those before it. They stop the other way round. */
export function sandboxServices(context: SandboxContext, options: ServiceOptions): readonly AwsService[] {
  const cloudWatch = new CloudWatch(context);
  const bus = new EventBus(context, (destination, events) => appendLogEvents(context, destination, events));
  const loadBalancing = new LoadBalancing(context, options.loadBalancing, requestMeter(cloudWatch.metrics));
  const ecs = new Ecs({
    context,
    runner: options.runner,
    loadBalancing,
    findImage: (uri) => findImage(context, uri),
    appendLogEvents: (destination, events) => appendLogEvents(context, destination, events),
    resolveSecret: (valueFrom, region) => resolveSecret(context, valueFrom, region),
    findSubnet: (subnetId) => findSubnet(context.store, subnetId),
    taskChanged: (taskArn, describe) =>
      bus.publish({
        region: regionOf(taskArn),
        source: 'aws.ecs',
        detailType: 'ECS Task State Change',
        resources: [taskArn],
        detail: describe,
      }),
  });
  measureLogs(context, cloudWatch.metrics);
  cloudWatch.sampleBy(hostCounts(loadBalancing, cloudWatch.metrics));
  cloudWatch.sampleBy(taskCounts(ecs, cloudWatch.metrics));
  loadBalancing.targets.onChange(() => cloudWatch.touch());
  const autoscaling = new Autoscaling({ context, ecs });
  const parameters = new Parameters(context);
  return [
    stsService(context),
    ssmService(context),
    s3Service(context),
    ecrService(context),
    logsService(context),
    elbv2Service({ loadBalancing }),
    ecsService({ ecs }),
    autoscalingService({ autoscaling }),
    cloudWatchService({ cloudWatch }),
    cloudFormationService({
      context,
      behaviours: [
        ...s3Behaviours(context),
        ...ecrBehaviours(context),
        ...logsBehaviours(context),
        ...ssmBehaviours(context),
        ...elbv2Behaviours({
          context,
          loadBalancing,
          findSubnet: (subnetId) => findSubnet(context.store, subnetId),
        }),
        ...ecsBehaviours({ ecs }),
        ...autoscalingBehaviours({ autoscaling }),
        ...cloudWatchBehaviours(cloudWatch),
        ...eventBehaviours(bus),
      ],
      readS3Object: (place) => readObject(context, place),
      readSsmParameter: ({ region, name, version }) =>
        parameters.find(region, version === undefined ? name : `${name}:${version}`),
      ...(options.resourceFaults && { faults: options.resourceFaults }),
    }),
  ];
}
