import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { ownerOf, structure, text } from '../resource-owner.ts';
import type {
  CreatedResource,
  Properties,
  ResourceBehaviour,
  ResourceRequest,
} from '../resource-behaviour.ts';
import type { BucketRecord } from './buckets.ts';
import { Buckets } from './buckets.ts';

export function s3Behaviours(context: SandboxContext): readonly ResourceBehaviour[] {
  const buckets = new Buckets(context);
  return [bucketBehaviour(context, buckets), bucketPolicyBehaviour(buckets)];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
function bucketBehaviour({ partition }: SandboxContext, buckets: Buckets): ResourceBehaviour {
  const describe = ({ name, region }: BucketRecord): CreatedResource => ({
    physicalId: name,
    attributes: {
      Arn: `arn:${partition}:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  });

  return {
    type: 'AWS::S3::Bucket',
    create(request) {
      const name = text(request.properties['BucketName']) ?? request.generatedName;
      const owner = ownerOf(request);
      const existing = buckets.find(name);
      if (existing && existing.owner !== owner)
        throw new AwsError('BucketAlreadyExists', `${name} already exists`);
      return describe(
        existing ?? buckets.create(name, request.region, { owner, ...versioning(request.properties) }),
      );
    },
    update({ physicalId, properties }) {
      const bucket = buckets.require(physicalId);
      // versioning that was on can only be suspended
      const status = versioning(properties).versioning ?? (bucket.versioning && 'Suspended');
      return describe(buckets.put({ ...bucket, ...(status && { versioning: status }) }));
    },
    live({ physicalId, properties }) {
      const bucket = buckets.find(physicalId);
      if (!bucket) return 'deleted';
      if (!('VersioningConfiguration' in properties)) return {};
      return { VersioningConfiguration: bucket.versioning && { Status: bucket.versioning } };
    },
    remove({ physicalId }) {
      if (buckets.find(physicalId)) buckets.delete(physicalId);
    },
  };
}

function versioning(properties: Properties): Pick<BucketRecord, 'versioning'> {
  const status = structure(properties['VersioningConfiguration'])['Status'];
  return status === 'Enabled' || status === 'Suspended' ? { versioning: status } : {};
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
function bucketPolicyBehaviour(buckets: Buckets): ResourceBehaviour {
  const put = (request: ResourceRequest): CreatedResource => {
    const bucket = buckets.require(text(request.properties['Bucket']) ?? '');
    const owner = ownerOf(request);
    if (bucket.policy && bucket.policy.owner !== owner) {
      throw new AwsError('AlreadyExists', `The bucket policy already exists on bucket ${bucket.name}.`);
    }
    buckets.put({ ...bucket, policy: { document: request.properties['PolicyDocument'], owner } });
    return { physicalId: bucket.name, attributes: {} };
  };

  return {
    type: 'AWS::S3::BucketPolicy',
    create: put,
    update: put,
    remove(existing) {
      const bucket = buckets.find(existing.physicalId);
      if (bucket?.policy?.owner !== ownerOf(existing)) return;
      const { policy: _removed, ...rest } = bucket;
      buckets.put(rest);
    },
  };
}
