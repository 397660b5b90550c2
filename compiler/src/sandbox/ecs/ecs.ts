import type { Service } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import type { LoadBalancing } from '../elbv2/load-balancing.ts';
import type { EcsDeps } from './ecs-deps.ts';
import { ecsArn, lastPart, regionOf } from './names.ts';
import type { ClusterRecord, RevisionSpec, ServiceRecord, ServiceSettings } from './records.ts';
import { Scheduler } from './scheduler.ts';
import { EcsTables } from './tables.ts';
import { taskDefinition } from './task-definitions.ts';

/** What a new service consists of. */
export interface NewService {
  readonly owner: string;
  readonly region: string;
  readonly name: string;
  readonly cluster: ClusterRecord;
  readonly spec: RevisionSpec;
  readonly settings: ServiceSettings;
  readonly roleArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ServiceChange {
  readonly spec: RevisionSpec;
  readonly settings: ServiceSettings;
  readonly force: boolean;
}

/** Amazon ECS while the sandbox runs: records and the scheduler. */
export class Ecs {
  readonly context: SandboxContext;
  readonly tables: EcsTables;
  readonly scheduler: Scheduler;
  readonly #loadBalancing: LoadBalancing;

  constructor(deps: EcsDeps) {
    this.context = deps.context;
    this.tables = new EcsTables(deps.context.store);
    this.scheduler = new Scheduler(deps, this.tables);
    this.#loadBalancing = deps.loadBalancing;
  }

  /**
   * A cluster by name or ARN; the default one is called `default`.
   * @throws AwsError `ClusterNotFoundException`
   */
  cluster(region: string, reference: string | undefined): ClusterRecord {
    const arn = ecsArn(this.context, region, `cluster/${lastPart(reference ?? 'default')}`);
    const cluster = this.tables.clusters.get(arn);
    if (!cluster) throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
    return cluster;
  }

  /** A service by name or ARN; one that is gone is found until another takes its name. */
  findService(cluster: ClusterRecord, reference: string | undefined): ServiceRecord | undefined {
    return this.tables.services.get(
      ecsArn(this.context, regionOf(cluster.arn), `service/${cluster.name}/${lastPart(reference ?? '')}`),
    );
  }

  /**
   * @throws AwsError `ServiceNotFoundException`, `ServiceNotActiveException`
   */
  activeService(cluster: ClusterRecord, reference: string | undefined): ServiceRecord {
    const service = this.findService(cluster, reference);
    if (!service) throw new AwsError('ServiceNotFoundException', 'Service not found.');
    if (service.status !== 'ACTIVE')
      throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
    return service;
  }

  /** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
  createService(request: NewService): ServiceRecord {
    const { region, cluster, name } = request;
    const arn = ecsArn(this.context, region, `service/${cluster.name}/${name}`);
    const existing = this.tables.services.get(arn);
    if (existing && existing.status !== 'INACTIVE') {
      if (existing.owner === request.owner && existing.status === 'ACTIVE') return existing;
      throw new AwsError('InvalidParameterException', 'Creation of service was not idempotent.');
    }
    this.#checkSpec(region, request.spec);
    // A service of the same name that is gone keeps neither its events nor its place in the list.
    this.tables.services.delete(arn);
    const service: ServiceRecord = {
      ...request.settings,
      owner: request.owner,
      arn,
      name,
      clusterArn: cluster.arn,
      status: 'ACTIVE',
      ...(request.roleArn === undefined ? {} : { roleArn: request.roleArn }),
      createdAt: this.context.clock.now(),
      tags: request.tags,
      deployments: [],
      events: [],
      steady: false,
    };
    return this.#await(this.scheduler.rollouts.begin(service, request.spec, false));
  }

  /**
   * A change of what tasks are made of begins a new deployment; other settings apply at once.
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
   */
  updateService(service: ServiceRecord, { spec, settings, force }: ServiceChange): ServiceRecord {
    this.#checkSpec(regionOf(service.arn), spec);
    const changed = { ...service, ...settings, steady: false };
    return this.#await(this.scheduler.rollouts.begin(changed, spec, force));
  }

  setDesiredCount(service: ServiceRecord, desiredCount: number): void {
    if (service.desiredCount === desiredCount) return;
    this.#save({ ...service, desiredCount, steady: false });
  }

  /** Stops every task with its load balancers drained first; the service is `INACTIVE` when the last is gone. */
  deleteService(service: ServiceRecord): void {
    if (service.status !== 'ACTIVE') return;
    this.#save({ ...service, status: 'DRAINING', desiredCount: 0, steady: false });
  }

  /** Rolls the deployment under way back. */
  stopDeployment(service: ServiceRecord): void {
    this.#save(this.scheduler.rollouts.stop(service));
  }

  specOf(service: ServiceRecord): RevisionSpec | undefined {
    return this.tables.revisions.get(service.deployments[0]?.revisionArn ?? '')?.spec;
  }

  #await(service: ServiceRecord): ServiceRecord {
    const serviceDeploymentArn = service.deployments[0]?.serviceDeploymentArn ?? '';
    return this.#save({ ...service, awaited: { serviceDeploymentArn, since: this.context.clock.now() } });
  }

  #save(service: ServiceRecord): ServiceRecord {
    this.tables.services.put(service.arn, service);
    this.scheduler.touch(service.arn);
    return service;
  }

  #checkSpec(region: string, spec: RevisionSpec): void {
    const { definition, status } = taskDefinition(this.tables, region, spec.taskDefinitionArn);
    if (status === 'INACTIVE') throw new AwsError('ClientException', 'TaskDefinition is inactive');
    for (const balancer of spec.loadBalancers)
      this.#checkLoadBalancer(definition.containerDefinitions, balancer);
    const needsNetwork = definition.networkMode === 'awsvpc';
    if (needsNetwork && (spec.networkConfiguration?.awsvpcConfiguration?.subnets ?? []).length === 0) {
      const message = "Network Configuration must be provided when networkMode 'awsvpc' is specified.";
      throw new AwsError('InvalidParameterException', message);
    }
  }

  #checkLoadBalancer(
    containers:
      | readonly {
          readonly name?: string | undefined;
          readonly portMappings?: readonly { containerPort?: number | undefined }[] | undefined;
        }[]
      | undefined,
    { targetGroupArn, containerName, containerPort }: NonNullable<Service['loadBalancers']>[number],
  ): void {
    const container = containers?.find(({ name }) => name === containerName);
    if (!container) {
      const message = `The container ${containerName} does not exist in the task definition.`;
      throw new AwsError('InvalidParameterException', message);
    }
    if (!container.portMappings?.some((mapping) => mapping.containerPort === containerPort)) {
      const message = `The container ${containerName} did not have a container port ${containerPort} defined.`;
      throw new AwsError('InvalidParameterException', message);
    }
    const group = this.#loadBalancing.tables.targetGroups.get(targetGroupArn ?? '');
    if (!group) {
      throw new AwsError(
        'InvalidParameterException',
        `The specified target group does not exist: ${targetGroupArn}`,
      );
    }
    if (this.#loadBalancing.tables.usersOf(group.arn).length === 0) {
      const message = `The target group with targetGroupArn ${group.arn} does not have an associated load balancer.`;
      throw new AwsError('InvalidParameterException', message);
    }
  }
}
