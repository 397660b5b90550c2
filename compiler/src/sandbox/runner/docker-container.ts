import { createCall } from './docker-arguments.ts';
import { expectDocker, type Docker } from './docker-cli.ts';
import type { ContainerEvents, ContainerSpec, RunningContainer } from './task-runner.ts';

export interface DockerPlace {
  readonly docker: Docker;
  readonly stateDir: string;
  /** Sees to it that the engine has an image; resolves to how it knows it. */
  readonly pull: (image: ContainerSpec['image']) => Promise<string>;
}

/** One container of a task in the engine, from its creation to its removal. */
export class DockerContainer implements RunningContainer {
  /** When nothing of it is left. */
  readonly ended: Promise<void>;
  readonly #spec: ContainerSpec;
  readonly #events: ContainerEvents;
  readonly #place: DockerPlace;
  #id: string | undefined;
  #wanted = true;

  constructor(spec: ContainerSpec, events: ContainerEvents, place: DockerPlace) {
    this.#spec = spec;
    this.#events = events;
    this.#place = place;
    this.ended = this.#live();
  }

  stop(seconds = this.#spec.stopTimeout): void {
    if (!this.#wanted) return;
    this.#wanted = false;
    if (this.#id !== undefined) this.#stop(this.#id, seconds);
  }

  run(command: readonly string[], done: (code: number | null) => void): () => void {
    const [kind, ...rest] = command;
    const words = kind === 'CMD-SHELL' ? ['/bin/sh', '-c', rest.join(' ')] : kind === 'CMD' ? rest : command;
    const { result, kill } = this.#docker(['exec', this.#id ?? '', ...words]);
    const report = async () => done((await result).code);
    void report();
    return kill;
  }

  async #live(): Promise<void> {
    try {
      const id = await this.#start();
      if (id === undefined) return this.#neverRan();
      this.#id = id;
      this.#events.started(await this.#port(id));
      if (!this.#wanted) this.#stop(id, this.#spec.stopTimeout);
      await this.#follow(id);
    } catch (error) {
      this.#events.failed(error instanceof Error ? error.message : String(error));
    }
  }

  /** Undefined where it was stopped before it ran. */
  async #start(): Promise<string | undefined> {
    const { pull, stateDir } = this.#place;
    const image = await pull(this.#spec.image);
    if (!this.#wanted) return undefined;
    const { args, env } = createCall(this.#spec, image, stateDir);
    const id = await expectDocker(this.#place.docker(args, { env }));
    try {
      if (this.#wanted) {
        await expectDocker(this.#docker(['start', id]));
        return id;
      }
    } catch (error) {
      await this.#remove(id);
      throw error;
    }
    await this.#remove(id);
    return undefined;
  }

  /** Its output to the end, its exit code, and then it is removed. */
  async #follow(id: string): Promise<void> {
    const logs = this.#place.docker(['logs', '--follow', id], { line: this.#events.line });
    const { stdout } = await this.#docker(['wait', id]).result;
    await logs.result;
    await this.#remove(id);
    const code = /^\d+$/.test(stdout.trim()) ? Number(stdout) : null;
    // Without a code the engine, or its container, was taken away.
    this.#events.exited(code, code === null ? 'SIGKILL' : null);
  }

  #neverRan(): void {
    this.#events.started(0);
    this.#events.exited(null, 'SIGTERM');
  }

  /** 0 where it has none, or has ended already. */
  async #port(id: string): Promise<number> {
    const { containerPort } = this.#spec;
    if (containerPort === undefined) return 0;
    const { stdout } = await this.#docker(['port', id, `${containerPort}/tcp`]).result;
    return Number(/:(\d+)$/m.exec(stdout)?.[1] ?? 0);
  }

  /** SIGTERM, or what the image's STOPSIGNAL says, and SIGKILL after that. The engine keeps the time. */
  #stop(id: string, seconds: number): void {
    void this.#docker(['stop', '-t', String(seconds), id]).result;
  }

  async #remove(id: string): Promise<void> {
    await this.#docker(['rm', '--force', '--volumes', id]).result;
  }

  #docker(args: readonly string[]) {
    return this.#place.docker(args);
  }
}
