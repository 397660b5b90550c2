import type { EcsDeps } from './ecs-deps.ts';
import { breakerThreshold, startPause } from './circuit-breaker.ts';
import type { ServiceRecord, TaskRecord } from './records.ts';
import type { PlannedTask } from './rollout-plan.ts';
import { planRollout } from './rollout-plan.ts';
import { Rollouts } from './rollouts.ts';
import { withEvent } from './service-events.ts';
import type { EcsTables } from './tables.ts';
import { hasHealthCheck, healthFailure, isHealthy, SETTLING_MS, targetsOf } from './task-health.ts';
import { Tasks } from './tasks.ts';

/** Ends of tasks that say nothing about the task itself. */
const NOT_ITS_FAULT = new Set(['ServiceSchedulerInitiated', 'UserInitiated', 'TerminationNotice']);

/**
 * The service scheduler: brings what runs to what is wanted, one step at a time, whenever something has changed or
 * a time has come. Its whole state is in the records, so it goes on after a restart.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export class Scheduler {
  readonly rollouts: Rollouts;
  readonly tasks: Tasks;
  readonly #deps: EcsDeps;
  readonly #tables: EcsTables;
  readonly #due = new Set<string>();
  readonly #wakes = new Map<string, { readonly at: number; readonly cancel: () => void }>();
  #closed = false;

  constructor(deps: EcsDeps, tables: EcsTables) {
    this.#deps = deps;
    this.#tables = tables;
    this.rollouts = new Rollouts(deps.context, tables);
    this.tasks = new Tasks(deps, tables, {
      changed: (serviceArn) => this.touch(serviceArn),
      running: (task) => this.#taskRuns(task),
      stopped: (task) => this.#taskStopped(task),
    });
  }

  /** Something about a service has changed: looks at it in the clock's next turn. */
  touch(serviceArn: string): void {
    if (this.#closed || this.#due.has(serviceArn)) return;
    this.#due.add(serviceArn);
    this.#deps.context.clock.after(0, () => {
      this.#due.delete(serviceArn);
      this.#look(serviceArn);
    });
  }

  start(): void {
    this.tasks.startOver();
    for (const service of this.#tables.services.all()) this.touch(service.arn);
  }

  close(): void {
    this.#closed = true;
    for (const { cancel } of this.#wakes.values()) cancel();
    this.tasks.close();
  }

  #look(serviceArn: string): void {
    const service = this.#tables.services.get(serviceArn);
    if (this.#closed || !service || service.status === 'INACTIVE') return;
    const checked = this.#checkBreaker(this.#checkTasks(service));
    this.#save(this.#finish(this.#step(checked)));
    void this.#deps.context.store.commit();
  }

  /** Notes which tasks have become healthy and which have failed their checks. */
  #checkTasks(before: ServiceRecord): ServiceRecord {
    let service = before;
    for (const task of this.#present(service)) {
      const revision = this.#tables.revisions.get(task.revisionArn);
      const { targets } = this.#deps.loadBalancing;
      const isCurrent = task.revisionArn === service.deployments[0]?.revisionArn;
      const settlesAt = (task.startedAt ?? Infinity) + SETTLING_MS;
      if (!hasHealthCheck(task, revision) && settlesAt > this.#now()) this.#wakeAt(service.arn, settlesAt);
      if (!task.wasHealthy && isHealthy(task, revision, targets, this.#now())) {
        this.#tables.tasks.put(task.arn, { ...task, wasHealthy: true });
        const breaker = service.deploymentConfiguration.deploymentCircuitBreaker;
        const resets = breaker?.resetOnHealthyTask ?? true;
        const reset = { failuresInRow: 0, nextStartAt: 0, ...(resets ? { failedTasks: 0 } : {}) };
        if (isCurrent) service = this.rollouts.changePrimary(service, reset);
        continue;
      }
      const failure = task.failure === undefined ? healthFailure(task, revision, targets) : undefined;
      if (!failure) continue;
      const graceEnds = (task.startedAt ?? 0) + service.healthCheckGracePeriodSeconds * 1000;
      if (graceEnds > this.#now()) {
        this.#wakeAt(service.arn, graceEnds);
        continue;
      }
      this.#tables.tasks.put(task.arn, { ...task, failure: failure.reason });
      service = withEvent(this.#deps.context, service, failure.event);
      if (isCurrent) service = this.#countFailure(service, task);
    }
    return service;
  }

  /** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html */
  #checkBreaker(service: ServiceRecord): ServiceRecord {
    const [primary] = service.deployments;
    const breaker = service.deploymentConfiguration.deploymentCircuitBreaker;
    if (breaker?.enable !== true || primary?.rolloutState !== 'IN_PROGRESS' || service.status !== 'ACTIVE')
      return service;
    return primary.failedTasks >= breakerThreshold(breaker, service.desiredCount)
      ? this.rollouts.trip(service)
      : service;
  }

  #step(before: ServiceRecord): ServiceRecord {
    let service = before;
    const [primary] = service.deployments;
    const revision = primary && this.#tables.revisions.get(primary.revisionArn);
    if (!primary || !revision) return service;
    const desiredCount = service.status === 'ACTIVE' ? service.desiredCount : 0;
    const isPaused = primary.nextStartAt > this.#now();
    if (isPaused) this.#wakeAt(service.arn, primary.nextStartAt);
    const step = planRollout({
      desiredCount,
      minimumHealthyPercent: service.deploymentConfiguration.minimumHealthyPercent,
      maximumPercent: service.deploymentConfiguration.maximumPercent,
      tasks: this.#present(service).map((task) => this.#planned(task, primary.revisionArn)),
      mayStart: !isPaused && primary.rolloutState !== 'FAILED',
    });
    if (step.isBlocked) {
      const text =
        'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.';
      service = withEvent(this.#deps.context, service, text);
    }
    if (step.start > 0) {
      const started = Array.from({ length: step.start }, () => this.tasks.launch(service, primary, revision));
      const tasks = started.flatMap((task) => task ?? []);
      const replaced = this.#present(service).filter((task) => task.failure !== undefined).length;
      const unhealthy =
        replaced > 0 ? ` Amazon ECS replaced ${replaced} tasks due to an unhealthy status.` : '';
      service = withEvent(
        this.#deps.context,
        service,
        `has started ${tasks.length} tasks: ${named(tasks)}.${unhealthy}`,
      );
    }
    return this.#stopTasks(service, step.stop);
  }

  #stopTasks(before: ServiceRecord, planned: readonly PlannedTask[]): ServiceRecord {
    const tasks = planned.flatMap(({ arn }) => this.#tables.tasks.get(arn) ?? []);
    if (tasks.length === 0) return before;
    const { context } = this.#deps;
    const [primary] = before.deployments;
    let service = withEvent(context, before, `has stopped ${tasks.length} running tasks: ${named(tasks)}.`);
    for (const task of tasks) {
      const reason = task.failure ?? `Scaling activity initiated by (deployment ${primary?.id})`;
      this.tasks.stop(task.arn, { stopCode: 'ServiceSchedulerInitiated', reason, afterDraining: true });
    }
    const draining = tasks.filter((task) => task.lastStatus === 'RUNNING');
    const groups = draining.flatMap((task) => targetsOf(task, this.#tables.revisions.get(task.revisionArn)));
    for (const arn of new Set(groups.map(({ targetGroupArn }) => targetGroupArn))) {
      const count = groups.filter(({ targetGroupArn }) => targetGroupArn === arn).length;
      service = withEvent(context, service, `deregistered ${count} targets in (target-group ${arn})`);
    }
    for (const deployment of service.deployments) {
      const count = draining.filter(({ revisionArn }) => revisionArn === deployment.revisionArn).length;
      if (count === 0 || groups.length === 0) continue;
      service = withEvent(context, service, `has begun draining connections on ${count} tasks.`, deployment);
    }
    return service;
  }

  /** A deployment is complete, and a service steady, when just the wanted tasks are left and all are healthy. */
  #finish(service: ServiceRecord): ServiceRecord {
    const [primary] = service.deployments;
    const left = this.#tables.tasksOf(service.arn).filter((task) => task.lastStatus !== 'STOPPED');
    if (service.status === 'DRAINING') {
      if (left.length > 0) return service;
      return { ...service, status: 'INACTIVE', deployments: [] };
    }
    const done =
      primary !== undefined &&
      primary.rolloutState !== 'FAILED' &&
      left.length === service.desiredCount &&
      left.every((task) => {
        const planned = this.#planned(task, primary.revisionArn);
        return planned.isCurrent && planned.isHealthy && task.desiredStatus === 'RUNNING';
      });
    if (!done) return service.steady ? { ...service, steady: false } : service;
    const completed = primary.rolloutState === 'IN_PROGRESS' ? this.rollouts.complete(service) : service;
    if (completed.steady) return completed;
    return { ...withEvent(this.#deps.context, completed, 'has reached a steady state.'), steady: true };
  }

  #taskRuns(task: TaskRecord): void {
    let service = this.#tables.services.get(task.serviceArn);
    if (!service) return;
    for (const { targetGroupArn } of targetsOf(task, this.#tables.revisions.get(task.revisionArn))) {
      service = withEvent(
        this.#deps.context,
        service,
        `registered 1 targets in (target-group ${targetGroupArn})`,
      );
    }
    this.#save(service);
  }

  #taskStopped(task: TaskRecord): void {
    let service = this.#tables.services.get(task.serviceArn);
    if (!service || NOT_ITS_FAULT.has(task.stopCode ?? '')) return;
    if (task.stopCode === 'TaskFailedToStart') {
      const reason = task.stoppedReason?.replace(/\.$/, '');
      service = withEvent(this.#deps.context, service, `was unable to place a task. Reason: ${reason}.`);
    }
    const isCurrent = task.revisionArn === service.deployments[0]?.revisionArn;
    if (isCurrent && task.failure === undefined) service = this.#countFailure(service, task);
    this.#save(service);
  }

  /**
   * One more failed task of the primary deployment. Tasks that end before they are healthy make the scheduler wait
   * longer each time. AWS does so only for tasks that never ran; here a task needs no time to be placed, so one that
   * ends at once would be started again without end. A task that ran and ended, and that nothing checks, is not
   * counted by the breaker (https://github.com/aws/containers-roadmap/issues/1206).
   */
  #countFailure(before: ServiceRecord, task: TaskRecord): ServiceRecord {
    const [primary] = before.deployments;
    if (!primary) return before;
    let service = before;
    if (!task.wasHealthy) {
      const failuresInRow = primary.failuresInRow + 1;
      const nextStartAt = this.#now() + startPause(failuresInRow);
      service = this.rollouts.changePrimary(service, { failuresInRow, nextStartAt });
      if (failuresInRow === 2) {
        const text =
          'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';
        service = withEvent(this.#deps.context, service, text);
      }
    }
    const counts =
      task.stopCode === 'TaskFailedToStart' ||
      hasHealthCheck(task, this.#tables.revisions.get(task.revisionArn));
    return counts && primary.rolloutState === 'IN_PROGRESS' ? this.rollouts.countFailure(service) : service;
  }

  #planned(task: TaskRecord, revisionArn: string): PlannedTask {
    const revision = this.#tables.revisions.get(task.revisionArn);
    return {
      arn: task.arn,
      isCurrent: task.revisionArn === revisionArn,
      isHealthy: isHealthy(task, revision, this.#deps.loadBalancing.targets, this.#now()),
      isFailed: task.failure !== undefined,
      availabilityZone: task.availabilityZone,
      createdAt: task.createdAt,
    };
  }

  /** Tasks that run or start and that nobody stops. */
  #present(service: ServiceRecord): readonly TaskRecord[] {
    return this.#tables.tasksOf(service.arn).filter((task) => task.desiredStatus === 'RUNNING');
  }

  #save(service: ServiceRecord): void {
    this.#tables.services.put(service.arn, service);
  }

  #wakeAt(serviceArn: string, at: number): void {
    const wake = this.#wakes.get(serviceArn);
    if (wake && wake.at <= at && wake.at > this.#now()) return;
    wake?.cancel();
    const cancel = this.#deps.context.clock.after(at - this.#now(), () => {
      this.#wakes.delete(serviceArn);
      this.touch(serviceArn);
    });
    this.#wakes.set(serviceArn, { at, cancel });
  }

  #now(): number {
    return this.#deps.context.clock.now();
  }
}

function named(tasks: readonly TaskRecord[]): string {
  return tasks.map(({ id }) => `(task ${id})`).join(' ');
}
