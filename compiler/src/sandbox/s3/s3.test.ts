import { rm } from 'node:fs/promises';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runs } from '../../../test/helpers/runs.ts';
import type { TestSandbox } from '../test-sandbox.ts';
import { resourceRequest, startTestSandbox } from '../test-sandbox.ts';
import { s3Behaviours } from './behaviours.ts';
import { readObject } from './read-object.ts';

let sandbox: TestSandbox;
let s3: S3Client;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  s3 = new S3Client({ ...sandbox.client, region: 'us-east-1' });
  await s3.send(new CreateBucketCommand({ Bucket: 'first-bucket' }));
});
afterEach(() => sandbox.remove());

const Bucket = 'first-bucket';
const put = (Key: string, Body = 'body'): Promise<unknown> =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const textOf = async (Key: string, VersionId?: string): Promise<string | undefined> =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();

describe('buckets', () => {
  it('are made once, found, listed and deleted', async () => {
    await expect(s3.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    });
    expect(await s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: 'us-east-1' });
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets).toEqual([
      { Name: Bucket, BucketRegion: 'us-east-1', CreationDate: new Date(sandbox.clock.now()) },
    ]);
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('have a region, which their maker must name', async () => {
    const paris = new S3Client({ ...sandbox.client, region: 'eu-west-3' });
    const bare = new CreateBucketCommand({ Bucket: 'paris-bucket', CreateBucketConfiguration: {} });
    await paris.send(bare);
    expect(
      (await paris.send(new GetBucketLocationCommand({ Bucket: 'paris-bucket' }))).LocationConstraint,
    ).toBe('eu-west-3');
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined();
    const wrong = new CreateBucketCommand({
      Bucket: 'other',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    await expect(paris.send(wrong)).rejects.toMatchObject({ name: 'IllegalLocationConstraintException' });
  });

  it.each(['ab', 'UPPER', 'a..b', '127.0.0.1'])('are not named %s', async (name) => {
    const response = await fetch(`${sandbox.endpoint}/${name}`, {
      method: 'PUT',
      headers: sandbox.signature('s3'),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Code>InvalidBucketName</Code>');
  });

  it('must be empty to be deleted', async () => {
    await put('a');
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
    });
  });
});

describe('objects', () => {
  it('come back as they were put', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
          .filter((key) => !/^\.{1,2}(\/|$)|\/\.{1,2}(\/|$)/.test(key)),
        fc.uint8Array({ maxLength: 200 }),
        async (key, bytes) => {
          const Key = `k${key}`;
          await s3.send(new PutObjectCommand({ Bucket, Key, Body: bytes, Metadata: { purpose: 'proof' } }));
          const found = await s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
          expect(Buffer.from((await found.Body?.transformToByteArray()) ?? [])).toEqual(Buffer.from(bytes));
          expect(found.Metadata).toEqual({ purpose: 'proof' });
        },
      ),
      { numRuns: runs(30) },
    );
  });

  it('have a size, a type, an MD5 tag and a time', async () => {
    const input = { Bucket, Key: 'a', Body: 'hello', ContentType: 'text/plain', CacheControl: 'no-store' };
    const { ETag } = await s3.send(new PutObjectCommand(input));
    expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).toMatchObject({
      ETag,
      ContentLength: 5,
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      LastModified: new Date(sandbox.clock.now()),
    });
  });

  it('may be sent in chunks', async () => {
    const body = '5;chunk-signature=0\r\nhello\r\n7\r\n, world\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
    const headers = { ...sandbox.signature('s3'), 'content-encoding': 'aws-chunked,gzip' };
    await fetch(`${sandbox.endpoint}/${Bucket}/chunked`, { method: 'PUT', headers, body });
    expect(await textOf('chunked')).toBe('hello, world');
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'chunked' }))).ContentEncoding).toBe('gzip');
    const cut = await fetch(`${sandbox.endpoint}/${Bucket}/cut`, {
      method: 'PUT',
      headers,
      body: body.slice(0, 30),
    });
    expect(await cut.text()).toContain('<Code>IncompleteBody</Code>');
  });

  it('are refused where they are not what their sender meant', async () => {
    const wrong = new PutObjectCommand({
      Bucket,
      Key: 'a',
      Body: 'hello',
      ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==',
    });
    await expect(s3.send(wrong)).rejects.toMatchObject({ name: 'BadDigest' });
    const crc = new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ChecksumCRC32: 'AAAAAA==' });
    await expect(s3.send(crc)).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(textOf('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('are made once by one of many that ask for it', async () => {
    const once = (Body: string): Promise<unknown> =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'release-1', Body, IfNoneMatch: '*' }));
    const tries = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => once(String(index))));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = tries.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused[0]).toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
  });

  it('are replaced, or read, only where they are what the condition says', async () => {
    const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '2', IfMatch: ETag }));
    const again = s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '3', IfMatch: ETag }));
    await expect(again).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const absent = s3.send(new PutObjectCommand({ Bucket, Key: 'b', Body: '3', IfMatch: ETag }));
    await expect(absent).rejects.toMatchObject({ name: 'NoSuchKey' });
    const odd = s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '3', IfNoneMatch: ETag }));
    await expect(odd).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'a', IfMatch: ETag }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 412 },
    });
    const { ETag: current } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    await expect(
      s3.send(new GetObjectCommand({ Bucket, Key: 'a', IfNoneMatch: current })),
    ).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
  });

  it('are not there, or are asked for in a way that is not supported', async () => {
    await expect(textOf('none')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(textOf('none', 'v1')).rejects.toMatchObject({ name: 'NoSuchVersion' });
    const nowhere = new PutObjectCommand({ Bucket: 'no-such-bucket', Key: 'a', Body: '' });
    await expect(s3.send(nowhere)).rejects.toMatchObject({
      name: 'NoSuchBucket',
      $metadata: { httpStatusCode: 404 },
    });
    await put('a');
    const range = new GetObjectCommand({ Bucket, Key: 'a', Range: 'bytes=0-1' });
    await expect(s3.send(range)).rejects.toMatchObject({ name: 'NotImplemented' });
    const tagged = new PutObjectCommand({ Bucket, Key: 'a', Tagging: 'a=b' });
    await expect(s3.send(tagged)).rejects.toMatchObject({ name: 'NotImplemented' });
    const response = await fetch(`${sandbox.endpoint}/${Bucket}/%E0%A4%A`, {
      headers: sandbox.signature('s3'),
    });
    expect(await response.text()).toContain('<Code>InvalidURI</Code>');
  });

  it('are deleted, alone or many at once, and deleting what is gone is no error', async () => {
    for (const key of ['a', 'b', 'c']) await put(key);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const command = new DeleteObjectsCommand({
      Bucket,
      Delete: { Objects: [{ Key: 'b' }, { Key: 'none' }] },
    });
    expect((await s3.send(command)).Deleted).toEqual([{ Key: 'b' }, { Key: 'none' }]);
    const quiet = new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key: 'c' }] } });
    expect((await s3.send(quiet)).Deleted).toBeUndefined();
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });
});

