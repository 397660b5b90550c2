import { isDeepStrictEqual } from 'node:util';
import type { SandboxContext } from '../context.ts';
import { breakerThreshold } from './circuit-breaker.ts';
import { ecsArn, lastPart, longNumber, regionOf } from './names.ts';
import type {
  DeploymentRecord,
  RevisionRecord,
  RevisionSpec,
  ServiceDeploymentRecord,
  ServiceRecord,
} from './records.ts';
import { withEvent } from './service-events.ts';
import type { EcsTables } from './tables.ts';

/**
 * Beginning and end of deployments. Every method takes a service and returns what has become of it; the caller
 * stores it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html
 */
export class Rollouts {
  readonly #context: SandboxContext;
  readonly #tables: EcsTables;

  constructor(context: SandboxContext, tables: EcsTables) {
    this.#context = context;
    this.#tables = tables;
  }

  /** Begins a deployment where `spec` differs from what the primary one runs, or with `force`. */
  begin(service: ServiceRecord, spec: RevisionSpec, force: boolean): ServiceRecord {
    const [primary] = service.deployments;
    const running = primary && this.#tables.revisions.get(primary.revisionArn)?.spec;
    if (!force && isDeepStrictEqual(running, spec)) return service;
    const revision = this.#newRevision(service, spec);
    const serviceDeployment = this.#newServiceDeployment(service, revision.arn);
    if (primary?.rolloutState === 'IN_PROGRESS') {
      this.#changeServiceDeployment(primary.serviceDeploymentArn, {
        status: 'STOPPED',
        stoppedAt: this.#now(),
        finishedAt: this.#now(),
        supersededBy: serviceDeployment.arn,
      });
    }
    return this.#prepend(service, revision.arn, serviceDeployment.arn, false);
  }

  /** The deployment has reached its steady state: the others are gone. */
  complete(service: ServiceRecord): ServiceRecord {
    const [primary] = service.deployments;
    if (!primary) return service;
    const done: DeploymentRecord = {
      ...primary,
      rolloutState: 'COMPLETED',
      rolloutStateReason: `ECS deployment ${primary.id} completed.`,
      updatedAt: this.#now(),
    };
    const breaker = this.#tables.serviceDeployments.get(primary.serviceDeploymentArn)?.breaker;
    this.#changeServiceDeployment(primary.serviceDeploymentArn, {
      status: primary.isRollback ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL',
      finishedAt: this.#now(),
      failureCount: primary.isRollback ? this.#failureCount(primary) : primary.failedTasks,
      ...(breaker === 'MONITORING' ? { breaker: 'MONITORING_COMPLETE' } : {}),
    });
    this.#context.effect('deployment-completed', { service: service.arn, deployment: primary.id });
    const lastCompleted = { deploymentId: primary.id, revisionArn: primary.revisionArn };
    const completed = { ...service, deployments: [done], lastCompleted };
    return withEvent(this.#context, completed, `(deployment ${primary.id}) deployment completed.`);
  }

  /** The circuit breaker has tripped: the deployment has failed, and is rolled back where that is wanted and possible. */
  trip(service: ServiceRecord): ServiceRecord {
    const [primary] = service.deployments;
    if (!primary) return service;
    const reason = 'ECS deployment circuit breaker: tasks failed to start.';
    const failed = this.#fail(service, primary, reason);
    const told = withEvent(
      this.#context,
      failed,
      `(deployment ${primary.id}) deployment failed: tasks failed to start.`,
    );
    this.#changeServiceDeployment(primary.serviceDeploymentArn, {
      breaker: 'TRIGGERED',
      failureCount: primary.failedTasks,
    });
    const wanted = service.deploymentConfiguration.deploymentCircuitBreaker?.rollback ?? false;
    if (wanted && !primary.isRollback && service.lastCompleted) {
      return this.#rollBack(
        told,
        primary,
        'ECS deployment circuit breaker: rolling back to deploymentId',
        reason,
      );
    }
    const status = primary.isRollback ? 'ROLLBACK_FAILED' : 'STOPPED';
    this.#finish(primary, status, reason);
    return told;
  }

  /**
   * Stops a deployment by hand, which rolls it back. Without a completed deployment before it, it only stops.
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html
   */
  stop(service: ServiceRecord): ServiceRecord {
    const [primary] = service.deployments;
    if (!primary) return service;
    const reason = 'Service deployment was stopped by the user.';
    const failed = this.#fail(service, primary, reason);
    if (service.lastCompleted)
      return this.#rollBack(failed, primary, 'ECS deployment rolling back to deploymentId', reason);
    this.#finish(primary, 'STOPPED', reason);
    return failed;
  }

  /** Counts a failed task against the primary deployment. */
  countFailure(service: ServiceRecord): ServiceRecord {
    const failedTasks = (service.deployments[0]?.failedTasks ?? 0) + 1;
    return this.changePrimary(service, { failedTasks });
  }

  changePrimary(service: ServiceRecord, change: Partial<DeploymentRecord>): ServiceRecord {
    const [primary, ...others] = service.deployments;
    if (!primary) return service;
    return { ...service, deployments: [{ ...primary, ...change, updatedAt: this.#now() }, ...others] };
  }

  #rollBack(service: ServiceRecord, failed: DeploymentRecord, text: string, reason: string): ServiceRecord {
    const target = service.lastCompleted;
    if (!target) return service;
    const rollback = { reason, startedAt: this.#now(), revisionArn: target.revisionArn };
    this.#changeServiceDeployment(failed.serviceDeploymentArn, {
      status: 'ROLLBACK_IN_PROGRESS',
      statusReason: reason,
      rollback,
    });
    this.#context.effect('deployment-rolling-back', {
      service: service.arn,
      from: failed.id,
      to: target.deploymentId,
    });
    const told = withEvent(this.#context, service, `rolling back to deployment ${target.deploymentId}.`);
    const rolling = this.#prepend(told, target.revisionArn, failed.serviceDeploymentArn, true);
    return this.changePrimary(rolling, { rolloutStateReason: `${text} ${target.deploymentId}.` });
  }

  #fail(service: ServiceRecord, primary: DeploymentRecord, reason: string): ServiceRecord {
    this.#context.effect('deployment-failed', { service: service.arn, deployment: primary.id, reason });
    return this.changePrimary(service, { rolloutState: 'FAILED', rolloutStateReason: reason });
  }

  #finish(deployment: DeploymentRecord, status: 'STOPPED' | 'ROLLBACK_FAILED', statusReason: string): void {
    const finishedAt = this.#now();
    this.#changeServiceDeployment(deployment.serviceDeploymentArn, {
      status,
      statusReason,
      finishedAt,
      ...(status === 'STOPPED' ? { stoppedAt: finishedAt } : {}),
    });
  }

  /**
   * A new primary deployment in front of the others. A rollback has the revision of the completed deployment that
   * it goes back to, so tasks of that revision that still run are kept. AWS does not document whether it keeps them.
   */
  #prepend(
    service: ServiceRecord,
    revisionArn: string,
    serviceDeploymentArn: string,
    isRollback: boolean,
  ): ServiceRecord {
    const id = `ecs-svc/${longNumber(this.#context)}`;
    const deployment: DeploymentRecord = {
      id,
      revisionArn,
      serviceDeploymentArn,
      createdAt: this.#now(),
      updatedAt: this.#now(),
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment ${id} in progress.`,
      failedTasks: 0,
      failuresInRow: 0,
      nextStartAt: 0,
      isRollback,
    };
    this.#context.effect('deployment-started', { service: service.arn, deployment: id, isRollback });
    return { ...service, steady: false, deployments: [deployment, ...service.deployments] };
  }

  #newRevision(service: ServiceRecord, spec: RevisionSpec): RevisionRecord {
    const name = `${lastPart(service.clusterArn)}/${service.name}/${longNumber(this.#context)}`;
    const arn = ecsArn(this.#context, regionOf(service.arn), `service-revision/${name}`);
    return this.#tables.revisions.put(arn, { arn, serviceArn: service.arn, spec, createdAt: this.#now() });
  }

  #newServiceDeployment(service: ServiceRecord, targetRevisionArn: string): ServiceDeploymentRecord {
    const name = `${lastPart(service.clusterArn)}/${service.name}/${this.#context.randomHex(21)}`;
    const arn = ecsArn(this.#context, regionOf(service.arn), `service-deployment/${name}`);
    const breaker = service.deploymentConfiguration.deploymentCircuitBreaker;
    return this.#tables.serviceDeployments.put(arn, {
      arn,
      serviceArn: service.arn,
      status: 'IN_PROGRESS',
      createdAt: this.#now(),
      updatedAt: this.#now(),
      sourceRevisionArns: [...new Set(service.deployments.map(({ revisionArn }) => revisionArn))],
      targetRevisionArn,
      breaker: breaker?.enable === true ? 'MONITORING' : 'DISABLED',
      failureCount: 0,
      threshold: breakerThreshold(breaker, service.desiredCount),
    });
  }

  #changeServiceDeployment(arn: string, change: Partial<ServiceDeploymentRecord>): void {
    const record = this.#tables.serviceDeployments.get(arn);
    if (record) this.#tables.serviceDeployments.put(arn, { ...record, ...change, updatedAt: this.#now() });
  }

  #failureCount(deployment: DeploymentRecord): number {
    return this.#tables.serviceDeployments.get(deployment.serviceDeploymentArn)?.failureCount ?? 0;
  }

  #now(): number {
    return this.#context.clock.now();
  }
}
