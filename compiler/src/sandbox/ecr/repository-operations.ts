import type {
  DescribeRepositoriesRequest,
  DescribeRepositoriesResponse,
  GetLifecyclePolicyRequest,
  GetLifecyclePolicyResponse,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Repository,
} from '@aws-sdk/client-ecr';
import { AwsError } from '../aws-error.ts';
import type { RequestContext, SandboxContext } from '../context.ts';
import { byKey, pageOf } from '../page.ts';
import type { RepositoryRecord } from './repositories.ts';
import { Repositories } from './repositories.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html */
export function repositoryOperations(context: SandboxContext) {
  const repositories = new Repositories(context);
  const { accountId } = context;
  return {
    DescribeRepositories(
      input: DescribeRepositoriesRequest,
      { region }: RequestContext,
    ): DescribeRepositoriesResponse {
      const { repositoryNames, registryId, nextToken, maxResults = 100 } = input;
      const found = repositoryNames
        ? repositoryNames.map((name) => repositories.require(region, name, registryId))
        : repositories.all(region).toSorted(byKey(({ name }) => name));
      const page = repositoryNames
        ? { items: found, nextToken: undefined }
        : pageOf(found, ({ name }) => name, maxResults, nextToken, 'InvalidParameterException');
      return {
        repositories: page.items.map((repository) => describeRepository(repositories, accountId, repository)),
        ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
      };
    },

    GetLifecyclePolicy(
      input: GetLifecyclePolicyRequest,
      { region }: RequestContext,
    ): GetLifecyclePolicyResponse {
      const { name, lifecyclePolicy } = repositories.require(
        region,
        input.repositoryName ?? '',
        input.registryId,
      );
      if (lifecyclePolicy === undefined) {
        throw new AwsError(
          'LifecyclePolicyNotFoundException',
          `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${accountId}'`,
        );
      }
      return { registryId: accountId, repositoryName: name, lifecyclePolicyText: lifecyclePolicy };
    },

    ListTagsForResource(
      { resourceArn }: ListTagsForResourceRequest,
      { region }: RequestContext,
    ): ListTagsForResourceResponse {
      const name = resourceArn?.split(':repository/')[1] ?? '';
      const { tags = {} } = repositories.require(region, name, undefined);
      return { tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}

function describeRepository(
  repositories: Repositories,
  accountId: string,
  repository: RepositoryRecord,
): Omit<Repository, 'imageTagMutability' | 'encryptionConfiguration' | 'imageTagMutabilityExclusionFilters'> &
  Record<string, unknown> {
  return {
    repositoryArn: repositories.arn(repository),
    registryId: accountId,
    repositoryName: repository.name,
    repositoryUri: repositories.uri(repository),
    createdAt: new Date(repository.created),
    imageTagMutability: repository.tagMutability,
    ...(repository.exclusions.length > 0 && {
      imageTagMutabilityExclusionFilters: repository.exclusions.map((filter) => ({
        filterType: 'WILDCARD',
        filter,
      })),
    }),
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: repository.encryption,
  };
}
