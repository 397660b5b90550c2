import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { isRefusal } from '../aws/aws-error.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { FileTree } from '../host/machine.ts';
import { maskAssignments } from '../secret.ts';
import type { ImageEntry } from '../sandbox/runner/image-snapshot.ts';
import type { BuildSource } from './build-source.ts';
import type { BuildContext, Builder, BuildRequest } from './builder.ts';
import { dockerignoreOf } from './dockerignore.ts';
import { DockerfileError, parseDockerfile } from './dockerfile.ts';
import { ociConfig } from './image-config.ts';
import { lockRoot, packageFolder, readPackageJson } from './package-json.ts';
import { imageLayout } from './placements.ts';
import { productionModules } from './production-modules.ts';
import { moduleEntries, projectEntries } from './snapshot-entries.ts';
import type { Stage } from './stage.ts';
import { readStages, targetStage } from './stages.ts';

/** Media type of the one layer of such an image: a snapshot in the sandbox's state, named by its digest. */
const snapshotMediaType = 'application/vnd.platc.image-snapshot.v1';

/**
 * Builds without a container engine: runs the package's own build, and puts what the Dockerfile copies into a
 * snapshot of the sandbox, where it stands as in the image.
 * @param stateDir the sandbox's state folder, absolute
 */
export function snapshotBuilder(stateDir: string): Builder {
  return async (context, request) => {
    const { tree } = context.machine;
    const { source } = request;
    const name = relative(context.host.cwd, source.dockerfile);
    const { stages, stage } = readDockerfile(tree, source, request.service, name);
    if (stage.config.entrypoint.length + stage.config.cmd.length === 0) {
      throw new CommandError(
        exit.invalid,
        `the Dockerfile of ${request.service} says neither CMD nor ENTRYPOINT`,
        'The sandbox does not know those of the image in FROM: write CMD into the Dockerfile.',
      );
    }
    await runBuild(context, request);
    const { entries, warnings } = withPlace(name, () => snapshotEntries(tree, source, stages, stage));
    for (const warning of warnings) context.say(`${name}: ${warning}; the snapshot goes without`);
    const config = { ...stage.config, labels: { ...stage.config.labels, ...request.labels } };
    const { writeImageSnapshot } = await import('../sandbox/runner/image-snapshot.ts');
    const { digest } = await writeImageSnapshot(stateDir, config, entries.values());
    const size = [...entries.values()].reduce(
      (sum, entry) => sum + ('file' in entry ? tree.size(entry.file) : 0),
      0,
    );
    await putImage(context, request, snapshotManifest(ociConfig(config, [digest]), digest, size));
  };
}

/** An OCI manifest whose layer is the snapshot; its configuration travels inside it. https://github.com/opencontainers/image-spec/blob/main/manifest.md */
export function snapshotManifest(config: string, digest: string, size: number): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${createHash('sha256').update(config).digest('hex')}`,
      size: Buffer.byteLength(config),
      data: Buffer.from(config).toString('base64'),
    },
    layers: [{ mediaType: snapshotMediaType, digest, size }],
  });
}

/** Whether the manifest is one of those. */
export function isSnapshot(manifest: string): boolean {
  return manifest.includes(snapshotMediaType);
}

/** Entries of the image by their place in it. */
export function snapshotEntries(
  tree: FileTree,
  source: BuildSource,
  stages: readonly Stage[],
  stage: Stage,
): { readonly entries: ReadonlyMap<string, ImageEntry>; readonly warnings: readonly string[] } {
  const ignored = dockerignoreOf(tree, source);
  const layout = imageLayout(stages, stage, { tree, context: source.context, ignored });
  const folder = packageFolder(tree, source.dockerfile, source.context);
  const own = projectEntries(tree, source.context, layout, ignored);
  if (folder === undefined) return { entries: own, warnings: layout.warnings };
  const root = lockRoot(tree, folder);
  const modules = moduleEntries(tree, { context: source.context, folder, root }, layout, () =>
    productionModules(tree, folder, root),
  );
  return { entries: new Map([...modules, ...own]), warnings: layout.warnings };
}

function readDockerfile(
  tree: FileTree,
  source: BuildSource,
  service: string,
  name: string,
): { stages: readonly Stage[]; stage: Stage } {
  const text = tree.text(source.dockerfile);
  if (text === undefined)
    throw new CommandError(
      exit.invalid,
      `${name} cannot be read`,
      tree.kind(source.dockerfile) === 'folder'
        ? 'It is a folder; a Dockerfile is a file.'
        : 'Check its permissions.',
    );
  return withPlace(name, () => {
    const stages = readStages(parseDockerfile(text), { args: source.args });
    const stage = targetStage(stages, source.target);
    if (stage) return { stages, stage };
    const known = stages.flatMap((s) => s.name ?? []).join(', ');
    throw new CommandError(
      exit.invalid,
      `${name} has no stage ${source.target}`,
      known ? `There is ${known}.` : `Check services.${service}.build.target.`,
    );
  });
}

/** A mistake in a Dockerfile, with the file's name. */
function withPlace<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof DockerfileError)
      throw new CommandError(exit.invalid, `${name}:${error.line}: ${error.message}`, error.hint);
    throw error;
  }
}

/** The package's own build script; its output is shown only when it fails. */
async function runBuild(
  { host, machine, say }: BuildContext,
  { service, source }: BuildRequest,
): Promise<void> {
  const folder = packageFolder(machine.tree, source.dockerfile, source.context);
  if (folder === undefined || readPackageJson(machine.tree, folder)?.scripts['build'] === undefined) return;
  say(`building ${service}: npm run build in ${relative(host.cwd, folder) || '.'}`);
  const result = await machine.run({
    command: 'npm',
    args: ['run', 'build'],
    cwd: folder,
    env: withoutWorkspace(host.env),
    signal: host.interrupted,
  });
  if (!result)
    throw new CommandError(
      exit.failed,
      'npm is not installed, or not on PATH',
      'It comes with Node: https://nodejs.org',
    );
  if (result.code === 0) return;
  say(maskAssignments(result.output.trimEnd()));
  throw new CommandError(
    exit.failed,
    `the build of ${service} failed${result.code === undefined ? '' : ` with exit code ${result.code}`}: its image was not pushed`,
    `Its output stands above; \`npm run build\` in ${relative(host.cwd, folder) || 'this folder'} repeats it.`,
  );
}

/** What an npm that started platc hands down about where it runs: the build's own npm would run there too. */
function withoutWorkspace(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^npm_config_(workspaces?|local_prefix|prefix|json)$/i.test(name),
    ),
  );
}

async function putImage({ aws }: BuildContext, request: BuildRequest, imageManifest: string): Promise<void> {
  const ecr = await aws.ecr();
  try {
    await ecr.putImage({
      repositoryName: request.repositoryName,
      imageManifest,
      imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
      imageTag: request.tag,
    });
  } catch (error) {
    // Another push of the same commit was faster: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
    const there =
      isRefusal(error, 'ImageAlreadyExistsException') || isRefusal(error, 'ImageTagAlreadyExistsException');
    if (!there) throw error;
  }
}
