import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { checkFargateSize, cpuUnits, memoryMiB } from './fargate-sizes.ts';
import { ecsArn, lastPart, regionOf } from './names.ts';
import type { TaskDefinitionInput, TaskDefinitionRecord } from './records.ts';
import type { EcsTables } from './tables.ts';

export interface RegisterRequest {
  readonly region: string;
  readonly definition: TaskDefinitionInput;
  readonly tags: Readonly<Record<string, string>>;
  readonly owner?: string;
}

/**
 * Registers the next revision of a family.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export function registerTaskDefinition(
  context: SandboxContext,
  tables: EcsTables,
  { region, definition, tags, owner }: RegisterRequest,
): TaskDefinitionRecord {
  const family = definition.family ?? '';
  if (!/^[\w-]{1,255}$/.test(family))
    throw new AwsError('ClientException', 'Family contains invalid characters.');
  const normal = checked(definition);
  const key = `${region}/${family}`;
  const revision = (tables.families.get(key) ?? 0) + 1;
  tables.families.put(key, revision);
  const record: TaskDefinitionRecord = {
    ...(owner === undefined ? {} : { owner }),
    arn: ecsArn(context, region, `task-definition/${family}:${revision}`),
    family,
    revision,
    status: 'ACTIVE',
    definition: normal,
    registeredAt: context.clock.now(),
    tags,
  };
  return tables.taskDefinitions.put(record.arn, record);
}

/** What is deregistered stays readable, and services that use it go on. */
export function deregisterTaskDefinition(
  context: SandboxContext,
  tables: EcsTables,
  arn: string,
): TaskDefinitionRecord {
  const record = taskDefinition(tables, regionOf(arn), arn);
  if (record.status === 'INACTIVE') return record;
  return tables.taskDefinitions.put(arn, {
    ...record,
    status: 'INACTIVE',
    deregisteredAt: context.clock.now(),
  });
}

/**
 * Finds a task definition by ARN, `family:revision`, or `family` for the latest active one.
 * @throws AwsError `ClientException`
 */
export function taskDefinition(
  tables: EcsTables,
  region: string,
  reference: string | undefined,
): TaskDefinitionRecord {
  const [family, revision] = lastPart(reference ?? '').split(':');
  const record = tables.taskDefinitions
    .all()
    .filter((candidate) => regionOf(candidate.arn) === region && candidate.family === family)
    .findLast((candidate) =>
      revision === undefined ? candidate.status === 'ACTIVE' : String(candidate.revision) === revision,
    );
  if (!record) throw new AwsError('ClientException', 'Unable to describe task definition.');
  return record;
}

function checked(definition: TaskDefinitionInput): TaskDefinitionInput {
  const containers = definition.containerDefinitions ?? [];
  if (containers.length === 0) throw new AwsError('ClientException', 'Container list cannot be empty.');
  for (const { name, image } of containers) {
    if (!name) throw new AwsError('ClientException', 'Container.name should not be null or empty.');
    if (!image) throw new AwsError('ClientException', 'Container.image should not be null or empty.');
  }
  if (!containers.some((container) => container.essential ?? true)) {
    throw new AwsError('ClientException', 'A task definition must have at least one essential container.');
  }
  const cpu = cpuUnits(definition.cpu);
  const memory = memoryMiB(definition.memory);
  if (definition.requiresCompatibilities?.includes('FARGATE'))
    checkFargate(definition, cpu, memory, containers);
  return {
    ...definition,
    ...(cpu === undefined ? {} : { cpu: String(cpu) }),
    ...(memory === undefined ? {} : { memory: String(memory) }),
    containerDefinitions: containers.map((container) => ({
      ...container,
      essential: container.essential ?? true,
    })),
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
function checkFargate(
  definition: TaskDefinitionInput,
  cpu: number | undefined,
  memory: number | undefined,
  containers: readonly ContainerDefinition[],
): void {
  if (definition.networkMode !== 'awsvpc') {
    throw new AwsError('ClientException', 'Fargate only supports network mode ‘awsvpc’.');
  }
  checkFargateSize(cpu, memory);
  if (definition.executionRoleArn) return;
  if (containers.some(({ image }) => /\.dkr\.ecr\.[\w-]+\.amazonaws\.com/.test(image ?? ''))) {
    const message = 'Fargate requires task definition to have execution role ARN to support ECR images.';
    throw new AwsError('ClientException', message);
  }
  if (containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs')) {
    const message =
      'Fargate requires task definition to have execution role ARN to support log driver awslogs.';
    throw new AwsError('ClientException', message);
  }
}
