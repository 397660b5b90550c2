import { AwsError } from '../aws-error.ts';
import type { CreatedResource, ResourceBehaviour, ResourceRequest } from '../resource-behaviour.ts';
import { ownerOf, text } from '../resource-owner.ts';
import type { EventBus } from './event-bus.ts';
import { checkPattern } from './event-pattern.ts';

/** `AWS::Events::Rule` of the default event bus: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export function eventBehaviours(bus: EventBus): readonly ResourceBehaviour[] {
  const { context, rules } = bus;
  const arnOf = (region: string, name: string) =>
    `arn:${context.partition}:events:${region}:${context.accountId}:rule/${name}`;

  const put = (request: ResourceRequest, name: string): CreatedResource => {
    const { EventPattern: pattern, State = 'ENABLED', EventBusName = 'default' } = request.properties;
    if (EventBusName !== 'default')
      throw new AwsError('ResourceNotFoundException', `Event bus ${String(EventBusName)} does not exist.`);
    checkPattern(pattern);
    const targets = Array.isArray(request.properties['Targets']) ? request.properties['Targets'] : [];
    const arn = arnOf(request.region, name);
    rules.put(arn, {
      owner: ownerOf(request),
      arn,
      name,
      region: request.region,
      ...(pattern !== undefined && { pattern }),
      enabled: State !== 'DISABLED',
      targets: targets.map((target: { readonly Arn?: unknown }) => text(target.Arn) ?? ''),
    });
    return { physicalId: name, attributes: { Arn: arn, RuleName: name } };
  };

  return [
    {
      type: 'AWS::Events::Rule',
      create(request) {
        const name = text(request.properties['Name']) ?? request.generatedName;
        const before = rules.get(arnOf(request.region, name));
        if (before && before.owner !== ownerOf(request)) {
          const id = `{"/properties/Arn":"${before.arn}"}`;
          throw new AwsError(
            'AlreadyExists',
            `Resource of type 'AWS::Events::Rule' with identifier '${id}' already exists.`,
          );
        }
        return put(request, name);
      },
      update: (request) => put(request, request.physicalId),
      remove: ({ region, physicalId }) => rules.delete(arnOf(region, physicalId)),
    },
  ];
}
