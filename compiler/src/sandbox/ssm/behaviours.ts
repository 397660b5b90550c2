import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { ownerOf, setBy, text } from '../resource-owner.ts';
import type { CreatedResource, ResourceBehaviour, ResourceRequest } from '../resource-behaviour.ts';
import { Parameters } from './parameters.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export function ssmBehaviours(context: SandboxContext): readonly ResourceBehaviour[] {
  const parameters = new Parameters(context);

  const put = (request: ResourceRequest, name: string): CreatedResource => {
    const { properties, region } = request;
    const description = text(properties['Description']);
    const record = parameters.put(
      {
        name,
        region,
        value: text(properties['Value']) ?? '',
        type: text(properties['Type']),
        owner: ownerOf(request),
        ...(description !== undefined && { description }),
      },
      true,
    );
    const attributes = { Type: record.type, Value: record.value, Arn: parameters.arn(record) };
    return { physicalId: name, attributes };
  };

  return [
    {
      type: 'AWS::SSM::Parameter',
      create(request) {
        const name = text(request.properties['Name']) ?? request.generatedName;
        const existing = parameters.find(request.region, name);
        if (existing && existing.owner !== ownerOf(request)) {
          throw new AwsError('AlreadyExists', `${name} already exists in stack or account.`);
        }
        return put(request, name);
      },
      update: (request) => put(request, request.physicalId),
      live({ region, physicalId, properties }) {
        const record = parameters.find(region, physicalId);
        if (!record) return 'deleted';
        const { value: Value, type: Type, description: Description } = record;
        return setBy(properties, { Value, Type, Description });
      },
      remove({ region, physicalId }) {
        parameters.delete(region, physicalId);
      },
    },
  ];
}
