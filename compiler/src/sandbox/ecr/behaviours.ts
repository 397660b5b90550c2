import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { flag, ownerOf, structure, text } from '../resource-owner.ts';
import type { CreatedResource, ResourceBehaviour, ResourceRequest } from '../resource-behaviour.ts';
import type { RepositoryRecord } from './repositories.ts';
import { Repositories } from './repositories.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html */
export function ecrBehaviours(context: SandboxContext): readonly ResourceBehaviour[] {
  const repositories = new Repositories(context);

  const put = (request: ResourceRequest, name: string, created: number): CreatedResource => {
    const repository = repositories.put(fromProperties(request, name, created));
    return {
      physicalId: name,
      attributes: { Arn: repositories.arn(repository), RepositoryUri: repositories.uri(repository) },
    };
  };

  return [
    {
      type: 'AWS::ECR::Repository',
      create(request) {
        const name = text(request.properties['RepositoryName']) ?? request.generatedName;
        const existing = repositories.find(request.region, name);
        if (existing && existing.owner !== ownerOf(request)) {
          throw new AwsError(
            'RepositoryAlreadyExistsException',
            `The repository with name '${name}' already exists in the registry with id '${context.accountId}'`,
          );
        }
        return put(request, name, existing?.created ?? context.clock.now());
      },
      update(request) {
        const existing = repositories.require(request.region, request.physicalId);
        return put(request, request.physicalId, existing.created);
      },
      remove({ region, physicalId, properties }) {
        const existing = repositories.find(region, physicalId);
        if (existing) repositories.delete(existing, flag(properties['EmptyOnDelete']));
      },
    },
  ];
}

function fromProperties(request: ResourceRequest, name: string, created: number): RepositoryRecord {
  const { properties, region } = request;
  const filters = properties['ImageTagMutabilityExclusionFilters'];
  const encryption = structure(properties['EncryptionConfiguration']);
  const kmsKey = text(encryption['KmsKey']);
  const lifecyclePolicy = text(structure(properties['LifecyclePolicy'])['LifecyclePolicyText']);
  return {
    name,
    region,
    created,
    owner: ownerOf(request),
    tags: request.tags,
    tagMutability: text(properties['ImageTagMutability']) ?? 'MUTABLE',
    exclusions: (Array.isArray(filters) ? filters : []).map(
      (filter) => text(structure(filter)['ImageTagMutabilityExclusionFilterValue']) ?? '',
    ),
    scanOnPush: flag(structure(properties['ImageScanningConfiguration'])['ScanOnPush']),
    encryption: { encryptionType: text(encryption['EncryptionType']) ?? 'AES256', ...(kmsKey && { kmsKey }) },
    ...(lifecyclePolicy !== undefined && { lifecyclePolicy }),
  };
}
