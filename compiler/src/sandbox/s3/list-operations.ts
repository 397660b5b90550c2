import type {
  ListObjectsV2Output,
  ListObjectsV2Request,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import type { AwsService, SandboxContext } from '../context.ts';
import { Buckets } from './buckets.ts';
import { byUtf8, keyEncoder, listPage } from './listing.ts';
import { etagOf } from './preconditions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html and API_ListObjectVersions.html */
export function listOperations(context: SandboxContext): AwsService['operations'] {
  const buckets = new Buckets(context);
  return {
    ListObjectsV2(input: ListObjectsV2Request & { readonly Bucket: string }): ListObjectsV2Output {
      const { Bucket, ContinuationToken, StartAfter, MaxKeys = 1000 } = input;
      buckets.require(Bucket);
      const start = ContinuationToken === undefined ? StartAfter : fromToken(ContinuationToken);
      const objects = buckets
        .objects(Bucket)
        .all()
        .filter(({ versions }) => versions[0].body);
      const page = listPage(objects.toSorted(byUtf8), input, isAfter(start));
      const encode = keyEncoder(input);
      return {
        Name: Bucket,
        ...echoed(input, encode),
        ...(StartAfter !== undefined && { StartAfter: encode(StartAfter) }),
        ...(ContinuationToken !== undefined && { ContinuationToken }),
        ...(page.truncated && page.last !== undefined && { NextContinuationToken: toToken(page.last) }),
        MaxKeys,
        KeyCount: page.items.length + page.prefixes.length,
        IsTruncated: page.truncated,
        CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
        Contents: page.items.map(({ key, versions: [version] }) => ({
          Key: encode(key),
          ETag: etagOf(version),
          Size: version.body?.size,
          LastModified: new Date(version.modified),
          StorageClass: 'STANDARD',
        })),
      };
    },

    ListObjectVersions(
      input: ListObjectVersionsRequest & { readonly Bucket: string },
    ): ListObjectVersionsOutput {
      const { Bucket, KeyMarker, VersionIdMarker, MaxKeys = 1000 } = input;
      buckets.require(Bucket);
      const all = buckets
        .objects(Bucket)
        .all()
        .toSorted(byUtf8)
        .flatMap(({ key, versions }) =>
          versions.map((version, index) => ({ key, version, latest: index === 0 })),
        );
      const marker =
        VersionIdMarker === undefined
          ? -1
          : all.findIndex(({ key, version }) => key === KeyMarker && version.versionId === VersionIdMarker);
      const after = isAfter(KeyMarker);
      const page = listPage(marker < 0 ? all : all.slice(marker + 1), input, (item, common) =>
        marker < 0 ? after(item, common) : true,
      );
      const encode = keyEncoder(input);
      const described = page.items.map(({ key, version, latest }) => ({
        version,
        entry: {
          Key: encode(key),
          VersionId: version.versionId,
          IsLatest: latest,
          LastModified: new Date(version.modified),
        },
      }));
      const last = page.items.at(-1);
      return {
        Name: Bucket,
        ...echoed(input, encode),
        ...(KeyMarker !== undefined && { KeyMarker: encode(KeyMarker) }),
        ...(VersionIdMarker !== undefined && { VersionIdMarker }),
        ...(page.truncated && page.last !== undefined && { NextKeyMarker: encode(page.last) }),
        ...(page.truncated && last?.key === page.last && { NextVersionIdMarker: last?.version.versionId }),
        MaxKeys,
        IsTruncated: page.truncated,
        CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
        Versions: described
          .filter(({ version }) => version.body)
          .map(({ version, entry }) => ({
            ...entry,
            ETag: etagOf(version),
            Size: version.body?.size,
            StorageClass: 'STANDARD',
          })),
        DeleteMarkers: described.filter(({ version }) => !version.body).map(({ entry }) => entry),
      };
    },
  };
}

/** A common prefix that begins where the page does was already given. */
function isAfter(start: string | undefined) {
  return (item: { readonly key: string }, common: string | undefined): boolean =>
    start === undefined || Buffer.compare(Buffer.from(common ?? item.key), Buffer.from(start)) > 0;
}

function echoed(
  { Prefix, Delimiter, EncodingType }: ListObjectsV2Request,
  encode: (key: string) => string,
): Pick<ListObjectsV2Output, 'Prefix' | 'Delimiter' | 'EncodingType'> {
  return {
    Prefix: encode(Prefix ?? ''),
    ...(Delimiter !== undefined && { Delimiter: encode(Delimiter) }),
    ...(EncodingType !== undefined && { EncodingType }),
  };
}

function toToken(key: string): string {
  return Buffer.from(`1${key}`).toString('base64');
}

function fromToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!text.startsWith('1')) {
    throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect');
  }
  return text.slice(1);
}
