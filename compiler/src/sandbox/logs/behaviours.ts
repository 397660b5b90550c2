import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { ownerOf, text } from '../resource-owner.ts';
import type { CreatedResource, ResourceBehaviour, ResourceRequest } from '../resource-behaviour.ts';
import { logGroupsOf } from './log-groups.ts';
import { metricFilterBehaviour } from './metric-filters.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export function logsBehaviours(context: SandboxContext): readonly ResourceBehaviour[] {
  const groups = logGroupsOf(context);

  const put = (request: ResourceRequest, name: string, created: number): CreatedResource => {
    const { properties, region } = request;
    const days = Number(properties['RetentionInDays'] ?? 0);
    const kmsKeyId = text(properties['KmsKeyId']);
    const group = groups.put({
      name,
      region,
      created,
      owner: ownerOf(request),
      tags: request.tags,
      logGroupClass: text(properties['LogGroupClass']) ?? 'STANDARD',
      ...(days > 0 && { retentionInDays: days }),
      ...(kmsKeyId !== undefined && { kmsKeyId }),
    });
    return { physicalId: name, attributes: { Arn: `${groups.arn(group)}:*` } };
  };

  return [
    {
      type: 'AWS::Logs::LogGroup',
      create(request) {
        const name = text(request.properties['LogGroupName']) ?? request.generatedName;
        const existing = groups.find(request.region, name);
        if (existing && existing.owner !== ownerOf(request)) {
          throw new AwsError(
            'AlreadyExists',
            `Resource of type 'AWS::Logs::LogGroup' with identifier '{"/properties/LogGroupName":"${name}"}' already exists.`,
          );
        }
        return put(request, name, existing?.created ?? context.clock.now());
      },
      update(request) {
        return put(request, request.physicalId, groups.require(request.region, request.physicalId).created);
      },
      live({ region, physicalId, properties }) {
        const group = groups.find(region, physicalId);
        if (!group) return 'deleted';
        return 'RetentionInDays' in properties ? { RetentionInDays: group.retentionInDays } : {};
      },
      remove({ region, physicalId }) {
        const group = groups.find(region, physicalId);
        if (group) groups.delete(group);
      },
    },
    metricFilterBehaviour(context),
  ];
}
