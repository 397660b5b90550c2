import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { RunningContainer } from '../runner/task-runner.ts';
import { ContainerHealth } from './container-health.ts';
import type { PreparedContainer, TaskSize } from './container-start.ts';
import { prepareContainer, StartFailure } from './container-start.ts';
import type { EcsDeps } from './ecs-deps.ts';

/** What happens to a task while its containers run. */
export interface TaskRunEvents {
  /** A container has its process. */
  containerStarted(name: string, port: number): void;
  containerHealth(name: string, status: 'HEALTHY' | 'UNHEALTHY'): void;
  containerExited(name: string, exitCode: number): void;
  /** Every container has been started. */
  running(): void;
  /** It could not be started; `container` is the one that it failed for. */
  startFailed(reason: string, container: string | undefined): void;
  /** An essential container ended by itself; the others are being stopped. */
  essentialExited(): void;
  /** Nothing of it runs any more. Comes last, exactly once. */
  ended(): void;
}

type Phase = 'waiting' | 'starting' | 'running' | 'exited';

interface Unit {
  readonly name: string;
  readonly prepared: PreparedContainer;
  phase: Phase;
  healthy: boolean;
  exitCode: number | undefined;
  container: RunningContainer | undefined;
  health: ContainerHealth | undefined;
}

/** Exit codes of processes that a signal ended: 128 and the signal's number. */
const SIGNAL_CODES: Readonly<Record<string, number>> = {
  SIGKILL: 137,
  SIGSEGV: 139,
  SIGTERM: 143,
  SIGINT: 130,
  SIGABRT: 134,
};

/** The containers of one task while they run: start order, output, health checks, end. */
export class TaskRun {
  readonly #deps: EcsDeps;
  readonly #events: TaskRunEvents;
  readonly #units: Unit[] = [];
  #stopping = false;
  #ended = false;

  constructor(deps: EcsDeps, events: TaskRunEvents) {
    this.#deps = deps;
    this.#events = events;
  }

  start(
    region: string,
    taskId: string,
    definitions: readonly ContainerDefinition[],
    size: TaskSize = {},
  ): void {
    try {
      for (const definition of definitions) {
        const prepared = prepareContainer(this.#deps, region, taskId, definition, size);
        const name = prepared.spec.name;
        const fresh = { exitCode: undefined, container: undefined, health: undefined, healthy: false };
        this.#units.push({ name, prepared, phase: 'waiting', ...fresh });
      }
    } catch (error) {
      if (!(error instanceof StartFailure)) throw error;
      this.#units.length = 0;
      this.#fail(error.message, error.container);
      return;
    }
    this.#startReady();
  }

  /** SIGTERM to every container, SIGKILL after its stop timeout. */
  stop(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    for (const unit of this.#units) {
      unit.health?.stop();
      if (unit.phase === 'waiting') unit.phase = 'exited';
      else if (unit.phase !== 'exited') unit.container?.stop();
    }
    this.#endIfDone();
  }

  /** Drops all timers; the processes are somebody else's business. */
  abandon(): void {
    this.#ended = true;
    for (const unit of this.#units) unit.health?.stop();
  }

  #startReady(): void {
    if (this.#stopping) return;
    for (const unit of this.#units) {
      if (unit.phase === 'waiting' && this.#dependenciesMet(unit)) this.#startUnit(unit);
    }
    const waiting = this.#units.some(({ phase }) => phase === 'waiting' || phase === 'starting');
    if (!waiting && !this.#stopping && !this.#ended) this.#events.running();
  }

  /** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html */
  #dependenciesMet(unit: Unit): boolean {
    return (unit.prepared.definition.dependsOn ?? []).every(({ containerName, condition }) => {
      const other = this.#units.find(({ name }) => name === containerName);
      if (!other) return true;
      if (condition === 'HEALTHY') return other.healthy;
      if (condition === 'COMPLETE') return other.phase === 'exited';
      if (condition === 'SUCCESS') return other.phase === 'exited' && other.exitCode === 0;
      return other.phase === 'running' || other.phase === 'exited';
    });
  }

  #startUnit(unit: Unit): void {
    unit.phase = 'starting';
    const { definition, spec } = unit.prepared;
    const container = this.#deps.runner.start(spec, {
      started: (port) => {
        if (unit.phase !== 'starting') return;
        unit.phase = 'running';
        if (this.#ended) return;
        this.#events.containerStarted(unit.name, port);
        this.#checkHealth(unit, definition);
        this.#startReady();
      },
      failed: (reason) => {
        unit.phase = 'exited';
        if (this.#ended) return;
        this.#fail(`CannotStartContainerError: ${reason}`, unit.name);
      },
      line: (message) => this.#log(unit, message),
      exited: (code, signal) => this.#exited(unit, code ?? SIGNAL_CODES[signal ?? ''] ?? 137),
    });
    unit.container = container;
    this.#checkHealth(unit, definition);
    if (this.#stopping && isOpen(unit)) container.stop();
  }

  /** Begins when the process runs and its handle is known, in whichever order the runner reports them. */
  #checkHealth(unit: Unit, { healthCheck }: ContainerDefinition): void {
    if (!healthCheck?.command || !unit.container || unit.health || unit.phase !== 'running' || this.#stopping)
      return;
    unit.health = new ContainerHealth(this.#deps.context.clock, healthCheck, unit.container, (status) => {
      unit.healthy = status === 'HEALTHY';
      this.#events.containerHealth(unit.name, status);
      this.#startReady();
    });
  }

  #exited(unit: Unit, exitCode: number): void {
    unit.phase = 'exited';
    unit.exitCode = exitCode;
    unit.health?.stop();
    if (this.#ended) return;
    this.#events.containerExited(unit.name, exitCode);
    if (!this.#stopping && (unit.prepared.definition.essential ?? true)) {
      this.#events.essentialExited();
      this.stop();
      return;
    }
    const blocked = this.#units.find((other) => other.phase === 'waiting' && this.#neverStarts(other));
    if (blocked)
      this.#fail(
        `CannotStartContainerError: a dependency of container ${blocked.name} was not met`,
        blocked.name,
      );
    else this.#startReady();
    this.#endIfDone();
  }

  /** AWS stops a task whose dependency cannot be met any more; its text for that is not documented. */
  #neverStarts(unit: Unit): boolean {
    return (unit.prepared.definition.dependsOn ?? []).some(({ containerName, condition }) => {
      const other = this.#units.find(({ name }) => name === containerName);
      if (other?.phase !== 'exited') return false;
      return condition === 'HEALTHY' || (condition === 'SUCCESS' && other.exitCode !== 0);
    });
  }

  #fail(reason: string, container: string | undefined): void {
    this.#events.startFailed(reason, container);
    this.stop();
    this.#endIfDone();
  }

  #endIfDone(): void {
    if (this.#ended || !this.#stopping || this.#units.some(isOpen)) return;
    this.#ended = true;
    this.#events.ended();
  }

  #log({ prepared: { logs, secrets } }: Unit, line: string): void {
    if (!logs) return;
    const { context, appendLogEvents } = this.#deps;
    const message = secrets.reduce((text, secret) => text.replaceAll(secret, '****'), line);
    if (appendLogEvents(logs, [{ timestamp: context.clock.now(), message }])) return;
    // The group was deleted while the task runs: the log driver loses lines as well.
    context.effect('log-line-lost', { logGroupName: logs.logGroupName, logStreamName: logs.logStreamName });
  }
}

function isOpen({ phase }: Unit): boolean {
  return phase !== 'exited';
}
