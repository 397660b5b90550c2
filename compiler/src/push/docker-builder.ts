import { relative } from 'node:path';
import { CommandError, exit } from '../commands/command.ts';
import type { Host } from '../host/host.ts';
import type { Machine, ProgramResult } from '../host/machine.ts';
import { maskAssignments } from '../secret.ts';
import type { BuildContext, Builder, BuildRequest } from './builder.ts';
import { dockerLogin } from './docker-login.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Fargate runs what platc deploys on x86-64. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html */
const PLATFORM = 'linux/amd64';

/** Builds with Docker and pushes to ECR, logged in for this push alone. */
export const dockerBuilder: Builder = async (context, request) => {
  const { host, machine, say } = context;
  const { service, source, repositoryUri, tag } = request;
  const reference = `${repositoryUri}:${tag}`;
  say(`building ${service}: docker build of ${relative(host.cwd, source.dockerfile)}`);
  const build = await docker(context, request, buildArguments(request, reference), {
    ...host.env,
    // Without attestations the tag names the image itself, and not a list of it and them.
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
  });
  expectSuccess(build, context, `docker build of ${service} failed`, 'Its output stands above.');
  await machine.withTemporaryFolder(async (folder) => {
    // The login goes to a folder of its own, and so leaves no credentials behind; the engine stays the user's.
    const env = { ...host.env, DOCKER_CONFIG: folder, DOCKER_HOST: await engine(host, machine) };
    const login = await dockerLogin(context.aws, registryOf(repositoryUri));
    const loggedIn = await docker(
      context,
      request,
      ['login', '--username', login.user, '--password-stdin', login.registry],
      env,
      login.password,
    );
    expectSuccess(
      redacted(loggedIn, login.password),
      context,
      `docker login to ${login.registry} failed`,
      'Its output stands above.',
    );
    say(`pushing ${reference}`);
    const pushed = await docker(context, request, ['push', '--quiet', reference], env);
    // Another push of the same commit was faster, and tags are immutable: what it pushed is used.
    if (pushed.code !== 0 && /tag .*(already exists|is immutable)|immutable/i.test(pushed.output)) return;
    expectSuccess(
      redacted(pushed, login.password),
      context,
      `docker push of ${service} failed`,
      'The same command tries again, from the layers that are there.',
    );
  });
};

function buildArguments({ source, labels }: BuildRequest, reference: string): readonly string[] {
  return [
    'build',
    '--platform',
    PLATFORM,
    '--file',
    source.dockerfile,
    '--tag',
    reference,
    ...Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
    ...Object.entries(source.args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...(source.target === undefined ? [] : ['--target', source.target]),
    source.context,
  ];
}

async function docker(
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

/** What the user's Docker context points to: that setting lies in the folder that `DOCKER_CONFIG` takes the place of. */
async function engine(host: Host, machine: Machine): Promise<string | undefined> {
  if (host.env['DOCKER_HOST'] !== undefined) return host.env['DOCKER_HOST'];
  const args = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  const result = await machine.run({
    command: 'docker',
    args,
    cwd: host.cwd,
    env: host.env,
    signal: host.interrupted,
  });
  const found = result?.code === 0 ? result.stdout.trim() : '';
  return found === '' ? undefined : found;
}

function expectSuccess(result: ProgramResult, { say }: BuildContext, message: string, hint: string): void {
  if (result.code === 0) return;
  if (result.output.trim() !== '') say(maskAssignments(result.output.trimEnd()));
  const stopped = /cannot connect to the docker daemon|error during connect|docker daemon running/i.test(
    result.output,
  );
  throw new CommandError(
    exit.failed,
    stopped ? `${message}: the Docker engine is not running` : message,
    stopped ? 'Start Docker, and then the same command again.' : hint,
  );
}

function redacted(result: ProgramResult, secret: string): ProgramResult {
  return { ...result, output: result.output.replaceAll(secret, '…') };
}

function registryOf(repositoryUri: string): string {
  return repositoryUri.split('/')[0] ?? repositoryUri;
}
