import { ownerOf } from '../resource-owner.ts';
import type { ResourceBehaviour } from '../resource-behaviour.ts';
import type { Ecs } from './ecs.ts';
import { fromCloudFormation } from './from-cloudformation.ts';
import type { TaskDefinitionInput } from './records.ts';
import { deregisterTaskDefinition, registerTaskDefinition } from './task-definitions.ts';

/**
 * Each change but that of tags is a replacement, so a new revision; the old one is deregistered when the stack
 * cleans up.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html
 */
export function taskDefinitionBehaviour(ecs: Ecs): ResourceBehaviour {
  const { taskDefinitions } = ecs.tables;
  return {
    type: 'AWS::ECS::TaskDefinition',
    create(request) {
      const owner = ownerOf(request);
      const { Tags: _tags, ...properties } = request.properties;
      const definition = fromCloudFormation<TaskDefinitionInput>(properties);
      // A family without a name of its own is that of the resource, so that its revisions count up.
      const family = definition.family ?? request.generatedName;
      const made = taskDefinitions
        .all()
        .find((record) => record.owner === owner && record.status === 'ACTIVE');
      const record =
        made ??
        registerTaskDefinition(ecs.context, ecs.tables, {
          region: request.region,
          definition: { ...definition, family },
          tags: request.tags,
          owner,
        });
      return created(record.arn);
    },
    update(request) {
      const record = taskDefinitions.get(request.physicalId);
      if (record) taskDefinitions.put(record.arn, { ...record, tags: request.tags });
      return created(request.physicalId);
    },
    remove({ physicalId }) {
      if (taskDefinitions.get(physicalId)) deregisterTaskDefinition(ecs.context, ecs.tables, physicalId);
    },
  };
}

function created(arn: string) {
  return { physicalId: arn, attributes: { TaskDefinitionArn: arn } };
}
