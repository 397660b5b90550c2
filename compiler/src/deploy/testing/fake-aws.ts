import type { Aws } from '../../aws/aws.ts';
import type { EcrApi, ImageDetail } from '../../aws/ecr.ts';
import type { S3Api } from '../../aws/s3.ts';
import { refused } from './aws-errors.ts';

const metadata = { $metadata: {} };

function unexpected(service: string): () => Promise<never> {
  return () => Promise.reject(new Error(`${service} is not expected to be asked`));
}

/** An account of objects and images alone, whose digests and texts tests set and read. */
export class FakeAws implements Aws {
  readonly region = 'eu-west-1';
  /** Objects of all buckets: `bucket/key` to body. */
  readonly objects = new Map<string, string>();
  /** Images by repository: tags and digests. */
  readonly images = new Map<string, ImageDetail[]>();

  identity = async () => ({ account: '123456789012', arn: 'arn:aws:iam::123456789012:user/ada' });
  inRegion = () => this;
  uninterrupted = () => this;
  cloudFormation = unexpected('CloudFormation');
  cloudWatch = unexpected('CloudWatch');
  serviceQuotas = unexpected('Service Quotas');
  ecs = unexpected('ECS');
  elb = unexpected('Elastic Load Balancing');
  logs = unexpected('CloudWatch Logs');

  ecr = async (): Promise<EcrApi> => {
    const api: Pick<EcrApi, 'describeImages' | 'describeRepositories'> = {
      describeImages: async ({ repositoryName = '', imageIds: [id] = [] }) => {
        const repository = this.images.get(repositoryName);
        if (!repository)
          throw refused(
            `The repository with name '${repositoryName}' does not exist`,
            'RepositoryNotFoundException',
          );
        const found = repository.filter(({ imageDigest }) => id?.imageDigest === imageDigest);
        if (found.length === 0) throw refused('The image does not exist', 'ImageNotFoundException');
        return { ...metadata, imageDetails: found };
      },
      describeRepositories: async ({ repositoryNames = [] }) => ({
        ...metadata,
        repositories: repositoryNames.map((repositoryName) => ({
          repositoryName,
          repositoryUri: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/${repositoryName}`,
        })),
      }),
    };
    return api as EcrApi;
  };

  s3 = async (): Promise<S3Api> => {
    const api: Pick<S3Api, 'getObject' | 'listObjectsV2'> = {
      getObject: async ({ Bucket, Key }) => {
        const body = this.objects.get(`${Bucket}/${Key}`);
        if (body === undefined) throw refused('The specified key does not exist.', 'NoSuchKey');
        return { ...metadata, Body: { transformToString: async () => body } as never };
      },
      listObjectsV2: async ({ Bucket, Prefix = '' }) => ({
        ...metadata,
        Contents: [...this.objects.keys()]
          .filter((name) => name.startsWith(`${Bucket}/${Prefix}`))
          .map((name) => ({ Key: name.slice(`${Bucket}/`.length) })),
      }),
    };
    return api as S3Api;
  };
}
