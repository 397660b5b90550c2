import type { Image, ImageDetail, ImageIdentifier } from '@aws-sdk/client-ecr';
import type { SandboxContext } from '../context.ts';
import type { ImageRecord, RepositoryRecord } from './repositories.ts';

/** An image with its manifest, as PutImage and BatchGetImage give it. */
export function describeImage(
  { accountId }: SandboxContext,
  { name }: RepositoryRecord,
  { digest, manifest, mediaType }: ImageRecord,
  tag: string | undefined,
): Image {
  return {
    registryId: accountId,
    repositoryName: name,
    imageId: { imageDigest: digest, ...(tag !== undefined && { imageTag: tag }) },
    imageManifest: manifest,
    imageManifestMediaType: mediaType,
  };
}

/** What DescribeImages says of an image. */
export function imageDetail(
  { accountId }: SandboxContext,
  { name }: RepositoryRecord,
  { digest, mediaType, tags, pushed, size }: ImageRecord,
): ImageDetail {
  return {
    registryId: accountId,
    repositoryName: name,
    imageDigest: digest,
    ...(tags.length > 0 && { imageTags: [...tags] }),
    imageSizeInBytes: size,
    imagePushedAt: new Date(pushed),
    imageManifestMediaType: mediaType,
    artifactMediaType: 'application/vnd.docker.container.image.v1+json',
    imageStatus: 'ACTIVE',
  };
}

/** The image that an identifier means: its digest where it has one, and then a tag, if given, must belong to it. */
export function matchImage(
  images: readonly ImageRecord[],
  { imageDigest, imageTag }: ImageIdentifier,
): ImageRecord | undefined {
  return images.find(
    ({ digest, tags }) =>
      (imageDigest !== undefined || imageTag !== undefined) &&
      (imageDigest === undefined || digest === imageDigest) &&
      (imageTag === undefined || tags.includes(imageTag)),
  );
}
