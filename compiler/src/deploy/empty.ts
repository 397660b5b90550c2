import { isRefusal } from '../aws/aws-error.ts';
import type { Aws } from '../aws/aws.ts';
import { allPages } from '../aws/client.ts';
import { patiently, type Clock } from './clock.ts';

/** Deletes all images of a repository: CloudFormation deletes only an empty one. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html */
export async function emptyRepository(aws: Aws, clock: Clock, repositoryName: string): Promise<number> {
  const ecr = await aws.ecr();
  try {
    const images = await allPages(
      (nextToken) =>
        patiently(clock, () =>
          ecr.listImages({ repositoryName, ...(nextToken !== undefined && { nextToken }) }),
        ),
      ({ imageIds }) => imageIds,
      ({ nextToken }) => nextToken,
    );
    const digests = [...new Set(images.flatMap(({ imageDigest }) => imageDigest ?? []))];
    for (const some of batches(digests, 100)) {
      await patiently(clock, () =>
        ecr.batchDeleteImage({ repositoryName, imageIds: some.map((imageDigest) => ({ imageDigest })) }),
      );
    }
    return digests.length;
  } catch (error) {
    if (isRefusal(error, 'RepositoryNotFoundException')) return 0;
    throw error;
  }
}

/** Deletes all versions of all objects of a bucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export async function emptyBucket(aws: Aws, clock: Clock, bucket: string): Promise<number> {
  const s3 = await aws.s3();
  const versions: { readonly Key: string; readonly VersionId?: string }[] = [];
  let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  try {
    while (marker) {
      const from: { KeyMarker?: string; VersionIdMarker?: string } = marker;
      const page = await patiently(clock, () => s3.listObjectVersions({ Bucket: bucket, ...from }));
      for (const { Key = '', VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
        versions.push({ Key, ...(VersionId !== undefined && { VersionId }) });
      }
      const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
      marker =
        KeyMarker === undefined
          ? undefined
          : { KeyMarker, ...(VersionIdMarker !== undefined && { VersionIdMarker }) };
    }
  } catch (error) {
    if (isRefusal(error, 'NoSuchBucket')) return 0;
    throw error;
  }
  for (const some of batches(versions, 1_000)) {
    await patiently(clock, () =>
      s3.deleteObjects({ Bucket: bucket, Delete: { Objects: [...some], Quiet: true } }),
    );
  }
  return versions.length;
}

function batches<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
