import { relative } from 'node:path';
import type { BuildContext, Builder, BuildRequest } from './builder.ts';
import { declaredArguments } from './declared-arguments.ts';
import { docker, expectSuccess } from './docker.ts';
import { engineSettings } from './docker-engine.ts';
import { dockerLogin, type DockerLogin } from './docker-login.ts';

/** Builds with Docker's BuildKit and pushes to ECR, logged in for this push alone. */
export const dockerBuilder: Builder = async (context, request) => {
  const { host, say } = context;
  const { service, source, repositoryName, tag } = request;
  // Before the build: who may not push should not wait for it.
  const login = await dockerLogin(context.aws);
  const reference = `${login.registry}/${repositoryName}:${tag}`;
  say(`building ${service}: docker build of ${relative(host.cwd, source.dockerfile)}`);
  const command = await buildCommand(context, request);
  const build = await docker(context, request, [...command, ...buildArguments(context, request, reference)], {
    // The same source gives the same image: https://github.com/moby/buildkit/blob/master/docs/build-repro.md
    SOURCE_DATE_EPOCH: await commitTime(context, request),
    // Clients before version 23 build without BuildKit unless they are told.
    DOCKER_BUILDKIT: '1',
    BUILDKIT_PROGRESS: 'plain',
    ...host.env,
    // Without attestations the tag names the image itself, and not a list of it and them.
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
  });
  expectSuccess(build, context, {
    message: `docker build of ${service} failed`,
    hint: 'Its output stands above.',
  });
  await push(context, request, reference, login);
};

/** Logs in to a folder of its own, and so leaves no credentials behind; the engine stays the user's. */
async function push(
  context: BuildContext,
  request: BuildRequest,
  reference: string,
  { registry, user, password }: DockerLogin,
): Promise<void> {
  const { host, machine, say } = context;
  await machine.withTemporaryFolder(async (folder) => {
    const env = { ...host.env, ...(await engineSettings(context)), DOCKER_CONFIG: folder };
    const login = ['login', '--username', user, '--password-stdin', registry];
    expectSuccess(await docker(context, request, login, env, password), context, {
      message: `docker login to ${registry} failed`,
      hint: 'Its output stands above.',
      secret: password,
    });
    say(`pushing ${reference}`);
    const pushed = await docker(context, request, ['push', '--quiet', reference], env);
    // Another push of the same commit was faster, and tags are immutable: what it pushed is used.
    if (pushed.code !== 0 && /tag .*(already exists|is immutable)|immutable/i.test(pushed.output)) return;
    expectSuccess(pushed, context, {
      message: `docker push of ${request.service} failed`,
      hint: 'The same command tries again, from the layers that are there.',
      secret: password,
    });
  });
}

/** With the plugin buildx the builder may be one that leaves its images outside of the engine, unless it is told. */
async function buildCommand(context: BuildContext, request: BuildRequest): Promise<readonly string[]> {
  const buildx = await docker(context, request, ['buildx', 'version'], context.host.env);
  return buildx.code === 0 ? ['buildx', 'build', '--load'] : ['build'];
}

function buildArguments(
  { machine }: BuildContext,
  { source, platform, labels, tag, commit, cacheFrom, cacheTo }: BuildRequest,
  reference: string,
): readonly string[] {
  // What the Dockerfile asks for by these names, it is told.
  const known = { VERSION: tag, ...(commit !== undefined && { REVISION: commit }) };
  const declared = declaredArguments(machine.tree.text(source.dockerfile) ?? '');
  const told = Object.entries(known).filter(([name]) => declared.has(name) && !(name in source.args));
  return [
    ...(platform === undefined ? [] : ['--platform', platform]),
    '--file',
    source.dockerfile,
    '--tag',
    reference,
    ...Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
    ...[...Object.entries(source.args), ...told].flatMap(([name, value]) => [
      '--build-arg',
      `${name}=${value}`,
    ]),
    ...cacheFrom.flatMap((cache) => ['--cache-from', cache]),
    ...cacheTo.flatMap((cache) => ['--cache-to', cache]),
    ...(source.target === undefined ? [] : ['--target', source.target]),
    source.context,
  ];
}

/** Seconds since the epoch. Without a commit the tag stands for the content, and any time would do: the first one. */
async function commitTime({ host, machine }: BuildContext, { commit }: BuildRequest): Promise<string> {
  if (commit === undefined) return '0';
  const result = await machine.run({
    command: 'git',
    args: ['--no-optional-locks', 'show', '--no-patch', '--format=%ct', commit],
    cwd: host.cwd,
    env: host.env,
    signal: host.interrupted,
  });
  return /^\d+$/m.exec(result?.stdout ?? '')?.[0] ?? '0';
}
