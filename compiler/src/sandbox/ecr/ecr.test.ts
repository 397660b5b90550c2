import { createHash } from 'node:crypto';
import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResourceBehaviour } from '../resource-behaviour.ts';
import { writeImageSnapshot } from '../runner/image-snapshot.ts';
import type { TestSandbox } from '../test-sandbox.ts';
import { resourceRequest, startTestSandbox } from '../test-sandbox.ts';
import { ecrBehaviours } from './behaviours.ts';
import { findImage } from './find-image.ts';

let sandbox: TestSandbox;
let ecr: ECRClient;
let behaviour: ResourceBehaviour;
const repositoryName = 'demo/api';
const registry = '000000000000.dkr.ecr.eu-west-1.amazonaws.com';

beforeEach(async () => {
  sandbox = await startTestSandbox();
  ecr = new ECRClient({ ...sandbox.client, region: 'eu-west-1' });
  const [first] = ecrBehaviours(sandbox.context);
  if (!first) throw new Error('there is no behaviour');
  behaviour = first;
});
afterEach(() => sandbox.remove());

const repository = (properties: object = {}) =>
  resourceRequest('AWS::ECR::Repository', { RepositoryName: repositoryName, ...properties });

/** Writes a snapshot and returns the manifest of an image that has it as its layer. */
async function build(content: string): Promise<{ readonly manifest: string; readonly folder: string }> {
  const config = { workingDir: '/app', env: {}, entrypoint: ['node'], cmd: ['a.js'] };
  const { digest, folder } = await writeImageSnapshot(sandbox.context.stateDir, config, [
    { path: 'app/a.js', content },
  ]);
  return { manifest: manifestOf(digest), folder };
}

