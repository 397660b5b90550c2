import { isRefusal } from '../aws/aws-error.ts';
import type { Aws } from '../aws/aws.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { ResolvedPlatform } from '../generated/config.ts';
import type { RenderedStack } from '../stack.ts';
import { patiently, type Clock } from './clock.ts';
import type { ImageTags } from './image-tags.ts';

/** Which rule chose an image; see `chooseImages`. `release`: it is that of the release which a rollback restores. */
type ImageRule = 'option' | 'pushed' | 'config' | 'commit' | 'deployed' | 'release';

export interface ChosenImage {
  readonly service: string;
  /** Reference by digest: `<repository>@sha256:…`. */
  readonly image: string;
  readonly rule: ImageRule;
  /** For `commit`: the tag that was found, of the commit or, without git, of the content. */
  readonly tag?: string;
}

export interface ImageRequest {
  readonly service: string;
  /** `image` of the config, by digest; undefined for a service that is built. */
  readonly configured: string | undefined;
  /** Name of its repository in ECR: `<app>/<service>`. */
  readonly repository: string;
  /** The `Image` parameter of the deployed stack. */
  readonly deployed: string | undefined;
}

export interface ImageSources {
  readonly environment: string;
  /** What `--image` says, by service; see `givenImages`. */
  readonly given: ReadonlyMap<string, string>;
  /** What `--push` has just built, by service. */
  readonly pushed: ReadonlyMap<string, string>;
  readonly tags: Pick<ImageTags, 'commit' | 'of'>;
}

/** What is asked for each stack that takes an image, but for what is deployed of it. */
export function imageRequests(
  { app, services }: ResolvedPlatform,
  stacks: readonly RenderedStack[],
): readonly (Omit<ImageRequest, 'deployed'> & { readonly stack: string })[] {
  return stacks.flatMap(({ name: stack, service, parameters }) =>
    service !== undefined && parameters.includes('Image')
      ? [{ stack, service, configured: services[service]?.image, repository: `${app}/${service}` }]
      : [],
  );
}

const byDigest = /@sha256:[0-9a-f]{64}$/;

/**
 * What `--image` says, by digest: looked up before `--push` writes anything. Throws `CommandError`.
 * @param services that are deployed and take an image
 */
export async function givenImages(
  aws: Aws,
  clock: Clock,
  services: readonly string[],
  options: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const strange = [...options.keys()].find((service) => !services.includes(service));
  if (strange !== undefined)
    throw new CommandError(
      exit.usage,
      `--image ${strange}=…: no service \`${strange}\` is deployed by this command`,
      `There is ${services.join(', ') || 'none'}.`,
    );
  const found = await Promise.all(
    [...options].map(
      async ([service, given]) => [service, await digestOf(aws, clock, given)] satisfies [string, string],
    ),
  );
  return new Map(found);
}

/**
 * The image of each service by digest, before anything is written: `--image`, else what `--push` has just built, else `image` of
 * the config, else the one that `push` has stored of this commit, else the deployed one. Throws `CommandError` (4) that names every service without one.
 */
export async function chooseImages(
  aws: Aws,
  clock: Clock,
  services: readonly ImageRequest[],
  sources: ImageSources,
): Promise<ReadonlyMap<string, ChosenImage>> {
  const chosen = await Promise.all(services.map((request) => choose(aws, clock, request, sources)));
  const missing = services.filter((_, index) => !chosen[index]).map(({ service }) => service);
  if (missing.length > 0) {
    const flags = missing.map((service) => ` --service ${service}`).join('');
    throw new CommandError(
      exit.refused,
      `there is no image of ${missing.join(', ')}${sources.tags.commit === undefined ? '' : ` for commit ${sources.tags.commit.slice(0, 12)}`}, and none is deployed`,
      `npx platc push --env ${sources.environment}${flags}, or deploy with --push`,
      { services: missing },
    );
  }
  return new Map(chosen.flatMap((image) => (image ? [[image.service, image]] : [])));
}

async function choose(
  aws: Aws,
  clock: Clock,
  request: ImageRequest,
  { given, pushed, tags }: ImageSources,
): Promise<ChosenImage | undefined> {
  const { service, configured, deployed } = request;
  const option = given.get(service);
  if (option !== undefined) return { service, image: option, rule: 'option' };
  const built = pushed.get(service);
  if (built !== undefined) return { service, image: built, rule: 'pushed' };
  if (configured !== undefined) return { service, image: configured, rule: 'config' };
  for (const tag of tags.of(service)) {
    const image = await findImage(aws, clock, request.repository, { imageTag: tag });
    if (image !== undefined) return { service, image, rule: 'commit', tag };
  }
  return deployed === undefined ? undefined : { service, image: deployed, rule: 'deployed' };
}

