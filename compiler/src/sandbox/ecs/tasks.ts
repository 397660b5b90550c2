import type { TaskStopCode } from '@aws-sdk/client-ecs';
import type { TargetAddress } from '../elbv2/targets.ts';
import { describeTask } from './describe-task.ts';
import type { EcsDeps } from './ecs-deps.ts';
import { regionOf } from './names.ts';
import type {
  ContainerRecord,
  DeploymentRecord,
  RevisionRecord,
  ServiceRecord,
  TaskRecord,
} from './records.ts';
import type { EcsTables } from './tables.ts';
import { targetsOf } from './task-health.ts';
import { newTask } from './task-placement.ts';
import { TaskRun } from './task-run.ts';

/** What the scheduler is told about tasks. */
export interface TaskObserver {
  /** Anything about a task of the service has changed. */
  changed(serviceArn: string): void;
  /** It runs and its targets are registered. */
  running(task: TaskRecord): void;
  stopped(task: TaskRecord): void;
}

export interface StopRequest {
  readonly stopCode: TaskStopCode;
  readonly reason: string;
  /** Whether SIGTERM waits until the load balancer is done with the task. */
  readonly afterDraining: boolean;
}

/** Stopped tasks stay readable for at least an hour. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html */
const KEPT_MS = 3_600_000;

