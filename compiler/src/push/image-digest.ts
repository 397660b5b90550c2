import { isRefusal } from '../aws/aws-error.ts';
import type { EcrApi } from '../aws/ecr.ts';

/**
 * `sha256:…` of the image that carries a tag; undefined where no image does, or there is no repository.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
 */
export async function taggedDigest(
  ecr: EcrApi,
  repositoryName: string,
  tag: string,
): Promise<string | undefined> {
  try {
    const { imageDetails } = await ecr.describeImages({ repositoryName, imageIds: [{ imageTag: tag }] });
    return imageDetails?.[0]?.imageDigest;
  } catch (error) {
    if (isRefusal(error, 'ImageNotFoundException') || isRefusal(error, 'RepositoryNotFoundException'))
      return undefined;
    throw error;
  }
}

/** The URI of a repository, without a tag; undefined where there is none. */
export async function repositoryUri(ecr: EcrApi, repositoryName: string): Promise<string | undefined> {
  try {
    const { repositories } = await ecr.describeRepositories({ repositoryNames: [repositoryName] });
    return repositories?.[0]?.repositoryUri;
  } catch (error) {
    if (isRefusal(error, 'RepositoryNotFoundException')) return undefined;
    throw error;
  }
}