/** Whether an image by digest is gone from its repository. Where that is not in ECR, nobody can be asked: then it is not. */
export async function isGone(aws: Aws, clock: Clock, image: string): Promise<boolean> {
  const ecr = /^(\d{12})\.dkr\.ecr\.([^./]+)\.[^/]+\/([^:@]+)@(sha256:[0-9a-f]{64})$/.exec(image);
  const [, account, region, repository, imageDigest] = ecr ?? [];
  if (!region || !repository || !imageDigest) return false;
  const there = aws.region === region ? aws : aws.inRegion(region);
  return (await findImage(there, clock, repository, { imageDigest }, account)) === undefined;
}

/** A reference as given by `--image`: by digest as it is; by a tag of this account's ECR by what the tag means now. */
async function digestOf(aws: Aws, clock: Clock, reference: string): Promise<string> {
  const ecr = /^(\d{12}\.dkr\.ecr\.[^/]+|[^/]*)\/(.+?)(?::([^:/@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
    reference,
  );
  const own = ecr?.[1]?.includes('.dkr.ecr.');
  if (byDigest.test(reference) && !own) return reference;
  if (!own || !ecr?.[2]) {
    throw new CommandError(
      exit.refused,
      `--image ${reference}: a reference by digest is needed, <repository>@sha256:…`,
      'Nothing was touched. A tag can come to mean another image while tasks are started from it.',
    );
  }
  const id = ecr[4] === undefined ? { imageTag: ecr[3] ?? 'latest' } : { imageDigest: ecr[4] };
  const image = await findImage(aws, clock, ecr[2], id, ecr[1]?.split('.')[0]);
  if (image === undefined)
    throw new CommandError(
      exit.refused,
      `--image ${reference}: there is no such image`,
      'Nothing was touched. `npx platc push` prints the reference of what it pushed.',
    );
  return image;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
async function findImage(
  aws: Aws,
  clock: Clock,
  repositoryName: string,
  imageId: { readonly imageTag: string } | { readonly imageDigest: string },
  registryId?: string,
): Promise<string | undefined> {
  const ecr = await aws.ecr();
  const registry = registryId === undefined ? {} : { registryId };
  try {
    const { imageDetails } = await patiently(clock, () =>
      ecr.describeImages({ ...registry, repositoryName, imageIds: [imageId] }),
    );
    const digest = imageDetails?.[0]?.imageDigest;
    const { repositories } = await patiently(clock, () =>
      ecr.describeRepositories({ ...registry, repositoryNames: [repositoryName] }),
    );
    const uri = repositories?.[0]?.repositoryUri;
    return digest === undefined || uri === undefined ? undefined : `${uri}@${digest}`;
  } catch (error) {
    if (isRefusal(error, 'ImageNotFoundException') || isRefusal(error, 'RepositoryNotFoundException'))
      return undefined;
    throw error;
  }
}

/**
 * Marks an image as deployed by the tag `deployed-<environment>-<release>`, so that the registry's lifecycle keeps it and a release
 * can be found by its image. The registry is shared by all environments, each of which counts its own releases. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
 */
export async function markDeployed(
  aws: Aws,
  clock: Clock,
  repositoryName: string,
  image: string,
  environment: string,
  release: number,
): Promise<void> {
  const imageDigest = image.split('@')[1];
  if (imageDigest === undefined) return;
  const ecr = await aws.ecr();
  const { images } = await patiently(clock, () =>
    ecr.batchGetImage({ repositoryName, imageIds: [{ imageDigest }] }),
  );
  const found = images?.[0];
  if (!found?.imageManifest) return;
  const { imageManifest, imageManifestMediaType } = found;
  await patiently(clock, () =>
    ecr.putImage({
      repositoryName,
      imageManifest,
      imageTag: `deployed-${environment}-${release}`,
      imageDigest,
      ...(imageManifestMediaType !== undefined && { imageManifestMediaType }),
    }),
  ).catch((error: unknown) => {
    if (!isRefusal(error, 'ImageAlreadyExistsException')) throw error;
  });
}