function manifestOf(layer: string): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${'0'.repeat(64)}`,
      size: 3,
    },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: layer, size: 40 }],
  });
}

const push = (imageManifest: string, imageTag?: string) =>
  ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag }));

describe('PutImage', () => {
  it('names the image by the SHA-256 of its manifest', async () => {
    behaviour.create(repository());
    const { manifest, folder } = await build('1');
    const digest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
    const { image } = await push(manifest, 'v1');
    expect(image?.imageId).toEqual({ imageDigest: digest, imageTag: 'v1' });
    const found = { digest, folder, region: 'eu-west-1', repository: repositoryName };
    expect(findImage(sandbox.context, `${registry}/${repositoryName}@${digest}`)).toEqual(found);
    expect(findImage(sandbox.context, `${registry}/${repositoryName}:v1`)).toEqual(found);
    for (const reference of [
      `${registry}/${repositoryName}`,
      `${registry}/other:v1`,
      'docker.io/library/nginx',
      `111111111111${registry.slice(12)}/${repositoryName}:v1`,
    ]) {
      expect(findImage(sandbox.context, reference)).toBeUndefined();
    }
  });

  it('needs every layer to be there', async () => {
    behaviour.create(repository());
    await expect(push(manifestOf(`sha256:${'a'.repeat(64)}`))).rejects.toMatchObject({
      name: 'LayersNotFoundException',
    });
    await expect(push(manifestOf('../../etc'))).rejects.toMatchObject({ name: 'LayersNotFoundException' });
  });

  it.each([
    '{',
    '[]',
    '{}',
    '{"layers":[{}]}',
    '{"mediaType":"application/x","layers":[{"digest":"sha256:1"}]}',
  ])('refuses the manifest %s', async (manifest) => {
    behaviour.create(repository());
    await expect(push(manifest)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('moves a tag where tags are mutable', async () => {
    behaviour.create(repository());
    const [one, two] = [await build('1'), await build('2')];
    await push(one.manifest, 'latest');
    await push(two.manifest, 'latest');
    expect(findImage(sandbox.context, `${registry}/${repositoryName}`)?.folder).toBe(two.folder);
    const { imageIds } = await ecr.send(
      new ListImagesCommand({ repositoryName, filter: { tagStatus: 'UNTAGGED' } }),
    );
    expect(imageIds).toHaveLength(1);
  });

  it('does not move a tag where tags are immutable, not even for an older image', async () => {
    behaviour.create(repository({ ImageTagMutability: 'IMMUTABLE' }));
    const [one, two] = [await build('1'), await build('2')];
    await push(one.manifest, 'a');
    await push(one.manifest, 'b');
    await expect(push(two.manifest, 'a')).rejects.toMatchObject({
      name: 'ImageTagAlreadyExistsException',
      message:
        "The image tag 'a' already exists in the 'demo/api' repository and cannot be overwritten because the repository is immutable.",
    });
    await expect(push(one.manifest, 'a')).rejects.toMatchObject({ name: 'ImageAlreadyExistsException' });
    await expect(push(one.manifest)).rejects.toMatchObject({ name: 'ImageAlreadyExistsException' });
  });

  it('knows the exceptions from a mutability', async () => {
    const filters = [
      { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'dev-*' },
    ];
    behaviour.create(
      repository({
        ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        ImageTagMutabilityExclusionFilters: filters,
      }),
    );
    const [one, two] = [await build('1'), await build('2')];
    await push(one.manifest, 'dev-1');
    await push(two.manifest, 'dev-1');
    await push(one.manifest, 'v1');
    await expect(push(two.manifest, 'v1')).rejects.toMatchObject({ name: 'ImageTagAlreadyExistsException' });
  });

  it('checks the digest that it is given, and that there is such a repository', async () => {
    behaviour.create(repository());
    const { manifest } = await build('1');
    const command = new PutImageCommand({
      repositoryName,
      imageManifest: manifest,
      imageDigest: `sha256:${'0'.repeat(64)}`,
    });
    await expect(ecr.send(command)).rejects.toMatchObject({ name: 'ImageDigestDoesNotMatchException' });
    const nowhere = new PutImageCommand({ repositoryName: 'none', imageManifest: manifest });
    await expect(ecr.send(nowhere)).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
      message: "The repository with name 'none' does not exist in the registry with id '000000000000'",
    });
  });
});

describe('images', () => {
  it('are described, listed by pages, fetched and deleted', async () => {
    behaviour.create(repository());
    const pushed = [];
    for (const name of ['1', '2', '3']) {
      const { manifest } = await build(name);
      const { image } = await push(manifest, `v${name}`);
      pushed.push({ manifest, digest: image?.imageId?.imageDigest });
    }
    await push(pushed[0]?.manifest ?? '', 'also');
    const detail = await ecr.send(
      new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
    );
    expect(detail.imageDetails).toMatchObject([
      {
        imageDigest: pushed[0]?.digest,
        imageTags: ['v1', 'also'],
        imageSizeInBytes: 43,
        imagePushedAt: new Date(sandbox.clock.now()),
      },
    ]);
    const digests: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page: {
        imageDetails?: { imageDigest?: string | undefined }[] | undefined;
        nextToken?: string | undefined;
      } = await ecr.send(new DescribeImagesCommand({ repositoryName, maxResults: 2, nextToken }));
      digests.push(...(page.imageDetails ?? []).map(({ imageDigest }) => imageDigest));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(new Set(digests)).toEqual(new Set(pushed.map(({ digest }) => digest)));
    expect(digests).toHaveLength(pushed.length);
    expect((await ecr.send(new ListImagesCommand({ repositoryName }))).imageIds).toHaveLength(4);
    const bad = new ListImagesCommand({ repositoryName, nextToken: 'odd' });
    await expect(ecr.send(bad)).rejects.toMatchObject({ name: 'InvalidParameterException' });

    const batch = await ecr.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'v2' }, { imageTag: 'none' }] }),
    );
    expect(batch.images?.map(({ imageManifest }) => imageManifest)).toEqual([pushed[1]?.manifest]);
    expect(batch.failures).toMatchObject([{ imageId: { imageTag: 'none' }, failureCode: 'ImageNotFound' }]);

    const imageIds = [
      { imageTag: 'also' },
      { imageTag: 'v2' },
      { imageDigest: pushed[2]?.digest },
      { imageTag: 'none' },
    ];
    const deleted = await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
    expect(deleted.imageIds).toEqual([
      { imageDigest: pushed[0]?.digest, imageTag: 'also' },
      { imageDigest: pushed[1]?.digest, imageTag: 'v2' },
      { imageDigest: pushed[2]?.digest, imageTag: 'v3' },
    ]);
    expect(deleted.failures).toHaveLength(1);
    expect((await ecr.send(new ListImagesCommand({ repositoryName }))).imageIds).toEqual([
      { imageDigest: pushed[0]?.digest, imageTag: 'v1' },
    ]);
    const gone = new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v2' }] });
    await expect(ecr.send(gone)).rejects.toMatchObject({
      name: 'ImageNotFoundException',
      message:
        "The image with imageId {imageDigest:'null', imageTag:'v2'} does not exist within the repository with name 'demo/api' in the registry with id '000000000000'",
    });
  });

  it('are pushed with a login that lasts twelve hours', async () => {
    const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
    expect(authorizationData).toMatchObject([
      { proxyEndpoint: sandbox.endpoint, expiresAt: new Date(sandbox.clock.now() + 43_200_000) },
    ]);
    const token = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64').toString();
    expect(token).toMatch(/^AWS:[\w-]+\.[\w-]{43}$/);
  });
});

describe('AWS::ECR::Repository', () => {
  it('makes the same repository again after a crash, and none of another stack', async () => {
    const request = repository({
      ImageScanningConfiguration: { ScanOnPush: 'true' },
      ImageTagMutability: 'MUTABLE_WITH_EXCLUSION',
      ImageTagMutabilityExclusionFilters: [{ ImageTagMutabilityExclusionFilterValue: 'v*' }],
      EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: 'key' },
      LifecyclePolicy: { LifecyclePolicyText: '{}' },
    });
    const created = behaviour.create(request);
    await sandbox.clock.advance(1000);
    expect(behaviour.create(request)).toEqual(created);
    expect(created).toEqual({
      physicalId: repositoryName,
      attributes: {
        Arn: 'arn:aws:ecr:eu-west-1:000000000000:repository/demo/api',
        RepositoryUri: `${registry}/demo/api`,
      },
    });
    expect(() => behaviour.create({ ...request, logicalId: 'Other' })).toThrow('already exists');
    expect(
      (await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }))).repositories,
    ).toMatchObject([
      {
        repositoryName,
        imageScanningConfiguration: { scanOnPush: true },
        imageTagMutability: 'MUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'v*' }],
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'key' },
      },
    ]);
    behaviour.update({ ...request, physicalId: repositoryName, tags: { app: 'demo' } }, request.properties);
    const resourceArn = String(created.attributes['Arn']);
    expect((await ecr.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([
      { Key: 'app', Value: 'demo' },
    ]);
    await expect(
      ecr.send(new ListTagsForResourceCommand({ resourceArn: `${resourceArn}x` })),
    ).rejects.toMatchObject({ name: 'RepositoryNotFoundException' });
    const policy = () => ecr.send(new GetLifecyclePolicyCommand({ repositoryName }));
    expect((await policy()).lifecyclePolicyText).toBe('{}');
    behaviour.update({ ...repository({}), physicalId: repositoryName }, request.properties);
    await expect(policy()).rejects.toMatchObject({ name: 'LifecyclePolicyNotFoundException' });
  });

  it('is updated in place, and listed in its region only', async () => {
    const request = repository();
    behaviour.create(request);
    behaviour.create(resourceRequest('AWS::ECR::Repository', {}, 'Second'));
    const existing = { ...repository({ ImageTagMutability: 'IMMUTABLE' }), physicalId: repositoryName };
    behaviour.update(existing, request.properties);
    const page = await ecr.send(new DescribeRepositoriesCommand({ maxResults: 1 }));
    expect(page.repositories).toHaveLength(1);
    const rest = await ecr.send(new DescribeRepositoriesCommand({ nextToken: page.nextToken }));
    expect(rest.repositories).toMatchObject([{ repositoryName, imageTagMutability: 'IMMUTABLE' }]);
    const elsewhere = new ECRClient({ ...sandbox.client, region: 'us-east-1' });
    expect((await elsewhere.send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
  });

  it('must be empty to be deleted, or be emptied with it', async () => {
    behaviour.create(repository());
    await push((await build('1')).manifest, 'v1');
    const existing = { ...repository(), physicalId: repositoryName };
    expect(() => behaviour.remove(existing)).toThrow(
      "The repository with name 'demo/api' in registry with id '000000000000' cannot be deleted because it still contains images",
    );
    const emptied = { ...repository({ EmptyOnDelete: true }), physicalId: repositoryName };
    behaviour.remove(emptied);
    behaviour.remove(emptied);
    behaviour.create(repository());
    expect((await ecr.send(new ListImagesCommand({ repositoryName }))).imageIds).toEqual([]);
  });
});