/**
 * The life of tasks: PROVISIONING → PENDING → ACTIVATING → RUNNING → DEACTIVATING → STOPPING → DEPROVISIONING →
 * STOPPED. Network interfaces take no time here, so the states that wait for one pass at once.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export class Tasks {
  readonly #deps: EcsDeps;
  readonly #tables: EcsTables;
  readonly #observer: TaskObserver;
  readonly #runs = new Map<string, TaskRun>();
  readonly #byTarget = new Map<string, string>();
  #closed = false;

  constructor(deps: EcsDeps, tables: EcsTables, observer: TaskObserver) {
    this.#deps = deps;
    this.#tables = tables;
    this.#observer = observer;
    deps.loadBalancing.targets.onChange((target) => this.#targetChanged(target));
  }

  launch(
    service: ServiceRecord,
    deployment: DeploymentRecord,
    revision: RevisionRecord,
  ): TaskRecord | undefined {
    const taskDefinition = this.#tables.taskDefinitions.get(revision.spec.taskDefinitionArn);
    if (!taskDefinition) return undefined;
    const { context } = this.#deps;
    this.#forgetOld(service.arn);
    const running = this.#tables.tasksOf(service.arn).filter((task) => task.desiredStatus === 'RUNNING');
    const task = newTask(this.#deps, service, deployment, revision, taskDefinition, running);
    this.#tables.tasks.put(task.arn, task);
    const { containerDefinitions: definitions = [], memory, cpu } = taskDefinition.definition;
    context.clock.after(0, () => {
      if (this.#closed || this.#tables.tasks.get(task.arn)?.desiredStatus !== 'RUNNING') return;
      this.#change(task.arn, { lastStatus: 'PENDING' });
      const run = this.#newRun(task.arn);
      this.#runs.set(task.arn, run);
      run.start(regionOf(task.arn), task.id, definitions, { memory, cpu });
    });
    return task;
  }

  /**
   * Stops a task: out of its target groups, then SIGTERM. With `afterDraining` the signal waits until every target
   * is unused, as when the scheduler stops a task; without, both happen at once, as for `StopTask`.
   */
  stop(arn: string, { stopCode, reason, afterDraining }: StopRequest): TaskRecord | undefined {
    const task = this.#tables.tasks.get(arn);
    if (!task || task.desiredStatus === 'STOPPED') return task;
    const stoppingAt = this.#deps.context.clock.now();
    const stopping = { desiredStatus: 'STOPPED', stopCode, stoppedReason: reason, stoppingAt } as const;
    this.#change(arn, task.lastStatus === 'RUNNING' ? { ...stopping, lastStatus: 'DEACTIVATING' } : stopping);
    this.#deregister(task);
    if (!afterDraining) this.#signal(arn);
    else this.#signalWhenDrained(arn);
    return this.#tables.tasks.get(arn);
  }

  /**
   * Marks every task of an earlier run of the sandbox as stopped: its process is gone. AWS has no such case; the
   * stop code is that of a task whose host was lost.
   */
  startOver(): void {
    const { context, loadBalancing } = this.#deps;
    for (const task of this.#tables.tasks.all()) {
      if (task.lastStatus === 'STOPPED') continue;
      for (const target of this.#targetsOf(task)) loadBalancing.targets.forget(target);
      const now = context.clock.now();
      const containers = task.containers.map((container) => ({
        ...container,
        lastStatus: 'STOPPED' as const,
      }));
      this.#change(task.arn, {
        lastStatus: 'STOPPED',
        desiredStatus: 'STOPPED',
        stopCode: task.stopCode ?? 'TerminationNotice',
        stoppedReason: task.stoppedReason ?? 'The sandbox was restarted.',
        stoppingAt: task.stoppingAt ?? now,
        stoppedAt: now,
        containers,
      });
    }
  }

  /** From now on nothing that happens to processes changes a record. */
  close(): void {
    this.#closed = true;
    for (const run of this.#runs.values()) run.abandon();
    this.#runs.clear();
  }

  #newRun(arn: string): TaskRun {
    return new TaskRun(this.#deps, {
      containerStarted: (name, port) => this.#changeContainer(arn, name, { lastStatus: 'RUNNING', port }),
      containerHealth: (name, healthStatus) => this.#changeContainer(arn, name, { healthStatus }),
      containerExited: (name, exitCode) =>
        this.#changeContainer(arn, name, { lastStatus: 'STOPPED', exitCode }),
      running: () => this.#running(arn),
      startFailed: (reason, name) => {
        if (name !== undefined) this.#changeContainer(arn, name, { reason });
        this.#endsByItself(arn, 'TaskFailedToStart', reason);
      },
      essentialExited: () =>
        this.#endsByItself(arn, 'EssentialContainerExited', 'Essential container in task exited'),
      ended: () => this.#ended(arn),
    });
  }

  #running(arn: string): void {
    const task = this.#tables.tasks.get(arn);
    if (task?.desiredStatus !== 'RUNNING' || task.lastStatus === 'RUNNING') return;
    const running = this.#change(arn, { lastStatus: 'RUNNING', startedAt: this.#deps.context.clock.now() });
    if (!running) return;
    for (const target of this.#targetsOf(running)) {
      this.#byTarget.set(key(target), arn);
      this.#deps.loadBalancing.targets.register(target, running.availabilityZone);
    }
    this.#effect('task-started', running);
    this.#observer.running(running);
  }

  #endsByItself(arn: string, stopCode: TaskStopCode, stoppedReason: string): void {
    const task = this.#tables.tasks.get(arn);
    if (!task || task.desiredStatus === 'STOPPED') return;
    const stoppingAt = this.#deps.context.clock.now();
    this.#change(arn, {
      desiredStatus: 'STOPPED',
      lastStatus: 'STOPPING',
      stopCode,
      stoppedReason,
      stoppingAt,
    });
    this.#deregister(task);
  }

  #ended(arn: string): void {
    this.#runs.delete(arn);
    const containers = this.#tables.tasks
      .get(arn)
      ?.containers.map((container) => ({ ...container, lastStatus: 'STOPPED' as const }));
    const stoppedAt = this.#deps.context.clock.now();
    const task = this.#change(arn, {
      lastStatus: 'STOPPED',
      stoppedAt,
      ...(containers ? { containers } : {}),
    });
    if (!task) return;
    // Whatever is left of its targets has nobody behind it any more; a drain under way ends by itself.
    this.#effect('task-stopped', task);
    this.#observer.stopped(task);
  }

  #deregister(task: TaskRecord): void {
    for (const target of this.#targetsOf(task)) this.#deps.loadBalancing.targets.deregister(target);
  }

  #targetChanged(target: TargetAddress): void {
    const arn = this.#byTarget.get(key(target));
    const task = arn === undefined ? undefined : this.#tables.tasks.get(arn);
    if (!task || this.#closed) return;
    if (this.#deps.loadBalancing.targets.health(target).State === 'unused')
      this.#byTarget.delete(key(target));
    if (task.lastStatus === 'DEACTIVATING') this.#signalWhenDrained(task.arn);
    this.#observer.changed(task.serviceArn);
  }

  #signalWhenDrained(arn: string): void {
    const task = this.#tables.tasks.get(arn);
    if (!task) return;
    const { targets } = this.#deps.loadBalancing;
    if (this.#targetsOf(task).every((target) => targets.health(target).State === 'unused')) this.#signal(arn);
  }

  #signal(arn: string): void {
    this.#change(arn, { lastStatus: 'STOPPING' });
    const run = this.#runs.get(arn);
    if (run) run.stop();
    else this.#ended(arn);
  }

  #targetsOf(task: TaskRecord): readonly TargetAddress[] {
    return targetsOf(task, this.#tables.revisions.get(task.revisionArn));
  }

  #changeContainer(arn: string, name: string, change: Partial<ContainerRecord>): void {
    const containers = this.#tables.tasks
      .get(arn)
      ?.containers.map((container) => (container.name === name ? { ...container, ...change } : container));
    if (containers) this.#change(arn, { containers });
  }

  #change(arn: string, change: Partial<TaskRecord>): TaskRecord | undefined {
    const task = this.#tables.tasks.get(arn);
    if (!task || this.#closed) return undefined;
    const changed = this.#tables.tasks.put(arn, { ...task, ...change, version: task.version + 1 });
    this.#observer.changed(task.serviceArn);
    if (changed.lastStatus !== task.lastStatus || changed.desiredStatus !== task.desiredStatus)
      this.#deps.taskChanged?.(arn, () => describeTask(this.#tables, changed));
    return changed;
  }

  #forgetOld(serviceArn: string): void {
    const before = this.#deps.context.clock.now() - KEPT_MS;
    for (const task of this.#tables.tasksOf(serviceArn)) {
      if (task.stoppedAt !== undefined && task.stoppedAt < before) this.#tables.tasks.delete(task.arn);
    }
  }

  #effect(kind: string, task: TaskRecord): void {
    const { id, serviceArn, startedBy, stopCode, stoppedReason } = task;
    const exitCodes = task.containers.flatMap(({ exitCode }) => exitCode ?? []);
    const stopped = stopCode === undefined ? {} : { stopCode, stoppedReason, exitCodes };
    this.#deps.context.effect(kind, { task: id, service: serviceArn, startedBy, ...stopped });
  }
}

function key({ targetGroupArn, id, port }: TargetAddress): string {
  return `${targetGroupArn} ${id}:${port}`;
}
