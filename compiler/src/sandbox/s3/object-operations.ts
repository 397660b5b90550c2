import type {
  DeletedObject,
  DeleteObjectOutput,
  DeleteObjectRequest,
  DeleteObjectsRequest,
  GetObjectRequest,
  HeadObjectOutput,
  PutObjectOutput,
  PutObjectRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import type { AwsService, SandboxContext } from '../context.ts';
import type { Bodies } from './bodies.ts';
import type { VersionRecord } from './buckets.ts';
import { Buckets } from './buckets.ts';
import { checkDigests, checksumMembers } from './checksums.ts';
import { checkRead, checkWrite, etagOf } from './preconditions.ts';

interface InBucket {
  readonly Bucket: string;
}
interface OfObject extends InBucket {
  readonly Key: string;
}

/** Handed back by GetObject and HeadObject as PutObject had them. */
const keptMembers = [
  'CacheControl',
  'ContentDisposition',
  'ContentLanguage',
  'ContentType',
  'ServerSideEncryption',
  'SSEKMSKeyId',
  'StorageClass',
] as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export function objectOperations(context: SandboxContext, bodies: Bodies): AwsService['operations'] {
  const buckets = new Buckets(context);

  const current = (bucket: string, key: string): VersionRecord | undefined =>
    buckets.objects(bucket).get(key)?.versions[0];

  const find = (input: GetObjectRequest & OfObject): VersionRecord => {
    const bucket = buckets.require(input.Bucket);
    if (input.Range !== undefined || input.PartNumber !== undefined) throw unsupported('ranges and parts');
    const versions = buckets.objects(bucket.name).get(input.Key)?.versions ?? [];
    const { VersionId } = input;
    const version = VersionId === undefined ? versions[0] : versions.find((v) => v.versionId === VersionId);
    if (!version && VersionId !== undefined) {
      throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);
    }
    if (!version?.body) {
      if (version && VersionId !== undefined) {
        throw new AwsError(
          'MethodNotAllowed',
          'The specified method is not allowed against this resource.',
          405,
        );
      }
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    }
    checkRead(version, input);
    return version;
  };

  const describe = (input: GetObjectRequest & OfObject, version: VersionRecord): HeadObjectOutput => {
    const checksums = checksumMembers.map((name) => [name, version.headers[name]] as const);
    return {
      ...Object.fromEntries(keptMembers.map((name) => [name, version.headers[name]])),
      ...(version.headers['ContentEncoding'] && { ContentEncoding: version.headers['ContentEncoding'] }),
      ...(input.ChecksumMode === 'ENABLED' ? Object.fromEntries(checksums) : {}),
      AcceptRanges: 'bytes',
      ContentLength: version.body?.size,
      ETag: etagOf(version),
      LastModified: new Date(version.modified),
      Metadata: { ...version.metadata },
      ...(version.versionId !== 'null' && { VersionId: version.versionId }),
    };
  };

  const remove = ({ Bucket, Key, VersionId }: DeleteObjectRequest & OfObject): DeleteObjectOutput => {
    const bucket = buckets.require(Bucket);
    if (VersionId !== undefined) {
      const removed = buckets.removeVersion(Bucket, Key, VersionId);
      return { VersionId, ...(removed && !removed.body && { DeleteMarker: true }) };
    }
    if (!bucket.versioning) {
      buckets.removeVersion(Bucket, Key, 'null');
      return {};
    }
    const marker = buckets.add(bucket, Key, { headers: {}, metadata: {} });
    return { DeleteMarker: true, VersionId: marker.versionId };
  };

  return {
    async PutObject(input: PutObjectRequest & OfObject): Promise<PutObjectOutput> {
      buckets.require(input.Bucket);
      if (input.Tagging !== undefined || input.ObjectLockMode !== undefined)
        throw unsupported('tags and locks');
      const content = input.Body instanceof Uint8Array ? input.Body : new Uint8Array();
      const digests = Object.fromEntries(checksumMembers.map((name) => [name, input[name]]));
      checkDigests(content, { ...digests, ContentMD5: input.ContentMD5 });
      const body = await bodies.write(content);
      // nothing may come between the check and the write
      const bucket = buckets.require(input.Bucket);
      checkWrite(current(input.Bucket, input.Key), input);
      const encoding = input.ContentEncoding?.split(',')
        .map((part) => part.trim())
        .filter((part) => part !== 'aws-chunked');
      const kept = keptMembers.map((name) => [name, input[name]] as const);
      const headers: Record<string, string> = { ContentType: 'binary/octet-stream' };
      for (const [name, value] of [...kept, ...Object.entries(digests)])
        if (value !== undefined) headers[name] = value;
      if (encoding && encoding.length > 0) headers['ContentEncoding'] = encoding.join(',');
      const version = buckets.add(bucket, input.Key, { body, headers, metadata: { ...input.Metadata } });
      return {
        ETag: etagOf(version),
        ServerSideEncryption: input.ServerSideEncryption ?? 'AES256',
        ...digests,
        ...(bucket.versioning === 'Enabled' && { VersionId: version.versionId }),
      };
    },

    async GetObject(input: GetObjectRequest & OfObject): Promise<HeadObjectOutput & { Body: Uint8Array }> {
      const version = find(input);
      return { ...describe(input, version), Body: await bodies.read(version.body?.sha256 ?? '') };
    },

    HeadObject: (input: GetObjectRequest & OfObject): HeadObjectOutput => describe(input, find(input)),

    DeleteObject: remove,

    DeleteObjects({ Bucket, Delete }: DeleteObjectsRequest & InBucket): { Deleted: DeletedObject[] } {
      buckets.require(Bucket);
      const deleted = (Delete?.Objects ?? []).map(({ Key = '', VersionId }): DeletedObject => {
        const result = remove({ Bucket, Key, VersionId });
        const made = result.DeleteMarker && VersionId === undefined;
        return {
          Key,
          ...(VersionId !== undefined && { VersionId }),
          ...(made && { DeleteMarker: true, DeleteMarkerVersionId: result.VersionId }),
        };
      });
      return { Deleted: Delete?.Quiet ? [] : deleted };
    },
  };
}

function unsupported(what: string): AwsError {
  return new AwsError('NotImplemented', `The sandbox does not support ${what} of objects`, 501);
}
