import { CommandError, exit } from '../commands/command.ts';
import type { ProgramResult } from '../host/machine.ts';
import { maskAssignments } from '../secret.ts';
import type { BuildContext, BuildRequest } from './builder.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What to say where a call of docker does not end well. */
export interface Failure {
  readonly message: string;
  readonly hint: string;
  /** Kept out of what is shown of its output. */
  readonly secret?: string;
}

/** Runs docker. Throws `CommandError` where there is none. */
export async function docker(
  { host, machine }: BuildContext,
  { service, repositoryUri }: BuildRequest,
  args: readonly string[],
  env: Environment,
  input?: string,
): Promise<ProgramResult> {
  const result = await machine.run({
    command: 'docker',
    args,
    cwd: host.cwd,
    env,
    signal: host.interrupted,
    ...(input !== undefined && { input }),
  });
  if (result) return result;
  throw new CommandError(
    exit.failed,
    `docker is not installed, or not on PATH: ${service} cannot be built here`,
    `Install Docker (https://docs.docker.com/get-docker/), or let CI push the image and name it: --image ${service}=${repositoryUri}@sha256:…`,
  );
}

/** Shows what docker said where it failed, and throws `CommandError`. */
export function expectSuccess(
  { code, output }: ProgramResult,
  { say }: BuildContext,
  failure: Failure,
): void {
  if (code === 0) return;
  const shown = failure.secret === undefined ? output : output.replaceAll(failure.secret, '…');
  if (shown.trim() !== '') say(maskAssignments(shown.trimEnd()));
  const [, problem, hint] = usual.find(([pattern]) => pattern.test(output)) ?? [];
  throw new CommandError(
    exit.failed,
    problem === undefined ? failure.message : `${failure.message}: ${problem}`,
    hint ?? failure.hint,
  );
}

/** What docker says, what it means, and what to do. */
const usual: readonly (readonly [RegExp, string, string])[] = [
  [
    /cannot connect to the docker daemon|error during connect|docker daemon running/i,
    'the Docker engine is not running',
    'Start Docker, and then the same command again.',
  ],
  [
    /buildx component is missing or broken/i,
    'this docker has no BuildKit',
    'Install its plugin buildx: https://docs.docker.com/build/install-buildx/',
  ],
];