describe('listing', () => {
  const keys = ['a/1', 'a/2', 'a/b/3', 'b', 'c/4', 'é', 'z'];

  it('goes by pages of keys and common prefixes', async () => {
    for (const key of keys) await put(key);
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2, ContinuationToken: token }),
      );
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      seen.push(
        ...(page.Contents ?? []).map(({ Key = '' }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix),
      );
      token = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(token !== undefined);
    } while (token !== undefined);
    expect(seen.toSorted()).toEqual(['a/', 'b', 'c/', 'z', 'é']);
  });

  it('takes a prefix and a start', async () => {
    for (const key of keys) await put(key);
    const found = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/', StartAfter: 'a/1' }));
    expect(found.Contents?.map(({ Key }) => Key)).toEqual(['a/2', 'a/b/3']);
    const encoded = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'é', EncodingType: 'url' }));
    expect(encoded.Contents?.map(({ Key }) => Key)).toEqual(['%C3%A9']);
    const bad = new ListObjectsV2Command({ Bucket, ContinuationToken: 'odd' });
    await expect(s3.send(bad)).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('versions', () => {
  const status = (Status: 'Enabled' | 'Suspended') =>
    s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  const versions = async () => {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    return [
      ...Versions.map((version) => ({ ...version, marker: false })),
      ...DeleteMarkers.map((marker) => ({ ...marker, marker: true })),
    ];
  };

  it('are kept behind a delete marker until they are deleted one by one', async () => {
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    await put('a', 'before');
    await status('Enabled');
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    const second = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'second' }));
    expect(await textOf('a', 'null')).toBe('before');
    const deleted = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(deleted.DeleteMarker).toBe(true);
    await expect(textOf('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await textOf('a', second.VersionId)).toBe('second');
    await expect(textOf('a', deleted.VersionId)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 405 },
    });
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect(
      (await versions()).map(({ VersionId, IsLatest, marker }) => [VersionId, IsLatest, marker]),
    ).toEqual([
      [second.VersionId, false, false],
      ['null', false, false],
      [deleted.VersionId, true, true],
    ]);
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    });
    const all = (await versions()).map(({ Key, VersionId }) => ({ Key, VersionId }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: all } }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });

  it('are listed by pages', async () => {
    await status('Enabled');
    for (const key of ['a', 'a', 'b', 'b', 'b']) await put(key);
    const seen: (string | undefined)[] = [];
    let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
    while (next) {
      const page: Awaited<ReturnType<typeof listPage>> = await listPage(next);
      seen.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
      next = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
  const listPage = (markers: object) =>
    s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }));

  it('without an id are written while versioning is suspended', async () => {
    await status('Enabled');
    await put('a', 'one');
    await status('Suspended');
    await put('a', 'two');
    await put('a', 'three');
    expect(await versions()).toHaveLength(2);
    expect(await textOf('a')).toBe('three');
    const empty = await fetch(`${sandbox.endpoint}/${Bucket}?versioning`, {
      method: 'PUT',
      headers: sandbox.signature('s3'),
      body: '<VersioningConfiguration/>',
    });
    expect(await empty.text()).toContain('<Code>IllegalVersioningConfigurationException</Code>');
    const broken = await fetch(`${sandbox.endpoint}/${Bucket}?versioning`, {
      method: 'PUT',
      headers: sandbox.signature('s3'),
      body: '<VersioningConfiguration>',
    });
    expect(await broken.text()).toContain('<Code>MalformedXML</Code>');
  });
});

