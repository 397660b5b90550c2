import type { ContainerEvents, ContainerSpec, RunningContainer, TaskRunner } from './task-runner.ts';

/** A container that a `FakeRunner` was asked to start. The test says what becomes of it. */
export class FakeContainer implements RunningContainer {
  readonly spec: ContainerSpec;
  readonly events: ContainerEvents;
  readonly port: number;
  /** Times `stop` was called. */
  stops = 0;
  /** Health check commands that wait for an answer. */
  readonly commands: { readonly command: readonly string[]; readonly done: (code: number | null) => void }[] =
    [];
  readonly #script: FakeScript;

  constructor(spec: ContainerSpec, events: ContainerEvents, port: number, script: FakeScript) {
    this.spec = spec;
    this.events = events;
    this.port = port;
    this.#script = script;
  }

  stop(): void {
    this.stops += 1;
    if (this.#script.stop) this.#script.stop(this);
    else this.events.exited(null, 'SIGTERM');
  }

  run(command: readonly string[], done: (code: number | null) => void): () => void {
    if (this.#script.healthCheck) done(this.#script.healthCheck(this));
    else this.commands.push({ command, done });
    return () => undefined;
  }
}

/** What every container of a fake runner does, unless the test does it by hand. */
export interface FakeScript {
  /** Default: it starts at once. */
  start?(container: FakeContainer): void;
  /** Default: it ends on SIGTERM at once. */
  stop?(container: FakeContainer): void;
  /** Exit code of a health check's command. Default: it goes on until the test answers it. */
  healthCheck?(container: FakeContainer): number;
}

/** A runner that starts nothing: for tests that script what containers do. */
export class FakeRunner implements TaskRunner {
  readonly containers: FakeContainer[] = [];
  readonly #script: FakeScript;

  constructor(script: FakeScript = {}) {
    this.#script = script;
  }

  start(spec: ContainerSpec, events: ContainerEvents): RunningContainer {
    const container = new FakeContainer(spec, events, 20_001 + this.containers.length, this.#script);
    this.containers.push(container);
    if (this.#script.start) this.#script.start(container);
    else events.started(container.port);
    return container;
  }
}
