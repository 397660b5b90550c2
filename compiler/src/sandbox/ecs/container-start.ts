import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws-error.ts';
import { readImageSnapshot } from '../runner/image-snapshot.ts';
import type { ContainerLimits, ContainerSpec } from '../runner/task-runner.ts';
import type { EcsDeps, LogDestination } from './ecs-deps.ts';

/** Shorter ones are words of every log. */
const SHORTEST_SECRET = 4;

/** Why a task could not be started, as its `stoppedReason` says it. */
export class StartFailure extends Error {
  /** The container that it is about; absent where it is about the whole task. */
  readonly container: string | undefined;

  constructor(message: string, container?: string) {
    super(message);
    this.container = container;
  }
}

export interface PreparedContainer {
  readonly definition: ContainerDefinition;
  readonly spec: ContainerSpec;
  readonly logs?: LogDestination;
  /** The lines of the secrets that it gets: they are kept out of its log, since the state folder is no place for them. */
  readonly secrets: readonly string[];
}

/** Of the task definition: what its containers share. */
export interface TaskSize {
  /** MiB. */
  readonly memory?: string | undefined;
  /** 1024 are one processor. */
  readonly cpu?: string | undefined;
}

/**
 * Does what comes before a container can start, in the order of AWS: secrets, image, log stream.
 * @throws StartFailure with the documented texts
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html
 */
export function prepareContainer(
  deps: EcsDeps,
  region: string,
  taskId: string,
  definition: ContainerDefinition,
  task: TaskSize = {},
): PreparedContainer {
  const name = definition.name ?? '';
  const environment: Record<string, string> = {};
  for (const { name: key = '', value = '' } of definition.environment ?? []) environment[key] = value;
  const secrets: string[] = [];
  for (const { name: key = '', valueFrom = '' } of definition.secrets ?? []) {
    const value = secret(deps, region, valueFrom);
    environment[key] = value;
    secrets.push(...value.split('\n').filter((line) => line.length >= SHORTEST_SECRET));
  }
  const uri = definition.image ?? '';
  const containerPort = definition.portMappings?.[0]?.containerPort;
  const spec: ContainerSpec = {
    taskId,
    name,
    image: image(deps, uri, name),
    environment,
    stopTimeout: definition.stopTimeout ?? 30,
    limits: limits(definition, task),
    ...(containerPort === undefined ? {} : { containerPort }),
    ...(definition.entryPoint ? { entryPoint: definition.entryPoint } : {}),
    ...(definition.command ? { command: definition.command } : {}),
    ...(definition.workingDirectory ? { workingDirectory: definition.workingDirectory } : {}),
  };
  const logs = logDestination(region, taskId, definition);
  if (logs) openLogStream(deps, logs);
  return { definition, spec, secrets, ...(logs ? { logs } : {}) };
}

function secret({ resolveSecret }: EcsDeps, region: string, valueFrom: string): string {
  const prefix = 'ResourceInitializationError: unable to pull secrets or registry auth';
  const store = valueFrom.includes(':secretsmanager:') ? 'secret from asm' : 'secrets from ssm';
  try {
    if (resolveSecret) return resolveSecret(valueFrom, region);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new StartFailure(
      `${prefix}: execution resource retrieval failed: unable to retrieve ${store}: ${error.code}: ${error.message}`,
    );
  }
  throw new StartFailure(
    `${prefix}: execution resource retrieval failed: unable to retrieve ${store}: ${valueFrom}`,
  );
}

function image({ findImage, runner }: EcsDeps, uri: string, container: string): ContainerSpec['image'] {
  const found = findImage(uri);
  const isEngine = runner.takes === 'engine images';
  if (!found && isEngine && !uri.includes('.dkr.ecr.')) return { reference: uri, region: undefined };
  if (!found) {
    const message = `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${uri}: ${uri}: not found`;
    throw new StartFailure(message, container);
  }
  const { folder, repository, region, digest } = found;
  if (isEngine && folder === undefined) return { reference: `${repository}@${digest}`, region };
  try {
    if (isEngine) throw new Error(`${uri} is a snapshot, which a container engine cannot run; push it again`);
    if (folder === undefined)
      throw new Error(`${uri} was pushed by a container engine; the sandbox runs it with --runner docker`);
    return readImageSnapshot(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartFailure(
      `CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: ${why}`,
      container,
    );
  }
}

/** A container's own limits, else those of its task. */
function limits(definition: ContainerDefinition, task: TaskSize): ContainerLimits {
  const memory = definition.memory ?? (task.memory === undefined ? undefined : Number(task.memory));
  const cpu = definition.cpu || (task.cpu === undefined ? undefined : Number(task.cpu));
  return {
    ...(memory === undefined ? {} : { memory }),
    ...(cpu === undefined ? {} : { cpu }),
    ...(definition.user === undefined ? {} : { user: definition.user }),
    readonlyRootFilesystem: definition.readonlyRootFilesystem ?? false,
    initProcess: definition.linuxParameters?.initProcessEnabled ?? false,
    dropCapabilities: definition.linuxParameters?.capabilities?.drop ?? [],
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html */
function logDestination(
  region: string,
  taskId: string,
  definition: ContainerDefinition,
): LogDestination | undefined {
  const { logDriver, options = {} } = definition.logConfiguration ?? {};
  if (logDriver !== 'awslogs') return undefined;
  const prefix = options['awslogs-stream-prefix'];
  const own = `${definition.name}/${taskId}`;
  return {
    region: options['awslogs-region'] ?? region,
    logGroupName: options['awslogs-group'] ?? '',
    logStreamName: prefix === undefined ? own : `${prefix}/${own}`,
    createGroup: options['awslogs-create-group'] === 'true',
  };
}

function openLogStream({ appendLogEvents }: EcsDeps, logs: LogDestination): void {
  if (appendLogEvents(logs, [])) return;
  throw new StartFailure(
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
  );
}
