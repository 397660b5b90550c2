import { existsSync } from 'node:fs';
import type { PutImageRequest, PutImageResponse } from '@aws-sdk/client-ecr';
import { AwsError } from '../aws-error.ts';
import type { RequestContext, SandboxContext } from '../context.ts';
import { snapshotFolder } from '../runner/image-snapshot.ts';
import { describeImage } from './describe-image.ts';
import { parseManifest } from './manifest.ts';
import type { ImageRecord, RepositoryRecord } from './repositories.ts';
import { Blobs } from './registry/blobs.ts';
import { isImmutable, Repositories } from './repositories.ts';
import { snapshotLayer } from './snapshot-layer.ts';

/**
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html. A layer is there when it was uploaded to
 * the registry, or its snapshot lies in the state folder.
 */
export function putImage(
  context: SandboxContext,
  input: PutImageRequest,
  { region }: Pick<RequestContext, 'region'>,
): PutImageResponse {
  const { imageManifest = '', imageManifestMediaType, imageTag, imageDigest, repositoryName = '' } = input;
  const repositories = new Repositories(context);
  const repository = repositories.require(region, repositoryName, input.registryId);
  const manifest = parseManifest(imageManifest, imageManifestMediaType);
  if (imageDigest !== undefined && imageDigest !== manifest.digest) {
    throw new AwsError(
      'ImageDigestDoesNotMatchException',
      'The specified image digest does not match the digest that Amazon ECR calculated for the image.',
    );
  }
  if (!manifest.layers.every((digest) => hasLayer(context, digest))) {
    throw new AwsError(
      'LayersNotFoundException',
      'The specified layers could not be found, or the specified layer is not valid for this repository.',
    );
  }
  const images = repositories.images(repository);
  if (!manifest.manifests.every((digest) => images.get(digest))) {
    throw new AwsError(
      'ReferencedImagesNotFoundException',
      'The manifest list is referencing an image that does not exist.',
    );
  }
  const existing = images.get(manifest.digest);
  const tagged = images.all().find(({ tags }) => imageTag !== undefined && tags.includes(imageTag));
  // Whoever goes over from processes to containers, or back, builds the same commit once more.
  const pushed = { manifest: imageManifest, mediaType: manifest.mediaType };
  const otherKind = tagged !== undefined && isSnapshot(context, tagged) !== isSnapshot(context, pushed);
  checkTag(context, repository, manifest.digest, imageTag, { existing, tagged, otherKind });
  if (tagged) images.put(tagged.digest, { ...tagged, tags: tagged.tags.filter((tag) => tag !== imageTag) });
  const image: ImageRecord = existing ?? {
    digest: manifest.digest,
    manifest: imageManifest,
    mediaType: manifest.mediaType,
    tags: [],
    pushed: context.clock.now(),
    size: manifest.size,
  };
  const tags = imageTag === undefined ? image.tags : [...image.tags, imageTag];
  images.put(image.digest, { ...image, tags });
  context.effect('image pushed', { repository: repository.name, digest: image.digest, tag: imageTag });
  return { image: describeImage(context, repository, { ...image, tags }, imageTag) };
}

function hasLayer({ stateDir }: SandboxContext, digest: string): boolean {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) return false;
  return existsSync(snapshotFolder(stateDir, digest)) || new Blobs(stateDir).size(digest) !== undefined;
}

function checkTag(
  { accountId }: SandboxContext,
  repository: RepositoryRecord,
  digest: string,
  tag: string | undefined,
  {
    existing,
    tagged,
    otherKind,
  }: {
    readonly existing: ImageRecord | undefined;
    readonly tagged: ImageRecord | undefined;
    readonly otherKind: boolean;
  },
): void {
  if (existing && (tag === undefined || tagged === existing)) {
    throw new AwsError(
      'ImageAlreadyExistsException',
      `Image with digest '${digest}' and tag '${tag ?? 'null'}' already exists in the repository with name '${repository.name}' in registry with id '${accountId}'`,
    );
  }
  if (tagged && tag !== undefined && isImmutable(repository, tag) && !otherKind) {
    throw new AwsError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the repository is immutable.`,
    );
  }
}

function isSnapshot(context: SandboxContext, image: Pick<ImageRecord, 'manifest' | 'mediaType'>): boolean {
  return snapshotLayer(context, image) !== undefined;
}
