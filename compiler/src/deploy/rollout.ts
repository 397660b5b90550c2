import { AwsError } from '../aws/aws-error.ts';
import type { Aws } from '../aws/aws.ts';
import type { Deployment, Service } from '../aws/ecs.ts';
import { shortEvent, UnhealthyTargets } from './service-event.ts';
import { countOf, healthyTargets } from './targets.ts';
import { stoppedTasks, taskFailure, type ServiceRef, type TaskFailure } from './tasks.ts';

/** How far the new tasks of a service are. */
export interface RolloutState {
  readonly desired: number;
  readonly running: number;
  /** How many of the new tasks pass the load balancer's health checks; undefined without a load balancer. */
  readonly healthy?: number;
  /** Tasks of earlier revisions that still run. */
  readonly old: number;
  readonly failed: number;
  /** When ECS began. */
  readonly startedAt: Date;
  readonly state: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  /** ECS's own words. */
  readonly reason?: string;
}

/** How many tasks may fail until ECS gives a deployment up, and how many did. */
export interface Breaker {
  readonly failureCount: number;
  readonly threshold: number;
}

/** A line of a service's events, the newest of a hundred that ECS keeps. */
export interface ServiceNote {
  readonly at: Date;
  readonly text: string;
}

/** How many failed tasks are looked into: they mostly fail the same way. */
const failuresKept = 3;

/**
 * Watches one deployment of an ECS service, from when it is asked for. After a rollback the service is stable again, so its
 * state alone does not tell success from failure: what counts is the deployment that began after `since`.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html
 */
export class Rollout {
  readonly service: ServiceRef;
  readonly #aws: Aws;
  readonly #since: Date;
  readonly #failures: TaskFailure[] = [];
  readonly #knownTasks = new Set<string>();
  readonly #knownEvents = new Set<string>();
  readonly #unhealthy = new UnhealthyTargets();
  #deployment: string | undefined;
  #taskDefinition: string | undefined;
  #stopped = 0;
  #breaker: Breaker | undefined;
  #blind = false;
  #last: RolloutState | undefined;
  #served: boolean | undefined;
  #lookFailed = false;

  /** @param since the time, on AWS's clock, at which CloudFormation turned to the service */
  constructor(aws: Aws, service: ServiceRef, since: Date) {
    this.#aws = aws;
    this.service = service;
    this.#since = since;
  }

  /** Tasks of the new revision that stopped, with their last log lines. Kept even when the tasks and their logs are long gone. */
  get failures(): readonly TaskFailure[] {
    return this.#failures;
  }

  /** How many tasks of the new revision stopped. */
  get stopped(): number {
    return this.#stopped;
  }

  get last(): RolloutState | undefined {
    return this.#last;
  }

  /** Whether at every look the load balancer had a healthy target; undefined where a look failed, or there is none. */
  get served(): boolean | undefined {
    return this.#lookFailed ? undefined : this.#served;
  }

  get breaker(): Breaker | undefined {
    return this.#breaker;
  }

