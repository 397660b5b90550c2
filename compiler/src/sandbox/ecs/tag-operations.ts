import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws-error.ts';
import { describeTags } from './describe-tags.ts';
import type { Ecs } from './ecs.ts';

/** Tags are set with the resource that has them. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTagsForResource.html */
export function tagOperations({ tables }: Ecs) {
  return {
    ListTagsForResource({ resourceArn = '' }: ListTagsForResourceRequest): ListTagsForResourceResponse {
      const { clusters, services, taskDefinitions } = tables;
      const tagged =
        clusters.get(resourceArn) ?? services.get(resourceArn) ?? taskDefinitions.get(resourceArn);
      // What AWS says of an ARN that is nobody's is not documented.
      if (!tagged)
        throw new AwsError('InvalidParameterException', `The resource ${resourceArn} was not found.`);
      return { tags: describeTags(tagged.tags) };
    },
  };
}
