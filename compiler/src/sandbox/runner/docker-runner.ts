import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SANDBOX_LABEL } from './docker-arguments.ts';
import { dockerCli, expectDocker, type Docker } from './docker-cli.ts';
import { DockerContainer } from './docker-container.ts';
import { guardContainers } from './docker-guard.ts';
import type {
  ContainerEvents,
  ContainerSpec,
  EngineImage,
  RunningContainer,
  TaskRunner,
} from './task-runner.ts';

/** No engine answers: what docker says of it. */
export class NoEngineError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NoEngineError';
  }
}

/** The sandbox's own registry, as an engine on this machine reaches it. */
interface RegistryLogin {
  /** `127.0.0.1:4566` */
  readonly registry: string;
  /** `user:password` in base64. */
  readonly auth: string;
}

export interface DockerRunnerOptions {
  readonly stateDir: string;
  /** The login for a region; waits until the registry answers. */
  readonly login: (region: string) => Promise<RegistryLogin>;
  readonly docker?: Docker;
}

/** How long tasks have when the sandbox stops, in seconds, before they are killed. */
const SHUTDOWN_SECONDS = 5;

/** Says the version of the engine that answers. Throws `NoEngineError`. */
export async function engineVersion(docker: Docker = dockerCli): Promise<string> {
  try {
    return await expectDocker(docker(['version', '--format', '{{.Server.Version}}']));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NoEngineError(/ENOENT/.test(reason) ? 'docker is not installed, or not on PATH' : reason);
  }
}

/** Runs containers of tasks in a Docker engine of this machine. */
export class DockerRunner implements TaskRunner {
  readonly takes = 'engine images';
  readonly #options: Required<DockerRunnerOptions>;
  readonly #address: string;
  readonly #endGuard: () => Promise<void>;
  readonly #running = new Set<DockerContainer>();

  private constructor(options: Required<DockerRunnerOptions>, address: string) {
    this.#options = options;
    this.#address = address;
    this.#endGuard = guardContainers(options.stateDir);
  }

  /** Removes what an earlier sandbox with the same state folder left. Throws `NoEngineError`. */
  static async open(options: DockerRunnerOptions): Promise<DockerRunner> {
    const { docker = dockerCli, stateDir } = options;
    await engineVersion(docker);
    const filter = ['--filter', `label=${SANDBOX_LABEL}=${stateDir}`];
    const left = (await expectDocker(docker(['ps', '--all', '--quiet', ...filter])))
      .split('\n')
      .filter(Boolean);
    if (left.length > 0) await expectDocker(docker(['rm', '--force', '--volumes', ...left]));
    const context = docker(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
    const address = process.env['DOCKER_HOST'] ?? (await expectDocker(context));
    return new DockerRunner({ ...options, docker }, address);
  }

  start(spec: ContainerSpec, events: ContainerEvents): RunningContainer {
    const { docker, stateDir } = this.#options;
    const container = new DockerContainer(spec, events, {
      docker,
      stateDir,
      pull: (image) => this.#pull(image),
    });
    this.#running.add(container);
    void container.ended.then(() => this.#running.delete(container));
    return container;
  }

  /** Stops every container: SIGTERM, and SIGKILL after five seconds. Nothing of them is left in the engine. */
  async close(): Promise<void> {
    const running = [...this.#running];
    for (const container of running) container.stop(SHUTDOWN_SECONDS);
    await Promise.all(running.map(({ ended }) => ended));
    await this.#endGuard();
  }

  /** By digest, and so never pulled twice. */
  async #pull(image: ContainerSpec['image']): Promise<string> {
    if ('folder' in image) throw new Error('a snapshot of a built service cannot run in a container engine');
    const { docker, login } = this.#options;
    if (image.region === undefined) return this.#present(image.reference, {});
    const { registry, auth } = await login(image.region);
    return this.#withConfig({ auths: { [registry]: { auth } } }, (env) =>
      this.#present(`${registry}/${image.reference}`, env, docker),
    );
  }

  async #present(
    reference: EngineImage['reference'],
    env: Readonly<Record<string, string>>,
    docker = this.#options.docker,
  ): Promise<string> {
    const { code } = await docker(['image', 'inspect', reference]).result;
    if (code !== 0) await expectDocker(docker(['pull', '--quiet', reference], { env }));
    return reference;
  }

  /** A client's configuration of its own: the login leaves nothing behind in the user's. */
  async #withConfig<T>(
    config: object,
    use: (env: Readonly<Record<string, string>>) => Promise<T>,
  ): Promise<T> {
    const folder = join(this.#options.stateDir, `docker-${crypto.randomUUID()}`);
    await mkdir(folder, { mode: 0o700 });
    try {
      await writeFile(join(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 });
      return await use({ DOCKER_CONFIG: folder, DOCKER_HOST: this.#address });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
