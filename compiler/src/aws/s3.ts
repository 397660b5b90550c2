import {
  DeleteObjectsCommand,
  type DeleteObjectsCommandInput,
  type DeleteObjectsCommandOutput,
  GetObjectCommand,
  type GetObjectCommandInput,
  type GetObjectCommandOutput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type ListObjectsV2CommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { caller, clientSettings, type ConnectOptions } from './client.ts';

export type { DeleteMarkerEntry, ObjectVersion } from '@aws-sdk/client-s3';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export interface S3Api {
  putObject(input: PutObjectCommandInput): Promise<PutObjectCommandOutput>;
  getObject(input: GetObjectCommandInput): Promise<GetObjectCommandOutput>;
  listObjectsV2(input: ListObjectsV2CommandInput): Promise<ListObjectsV2CommandOutput>;
  listObjectVersions(input: ListObjectVersionsCommandInput): Promise<ListObjectVersionsCommandOutput>;
  deleteObjects(input: DeleteObjectsCommandInput): Promise<DeleteObjectsCommandOutput>;
}

export function connectS3(options: ConnectOptions): S3Api {
  // A bucket's name in front of the host is for AWS's own names: an endpoint that was given need not resolve it.
  const client = new S3Client({ ...clientSettings(options), forcePathStyle: options.endpoint !== undefined });
  const call = caller('S3', options);
  return {
    putObject: (input) => call('PutObject', (o) => client.send(new PutObjectCommand(input), o)),
    getObject: (input) => call('GetObject', (o) => client.send(new GetObjectCommand(input), o)),
    listObjectsV2: (input) => call('ListObjectsV2', (o) => client.send(new ListObjectsV2Command(input), o)),
    listObjectVersions: (input) =>
      call('ListObjectVersions', (o) => client.send(new ListObjectVersionsCommand(input), o)),
    deleteObjects: (input) => call('DeleteObjects', (o) => client.send(new DeleteObjectsCommand(input), o)),
  };
}
