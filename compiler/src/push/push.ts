import type { Compilation } from '../compile.ts';
import { CommandError, exit } from '../commands/command.ts';
import { buildOf } from '../components/service/image-source.ts';
import type { StackOutcome } from '../deploy/deployment.ts';
import { imageTags } from '../deploy/image-tags.ts';
import { nodeGit, type Git } from '../host/git.ts';
import type { Host } from '../host/host.ts';
import type { Machine } from '../host/machine.ts';
import { checkServices } from '../session.ts';
import type { Connection } from '../target.ts';
import { buildSource } from './build-source.ts';
import type { BuildContext, Builder, BuildRequest } from './builder.ts';
import { repositoryUri as findRepository, taggedDigest } from './image-digest.ts';
import { checkedTag } from './tag.ts';

export interface PushOptions {
  /** Names of services; all that are built, when empty. */
  readonly services: readonly string[];
  /** Instead of the commit. */
  readonly tag?: string | undefined;
  /** For builds with Docker: see `BuildRequest`. */
  readonly cacheFrom?: readonly string[];
  readonly cacheTo?: readonly string[];
  /** Said to people while it takes its time. */
  readonly say: (line: string) => void;
  /** Told of the stacks that had to be made first. */
  readonly made?: (outcome: StackOutcome) => void;
  /** Told of each image that was not there before. */
  readonly pushed?: (image: PushedImage) => void;
  readonly machine?: Machine;
  readonly git?: Git;
}

/** One image that is in its repository now. */
export interface PushedImage {
  readonly service: string;
  /** Reference by digest: `<repository>@sha256:…`. */
  readonly uri: string;
  readonly digest: string;
  readonly tag: string;
  /** False where the tag was there already: nothing was built then. */
  readonly built: boolean;
}

/**
 * Sees to it that the images of services are in their repositories: finds the repository or has it made, builds what has no
 * image of this commit yet, and pushes it. Services that bring their image by `image` have nothing to push.
 * Throws `CommandError`.
 */
export async function pushServices(
  host: Host,
  connection: Connection,
  compilation: Compilation,
  options: PushOptions,
): Promise<readonly PushedImage[]> {
  const { config } = compilation.model;
  const services = chosenServices(host, compilation, options.services);
  const given = options.tag === undefined ? undefined : checkedTag(options.tag);
  const machine = options.machine ?? (await import('../host/node-machine.ts')).nodeMachine;
  const tags = await imageTags(host.cwd, config, options.git ?? nodeGit(host.cwd), machine.tree);
  const ecr = await connection.aws.ecr();
  // All repositories before the first image: what cannot be made is told while nothing has been pushed.
  const places: Place[] = [];
  for (const { name, source, platform } of services) {
    const repositoryName = `${config.app}/${name}`;
    const repositoryUri =
      (await findRepository(ecr, repositoryName)) ??
      (await makeRepository(host, connection, compilation, options, name));
    const tag = given ?? tags.of(name)[0];
    if (tag === undefined) throw new Error(`${name} is built, but has no tag`);
    places.push({ service: name, source, platform, repositoryName, repositoryUri, tag });
  }
  const context = { host, machine, aws: connection.aws, say: options.say };
  const images: PushedImage[] = [];
  try {
    for (const place of places) {
      const image = await pushImage(context, connection, place, tags.commit, options);
      if (image.built) options.pushed?.(image);
      images.push(image);
    }
  } catch (error) {
    for (const { built, service, uri } of images)
      if (built) options.say(`${service} was pushed before that: ${uri}`);
    throw error;
  }
  return images;
}

type Place = Pick<
  BuildRequest,
  'service' | 'source' | 'platform' | 'repositoryName' | 'repositoryUri' | 'tag'
>;

/** Uses the image that has the tag already, or builds it. */
async function pushImage(
  context: BuildContext,
  connection: Connection,
  place: Place,
  commit: string | undefined,
  { cacheFrom = [], cacheTo = [] }: PushOptions,
): Promise<PushedImage> {
  const { service, repositoryName, repositoryUri, tag } = place;
  const ecr = await context.aws.ecr();
  const tagged = await taggedDigest(ecr, repositoryName, tag);
  const there =
    tagged !== undefined && (await isOfTarget(connection, repositoryName, tagged)) ? tagged : undefined;
  if (there === undefined) {
    const builder = await builderFor(connection);
    const labels = {
      'org.opencontainers.image.title': repositoryName,
      ...(commit !== undefined && { 'org.opencontainers.image.revision': commit }),
    };
    // Containers of the sandbox run on this machine, whatever the tasks of AWS run on.
    const platform = connection.target.kind === 'aws' ? place.platform : undefined;
    await builder(context, { ...place, platform, commit, labels, cacheFrom, cacheTo });
  }
  const digest = there ?? (await taggedDigest(ecr, repositoryName, tag));
  if (digest === undefined)
    throw new CommandError(
      exit.failed,
      `${repositoryName} has no image ${tag} after the push`,
      'Run the same command again.',
    );
  return { service, uri: `${repositoryUri}@${digest}`, digest, tag, built: there === undefined };
}

function chosenServices(host: Host, compilation: Compilation, names: readonly string[]) {
  checkServices(compilation, names);
  const { model } = compilation;
  const all = Object.entries(model.config.services);
  const wanted = names.length === 0 ? all : all.filter(([name]) => names.includes(name));
  return wanted.flatMap(([name, service]) => {
    const build = buildOf(service);
    if (!build && names.includes(name))
      throw new CommandError(
        exit.usage,
        `${name} is not built here: its image is ${service.image}`,
        'Nothing was pushed.',
      );
    const platform = service.architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64';
    return build ? [{ name, source: buildSource(host.cwd, build), platform } as const] : [];
  });
}

/** The first push of an account makes what all environments share; the first of a service its repository. */
async function makeRepository(
  host: Host,
  connection: Connection,
  compilation: Compilation,
  { say, made }: PushOptions,
  service: string,
): Promise<string> {
  const { shared, model } = compilation;
  const { ensureSharedStacks } = await import('./shared-stacks.ts');
  const needed = shared.filter(
    ({ kind, service: whose }) => kind === 'common' || (kind === 'registry' && whose === service),
  );
  await ensureSharedStacks(host, connection, compilation, needed, (text) => say(text.trimEnd()), made);
  const name = `${model.config.app}/${service}`;
  const uri = await findRepository(await connection.aws.ecr(), name);
  if (uri !== undefined) return uri;
  throw new CommandError(
    exit.failed,
    `there is no repository ${name}, though its stack is deployed`,
    `Somebody may have deleted it by hand. Delete the stack ${model.config.app}-registry-${service}, and then the same command again.`,
  );
}

/** Whether what has the tag already can run where it is meant for: containers need images, and processes snapshots. */
async function isOfTarget(
  { aws, target }: Connection,
  repositoryName: string,
  imageDigest: string,
): Promise<boolean> {
  if (target.kind === 'aws') return true;
  const { isSnapshot } = await import('./snapshot-builder.ts');
  const { images } = await (await aws.ecr()).batchGetImage({ repositoryName, imageIds: [{ imageDigest }] });
  return isSnapshot(images?.[0]?.imageManifest ?? '{}') !== (target.runner === 'docker');
}

async function builderFor({ target }: Connection): Promise<Builder> {
  if (target.kind === 'aws' || target.runner === 'docker')
    return (await import('./docker-builder.ts')).dockerBuilder;
  return (await import('./snapshot-builder.ts')).snapshotBuilder(target.stateDir);
}