  /**
   * One look. Undefined before the deployment begins. An error of AWS counts as having seen nothing new: what CloudFormation
   * does goes on all the same. Where the caller may not look, it looks no more.
   */
  async look(note: (note: ServiceNote) => void = () => undefined): Promise<RolloutState | undefined> {
    if (this.#blind) return this.#last;
    try {
      const ecs = await this.#aws.ecs();
      const { services } = await ecs.describeServices({
        cluster: this.service.cluster,
        services: [this.service.arn],
      });
      const service = services?.[0];
      if (!service || service.status === 'INACTIVE') return this.#last;
      const healthy = await healthyTargets(this.#aws, service);
      if (healthy) this.#served = healthy.length > 0 && (this.#served ?? true);
      this.#notes(service, note);
      const deployment = this.#find(service.deployments ?? []);
      this.#deployment ??= deployment?.id;
      this.#taskDefinition ??= deployment?.taskDefinition;
      // Also once ECS has taken the deployment back: its last tasks stop then.
      if (this.#taskDefinition !== undefined) await this.#collectFailures(this.#taskDefinition);
      const ended = this.#deployment !== undefined && (!deployment || deployment.rolloutState === 'FAILED');
      if (ended || this.#stopped > 0) await this.#readBreaker();
      if (!deployment) return this.#last;
      const own = healthy && (await countOf(this.#aws, this.service, service, deployment, healthy));
      this.#last = stateOf(service, deployment, own, this.#since);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.#lookFailed = true;
      if (error.kind === 'denied') {
        this.#blind = true;
        note({ at: this.#since, text: `the rollout cannot be watched: ${error.message}` });
      }
    }
    return this.#last;
  }

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentCircuitBreaker.html */
  async #readBreaker(): Promise<void> {
    const ecs = await this.#aws.ecs();
    const { serviceDeployments: brief } = await ecs.listServiceDeployments({
      cluster: this.service.cluster,
      service: this.service.arn,
      createdAt: { after: this.#since },
    });
    // The oldest one is watched: a way back comes after it. In which order ECS lists them is not documented.
    const begun = (brief ?? []).toSorted((a, b) => Number(a.createdAt ?? 0) - Number(b.createdAt ?? 0));
    const arn = begun[0]?.serviceDeploymentArn;
    if (arn === undefined) return;
    const { serviceDeployments } = await ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] });
    const { failureCount, threshold } = serviceDeployments?.[0]?.deploymentCircuitBreaker ?? {};
    if (failureCount !== undefined && threshold !== undefined) this.#breaker = { failureCount, threshold };
  }

  #find(deployments: readonly Deployment[]): Deployment | undefined {
    if (this.#deployment !== undefined) return deployments.find(({ id }) => id === this.#deployment);
    return deployments.find(
      ({ createdAt, status }) => status === 'PRIMARY' && createdAt !== undefined && createdAt >= this.#since,
    );
  }

  #notes(service: Service, note: (note: ServiceNote) => void): void {
    for (const { id = '', createdAt, message = '' } of (service.events ?? []).toReversed()) {
      if (createdAt === undefined || createdAt < this.#since || this.#knownEvents.has(id)) continue;
      this.#knownEvents.add(id);
      this.#unhealthy.event(message);
      note({ at: createdAt, text: shortEvent(message.replace(/^\(service [^)]*\) /, '')) });
    }
  }

  async #collectFailures(taskDefinition: string): Promise<void> {
    const deployment = { id: this.#deployment, taskDefinition };
    for (const task of await stoppedTasks(this.#aws, this.service, deployment, this.#knownTasks)) {
      this.#knownTasks.add(task.taskArn ?? '');
      this.#stopped += 1;
      if (this.#failures.length < failuresKept)
        this.#failures.push(this.#unhealthy.explain(await taskFailure(this.#aws, task)));
    }
  }
}

function stateOf(
  service: Service,
  deployment: Deployment,
  healthy: number | undefined,
  since: Date,
): RolloutState {
  const old = (service.deployments ?? []).filter(({ id }) => id !== deployment.id);
  const state =
    deployment.rolloutState ??
    (old.length === 0 && deployment.runningCount === deployment.desiredCount ? 'COMPLETED' : 'IN_PROGRESS');
  return {
    desired: deployment.desiredCount ?? 0,
    running: deployment.runningCount ?? 0,
    old: old.reduce((sum, { runningCount }) => sum + (runningCount ?? 0), 0),
    failed: deployment.failedTasks ?? 0,
    startedAt: deployment.createdAt ?? since,
    state: state === 'FAILED' || state === 'COMPLETED' ? state : 'IN_PROGRESS',
    ...(healthy !== undefined && { healthy }),
    ...(deployment.rolloutStateReason !== undefined && { reason: deployment.rolloutStateReason }),
  };
}
