import type { ContainerSpec } from './task-runner.ts';

/** By which the containers of a sandbox are found again; its value is the state folder. */
export const SANDBOX_LABEL = 'platc.sandbox';

/** Variables that mean something to the client itself: it is not to be run with those of a task. */
const OF_THE_CLIENT =
  /^(PATH|HOME|TMPDIR|LANG|GODEBUG|DOCKER_.*|BUILDKIT_.*|XDG_.*|SSH_.*|LC_.*|LD_.*|(HTTPS?|ALL|NO|FTP)_PROXY)$/i;

export interface CreateCall {
  readonly args: readonly string[];
  /** For the client: values reach the container through it, so that no list of processes shows them. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * `docker create` for a container of a task, with what a task definition says of it. The image's own health check does
 * not run, as on ECS. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 * @param image as the engine knows it
 * @param stateDir of the sandbox
 */
export function createCall(spec: ContainerSpec, image: string, stateDir: string): CreateCall {
  const { taskId, name, entryPoint = [], command = [], workingDirectory, containerPort, environment } = spec;
  const { memory, cpu, user, readonlyRootFilesystem, initProcess, dropCapabilities = [] } = spec.limits ?? {};
  const [program, ...first] = entryPoint;
  const variables = Object.entries(environment);
  const args = [
    'create',
    '--name',
    `platc-${taskId}-${name}`,
    '--label',
    `${SANDBOX_LABEL}=${stateDir}`,
    '--label',
    `platc.task=${taskId}`,
    '--no-healthcheck',
    // Any free port of loopback: what the load balancer sends to.
    ...(containerPort === undefined ? [] : ['--publish', `127.0.0.1::${containerPort}`]),
    // A task of Fargate has no swap.
    ...(memory === undefined ? [] : ['--memory', `${memory}m`, '--memory-swap', `${memory}m`]),
    ...(cpu === undefined ? [] : ['--cpus', String(cpu / 1024)]),
    ...(user === undefined ? [] : ['--user', user]),
    ...(readonlyRootFilesystem ? ['--read-only'] : []),
    ...(initProcess ? ['--init'] : []),
    ...dropCapabilities.flatMap((capability) => ['--cap-drop', capability]),
    ...(workingDirectory === undefined ? [] : ['--workdir', workingDirectory]),
    ...variables.flatMap(([key, value]) => ['--env', OF_THE_CLIENT.test(key) ? `${key}=${value}` : key]),
    ...(program === undefined ? [] : ['--entrypoint', program]),
    image,
    ...first,
    ...command,
  ];
  return { args, env: Object.fromEntries(variables.filter(([key]) => !OF_THE_CLIENT.test(key))) };
}
