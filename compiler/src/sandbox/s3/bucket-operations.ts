import type {
  CreateBucketOutput,
  CreateBucketRequest,
  GetBucketLocationOutput,
  GetBucketPolicyOutput,
  GetBucketVersioningOutput,
  HeadBucketOutput,
  ListBucketsOutput,
  PutBucketVersioningRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.ts';
import type { AwsService, RequestContext, SandboxContext } from '../context.ts';
import { Buckets } from './buckets.ts';

interface InBucket {
  readonly Bucket: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export function bucketOperations(context: SandboxContext): AwsService['operations'] {
  const buckets = new Buckets(context);
  return {
    CreateBucket(input: CreateBucketRequest & InBucket, { region }: RequestContext): CreateBucketOutput {
      const { Bucket } = input;
      const constraint: string | undefined = input.CreateBucketConfiguration?.LocationConstraint;
      if (constraint !== (region === 'us-east-1' ? undefined : region)) {
        throw new AwsError(
          'IllegalLocationConstraintException',
          `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
        );
      }
      if (buckets.find(Bucket)) {
        throw new AwsError(
          'BucketAlreadyOwnedByYou',
          'Your previous request to create the named bucket succeeded and you already own it.',
          409,
        );
      }
      buckets.create(Bucket, region);
      return { Location: `/${Bucket}` };
    },

    HeadBucket({ Bucket }: InBucket): HeadBucketOutput {
      return { BucketRegion: buckets.require(Bucket).region };
    },

    DeleteBucket({ Bucket }: InBucket): void {
      buckets.delete(Bucket);
    },

    ListBuckets: (): ListBucketsOutput => ({
      Owner: { ID: context.accountId },
      Buckets: buckets.all().map(({ name, region, created }) => ({
        Name: name,
        CreationDate: new Date(created),
        BucketRegion: region,
      })),
    }),

    GetBucketLocation({ Bucket }: InBucket): Partial<Record<keyof GetBucketLocationOutput, string>> {
      const { region } = buckets.require(Bucket);
      return region === 'us-east-1' ? {} : { LocationConstraint: region };
    },

    GetBucketPolicy({ Bucket }: InBucket): GetBucketPolicyOutput {
      const { policy } = buckets.require(Bucket);
      if (!policy) throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404);
      return { Policy: JSON.stringify(policy.document) };
    },

    GetBucketVersioning({ Bucket }: InBucket): GetBucketVersioningOutput {
      const { versioning } = buckets.require(Bucket);
      return versioning ? { Status: versioning } : {};
    },

    PutBucketVersioning({ Bucket, VersioningConfiguration }: PutBucketVersioningRequest & InBucket): void {
      const bucket = buckets.require(Bucket);
      const status = VersioningConfiguration?.Status;
      if (!status) {
        throw new AwsError(
          'IllegalVersioningConfigurationException',
          'The Versioning element must be specified',
        );
      }
      buckets.put({ ...bucket, versioning: status });
    },
  };
}
