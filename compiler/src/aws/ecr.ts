import {
  BatchDeleteImageCommand,
  type BatchDeleteImageCommandInput,
  type BatchDeleteImageCommandOutput,
  BatchGetImageCommand,
  type BatchGetImageCommandInput,
  type BatchGetImageCommandOutput,
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  type DescribeImagesCommandOutput,
  DescribeRepositoriesCommand,
  type DescribeRepositoriesCommandInput,
  type DescribeRepositoriesCommandOutput,
  ECRClient,
  GetAuthorizationTokenCommand,
  type GetAuthorizationTokenCommandInput,
  type GetAuthorizationTokenCommandOutput,
  ListImagesCommand,
  type ListImagesCommandInput,
  type ListImagesCommandOutput,
  PutImageCommand,
  type PutImageCommandInput,
  type PutImageCommandOutput,
} from '@aws-sdk/client-ecr';
import { caller, clientSettings, type ConnectOptions } from './client.ts';

export type { Image, ImageDetail, ImageIdentifier, Repository } from '@aws-sdk/client-ecr';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html */
export interface EcrApi {
  describeRepositories(input: DescribeRepositoriesCommandInput): Promise<DescribeRepositoriesCommandOutput>;
  describeImages(input: DescribeImagesCommandInput): Promise<DescribeImagesCommandOutput>;
  listImages(input: ListImagesCommandInput): Promise<ListImagesCommandOutput>;
  batchGetImage(input: BatchGetImageCommandInput): Promise<BatchGetImageCommandOutput>;
  putImage(input: PutImageCommandInput): Promise<PutImageCommandOutput>;
  batchDeleteImage(input: BatchDeleteImageCommandInput): Promise<BatchDeleteImageCommandOutput>;
  getAuthorizationToken(
    input: GetAuthorizationTokenCommandInput,
  ): Promise<GetAuthorizationTokenCommandOutput>;
}

export function connectEcr(options: ConnectOptions): EcrApi {
  const client = new ECRClient(clientSettings(options));
  const call = caller('ECR', options);
  return {
    describeRepositories: (input) =>
      call('DescribeRepositories', (o) => client.send(new DescribeRepositoriesCommand(input), o)),
    describeImages: (input) =>
      call('DescribeImages', (o) => client.send(new DescribeImagesCommand(input), o)),
    listImages: (input) => call('ListImages', (o) => client.send(new ListImagesCommand(input), o)),
    batchGetImage: (input) => call('BatchGetImage', (o) => client.send(new BatchGetImageCommand(input), o)),
    putImage: (input) => call('PutImage', (o) => client.send(new PutImageCommand(input), o)),
    batchDeleteImage: (input) =>
      call('BatchDeleteImage', (o) => client.send(new BatchDeleteImageCommand(input), o)),
    getAuthorizationToken: (input) =>
      call('GetAuthorizationToken', (o) => client.send(new GetAuthorizationTokenCommand(input), o)),
  };
}
