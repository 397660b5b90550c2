import type {
  DeregisterTaskDefinitionRequest,
  DeregisterTaskDefinitionResponse,
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse,
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse,
  ListTaskDefinitionsRequest,
  ListTaskDefinitionsResponse,
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import { AwsError } from '../aws-error.ts';
import type { RequestContext } from '../context.ts';
import { listPage } from '../list-page.ts';
import { describeTags, tagMap } from './describe-tags.ts';
import type { Ecs } from './ecs.ts';
import { lastPart, regionOf } from './names.ts';
import type { TaskDefinitionRecord } from './records.ts';
import { deregisterTaskDefinition, registerTaskDefinition, taskDefinition } from './task-definitions.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html */
export function taskDefinitionOperations(ecs: Ecs) {
  const { context, tables } = ecs;
  return {
    RegisterTaskDefinition(
      { tags, ...definition }: RegisterTaskDefinitionRequest,
      { region }: RequestContext,
    ): RegisterTaskDefinitionResponse {
      const record = registerTaskDefinition(context, tables, { region, definition, tags: tagMap(tags) });
      return { taskDefinition: describe(record), tags: describeTags(record.tags) };
    },

    DeregisterTaskDefinition(
      input: DeregisterTaskDefinitionRequest,
      { region }: RequestContext,
    ): DeregisterTaskDefinitionResponse {
      if (!lastPart(input.taskDefinition ?? '').includes(':')) {
        throw new AwsError('InvalidParameterException', 'Invalid revision number. Number: null');
      }
      const { arn } = taskDefinition(tables, region, input.taskDefinition);
      return { taskDefinition: describe(deregisterTaskDefinition(context, tables, arn)) };
    },

    DescribeTaskDefinition(
      input: DescribeTaskDefinitionRequest,
      { region }: RequestContext,
    ): DescribeTaskDefinitionResponse {
      const record = taskDefinition(tables, region, input.taskDefinition);
      const tags = input.include?.includes('TAGS') ? { tags: describeTags(record.tags) } : {};
      return { taskDefinition: describe(record), ...tags };
    },

    ListTaskDefinitions(
      input: ListTaskDefinitionsRequest,
      { region }: RequestContext,
    ): ListTaskDefinitionsResponse {
      const arns = tables.taskDefinitions
        .all()
        .filter(
          (record) =>
            regionOf(record.arn) === region &&
            record.status === (input.status ?? 'ACTIVE') &&
            (input.familyPrefix === undefined || record.family === input.familyPrefix),
        )
        .toSorted((a, b) => (a.family < b.family ? -1 : a.family > b.family ? 1 : a.revision - b.revision))
        .map(({ arn }) => arn);
      const sorted = input.sort === 'DESC' ? arns.toReversed() : arns;
      const { items, next } = listPage(sorted, input.nextToken, input.maxResults, 100);
      return { taskDefinitionArns: [...items], ...(next === undefined ? {} : { nextToken: next }) };
    },

    /** A family is active while one of its revisions is. */
    ListTaskDefinitionFamilies(
      input: ListTaskDefinitionFamiliesRequest,
      { region }: RequestContext,
    ): ListTaskDefinitionFamiliesResponse {
      const records = tables.taskDefinitions.all().filter(({ arn }) => regionOf(arn) === region);
      const active = new Set(records.flatMap(({ family, status }) => (status === 'ACTIVE' ? family : [])));
      const wanted = { ACTIVE: [true], INACTIVE: [false], ALL: [true, false] }[input.status ?? 'ALL'];
      const families = [...new Set(records.map(({ family }) => family))]
        .filter(
          (family) => family.startsWith(input.familyPrefix ?? '') && wanted.includes(active.has(family)),
        )
        .toSorted();
      const { items, next } = listPage(families, input.nextToken, input.maxResults, 100);
      return { families: [...items], ...(next === undefined ? {} : { nextToken: next }) };
    },
  };
}

function describe(record: TaskDefinitionRecord): TaskDefinition {
  return {
    ...record.definition,
    taskDefinitionArn: record.arn,
    family: record.family,
    revision: record.revision,
    status: record.status,
    compatibilities: ['EC2', 'FARGATE'],
    requiresCompatibilities: record.definition.requiresCompatibilities ?? [],
    volumes: record.definition.volumes ?? [],
    placementConstraints: record.definition.placementConstraints ?? [],
    requiresAttributes: [],
    registeredAt: new Date(record.registeredAt),
    ...(record.deregisteredAt === undefined ? {} : { deregisteredAt: new Date(record.deregisteredAt) }),
  };
}