describe('what lies on disk', () => {
  it('is there after a restart, and swept where nothing names it', async () => {
    await put('kept', 'kept');
    await put('gone', 'gone');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    const { readdir } = await import('node:fs/promises');
    const folder = `${sandbox.context.stateDir}/objects`;
    expect(await readdir(folder)).toHaveLength(2);
    await sandbox.restart();
    s3 = new S3Client({ ...sandbox.client, region: 'us-east-1' });
    expect(await readdir(folder)).toHaveLength(1);
    expect(await textOf('kept')).toBe('kept');
    expect(await readObject(sandbox.context, { bucket: Bucket, key: 'kept' })).toBe('kept');
    expect(
      await readObject(sandbox.context, { bucket: Bucket, key: 'kept', versionId: 'v' }),
    ).toBeUndefined();
    expect(await readObject(sandbox.context, { bucket: 'none', key: 'kept' })).toBeUndefined();
    await rm(folder, { recursive: true });
    await expect(textOf('kept')).rejects.toMatchObject({ name: 'InternalFailure' });
  });
});

describe('AWS::S3::Bucket and AWS::S3::BucketPolicy', () => {
  const find = (type: string) => {
    const behaviour = s3Behaviours(sandbox.context).find((candidate) => candidate.type === type);
    if (!behaviour) throw new Error(`no ${type}`);
    return behaviour;
  };

  it('make the same bucket again after a crash, and none of another stack', async () => {
    const bucket = find('AWS::S3::Bucket');
    const request = resourceRequest('AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Enabled' } });
    const created = bucket.create(request);
    expect(bucket.create(request)).toEqual(created);
    expect(created.physicalId).toBe(request.generatedName);
    expect(created.attributes).toMatchObject({
      Arn: `arn:aws:s3:::${created.physicalId}`,
      RegionalDomainName: `${created.physicalId}.s3.eu-west-1.amazonaws.com`,
    });
    expect(() => bucket.create({ ...request, logicalId: 'Other' })).toThrow(
      `${created.physicalId} already exists`,
    );
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: created.physicalId }))).Status).toBe(
      'Enabled',
    );
    const existing = { ...request, properties: {}, physicalId: created.physicalId };
    bucket.update(existing, request.properties);
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: created.physicalId }))).Status).toBe(
      'Suspended',
    );
    await s3.send(new PutObjectCommand({ Bucket: created.physicalId, Key: 'a', Body: '' }));
    expect(() => bucket.remove(existing)).toThrow('The bucket you tried to delete is not empty');
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: created.physicalId }));
    await s3.send(
      new DeleteObjectCommand({ Bucket: created.physicalId, Key: 'a', VersionId: Versions[0]?.VersionId }),
    );
    bucket.remove(existing);
    bucket.remove(existing);
  });

  it('hold one policy a bucket', async () => {
    const policy = find('AWS::S3::BucketPolicy');
    const request = resourceRequest('AWS::S3::BucketPolicy', { Bucket, PolicyDocument: { Statement: [] } });
    expect(policy.create(request)).toEqual({ physicalId: Bucket, attributes: {} });
    expect(policy.create(request).physicalId).toBe(Bucket);
    const shown = () => s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect((await shown()).Policy).toBe('{"Statement":[]}');
    expect(() => policy.create({ ...request, logicalId: 'Other' })).toThrow(
      'The bucket policy already exists on bucket first-bucket.',
    );
    policy.remove({ ...request, physicalId: Bucket });
    await expect(shown()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
    expect(policy.create({ ...request, logicalId: 'Other' }).physicalId).toBe(Bucket);
    policy.remove({ ...request, physicalId: 'gone' });
    expect(() => policy.create(resourceRequest('AWS::S3::BucketPolicy', { Bucket: 'none' }))).toThrow(
      'The specified bucket does not exist',
    );
  });
});
