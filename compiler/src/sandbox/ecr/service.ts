import type {
  BatchDeleteImageRequest,
  BatchDeleteImageResponse,
  BatchGetImageRequest,
  BatchGetImageResponse,
  DescribeImagesRequest,
  DescribeImagesResponse,
  GetAuthorizationTokenResponse,
  ImageFailure,
  ImageIdentifier,
  ListImagesRequest,
  ListImagesResponse,
  PutImageRequest,
} from '@aws-sdk/client-ecr';
import { AwsError } from '../aws-error.ts';
import type { AwsService, RequestContext, SandboxContext } from '../context.ts';
import { byKey, pageOf } from '../page.ts';
import { describeImage, imageDetail, matchImage } from './describe-image.ts';
import { putImage } from './put-image.ts';
import type { ImageRecord, RepositoryRecord } from './repositories.ts';
import { Repositories } from './repositories.ts';
import { Blobs } from './registry/blobs.ts';
import { makePassword, PASSWORD_MS, USER } from './registry/password.ts';
import { Registry } from './registry/registry.ts';
import { repositoryOperations } from './repository-operations.ts';

const invalidToken = 'InvalidParameterException';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html */
export function ecrService(context: SandboxContext): AwsService {
  const repositories = new Repositories(context);
  const { accountId } = context;
  const blobs = new Blobs(context.stateDir);
  const registry = new Registry(context, blobs);

  const open = (
    {
      registryId,
      repositoryName = '',
    }: { registryId?: string | undefined; repositoryName: string | undefined },
    { region }: RequestContext,
  ) => {
    const repository = repositories.require(region, repositoryName, registryId);
    return { repository, images: repositories.images(repository) };
  };

  return {
    signingName: 'ecr',
    web: { prefix: '/v2', handle: (incoming, response) => registry.handle(incoming, response) },
    start: () => blobs.sweep(repositories.usedBlobs()),
    operations: {
      ...repositoryOperations(context),

      PutImage: (input: PutImageRequest, request: RequestContext) => putImage(context, input, request),

      DescribeImages(input: DescribeImagesRequest, request: RequestContext): DescribeImagesResponse {
        const { repository, images } = open(input, request);
        const all = images.all().toSorted(byKey(({ digest }) => digest));
        if (input.imageIds) {
          const found = input.imageIds.map(
            (id) => matchImage(all, id) ?? imageNotFound(id, repository, accountId),
          );
          return { imageDetails: found.map((image) => imageDetail(context, repository, image)) };
        }
        const matching = all.filter((image) => hasStatus(image, input.filter?.tagStatus));
        const page = pageOf(
          matching,
          ({ digest }) => digest,
          input.maxResults ?? 100,
          input.nextToken,
          invalidToken,
        );
        return {
          imageDetails: page.items.map((image) => imageDetail(context, repository, image)),
          ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
        };
      },

      ListImages(input: ListImagesRequest, request: RequestContext): ListImagesResponse {
        const ids = open(input, request)
          .images.all()
          .filter((image) => hasStatus(image, input.filter?.tagStatus))
          .flatMap(({ digest, tags }): ImageIdentifier[] =>
            tags.length === 0
              ? [{ imageDigest: digest }]
              : tags.map((tag) => ({ imageDigest: digest, imageTag: tag })),
          );
        const keyOf = ({ imageDigest, imageTag }: ImageIdentifier): string =>
          `${imageDigest} ${imageTag ?? ''}`;
        const size = input.maxResults ?? 100;
        const page = pageOf(ids.toSorted(byKey(keyOf)), keyOf, size, input.nextToken, invalidToken);
        return {
          imageIds: [...page.items],
          ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
        };
      },

      BatchGetImage(input: BatchGetImageRequest, request: RequestContext): BatchGetImageResponse {
        const { repository, images } = open(input, request);
        const all = images.all();
        const asked = (input.imageIds ?? []).map((id) => ({ id, image: matchImage(all, id) }));
        return {
          images: asked.flatMap(({ id, image }) =>
            image ? [describeImage(context, repository, image, id.imageTag)] : [],
          ),
          failures: asked.filter(({ image }) => !image).map(({ id }) => failure(id)),
        };
      },

      BatchDeleteImage(input: BatchDeleteImageRequest, request: RequestContext): BatchDeleteImageResponse {
        const { images } = open(input, request);
        const imageIds: ImageIdentifier[] = [];
        const failures: ImageFailure[] = [];
        for (const id of input.imageIds ?? []) {
          const image = matchImage(images.all(), id);
          if (!image) {
            failures.push(failure(id));
            continue;
          }
          const left = image.tags.filter((tag) => tag !== id.imageTag);
          const onlyTag = id.imageDigest === undefined && left.length > 0;
          if (onlyTag) images.put(image.digest, { ...image, tags: left });
          else images.delete(image.digest);
          const gone = onlyTag || image.tags.length === 0 ? [id.imageTag] : image.tags;
          imageIds.push(
            ...gone.map((imageTag) => ({ imageDigest: image.digest, ...(imageTag && { imageTag }) })),
          );
        }
        return { imageIds, failures };
      },

      GetAuthorizationToken: (
        _input: object,
        { region, endpoint }: RequestContext,
      ): GetAuthorizationTokenResponse => ({
        authorizationData: [
          {
            authorizationToken: Buffer.from(`${USER}:${makePassword(context, region)}`).toString('base64'),
            expiresAt: new Date(context.clock.now() + PASSWORD_MS),
            proxyEndpoint: endpoint,
          },
        ],
      }),
    },
  };
}

function hasStatus({ tags }: ImageRecord, status: string | undefined): boolean {
  return status === undefined || status === 'ANY' || (status === 'TAGGED') === tags.length > 0;
}

function failure(imageId: ImageIdentifier): ImageFailure {
  return { imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' };
}

function imageNotFound(id: ImageIdentifier, { name }: RepositoryRecord, accountId: string): never {
  const quoted = (value: string | undefined): string => `'${value ?? 'null'}'`;
  throw new AwsError(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:${quoted(id.imageDigest)}, imageTag:${quoted(id.imageTag)}} does not exist within the repository with name '${name}' in the registry with id '${accountId}'`,
  );
}
