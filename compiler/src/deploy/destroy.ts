import type { Aws } from '../aws/aws.ts';
import { CommandError } from '../commands/command.ts';
import type { Clock } from './clock.ts';
import { deletionOrder, type DeployedStack } from './deployed-stacks.ts';
import { emptyBucket, emptyRepository } from './empty.ts';
import { follow } from './follow.ts';
import { keepLogs } from './keep-logs.ts';
import { deleteStack } from './mend.ts';
import type { Progress } from './progress.ts';
import { conditionOf, readStack } from './stack-state.ts';
import type { Artifacts } from './template-source.ts';

/** A resource that stays when its stack is deleted: its DeletionPolicy says so. */
interface Retained {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

interface Destroyed {
  readonly name: string;
  readonly status: string;
  /** Why it is still there. */
  readonly failure?: string;
}

export interface DestroyResult {
  readonly stacks: readonly Destroyed[];
  readonly retained: readonly Retained[];
  /** Names of the stacks that all environments share and that are still there. */
  readonly remaining: readonly string[];
}

/** What stays that would go. */
export interface Kept {
  /** Log groups of stacks that work; large templates go by the artifacts bucket. */
  readonly logs?: { readonly artifacts: Artifacts | undefined };
}

/**
 * Deletes stacks, what uses before what is used; after a failure nothing further is begun. Registries and the artifacts bucket
 * are emptied first: CloudFormation deletes neither while something is in them. Throws the reason of an interruption.
 */
export async function destroyStacks(
  aws: Aws,
  clock: Clock,
  progress: Progress,
  stacks: readonly DeployedStack[],
  keep: Kept = {},
): Promise<Omit<DestroyResult, 'remaining'>> {
  const done: Destroyed[] = [];
  const retained: Retained[] = [];
  for (const group of deletionOrder(stacks)) {
    const results = await Promise.allSettled(
      group.map((stack) => destroyStack(aws, clock, progress, stack, retained, keep)),
    );
    for (const result of results) {
      if (result.status === 'rejected') throw result.reason;
      done.push(result.value);
    }
    if (done.some(({ failure }) => failure !== undefined)) break;
  }
  for (const { name, status } of stacks) {
    if (done.some((stack) => stack.name === name)) continue;
    progress.phase(name, 'skipped', 'not touched');
    done.push({ name, status, failure: 'not touched, since another stack could not be deleted' });
  }
  return { stacks: done, retained };
}

async function destroyStack(
  aws: Aws,
  clock: Clock,
  progress: Progress,
  stack: DeployedStack,
  retained: Retained[],
  keep: Kept,
): Promise<Destroyed> {
  const { name, id } = stack;
  const api = await aws.cloudFormation();
  const poll = async () => progress.tick();
  try {
    const status = (await readStack(api, clock, id))?.StackStatus;
    if (conditionOf(status) === 'busy') {
      progress.phase(name, 'following', `${status}: waiting for its end`);
      await follow(api, clock, { stackId: id }, { poll });
    }
    if (keep.logs && conditionOf((await readStack(api, clock, id))?.StackStatus) === 'stable') {
      progress.phase(name, 'updating', 'its log groups are kept');
      await keepLogs(aws, clock, stack, keep.logs.artifacts, { poll });
    }
    await emptyContents(aws, clock, progress, stack);
    progress.phase(name, 'deleting');
    await deleteStack(api, clock, id, {
      event({
        LogicalResourceId: logicalId = '',
        ResourceType: type = '',
        PhysicalResourceId: physicalId = '',
        ResourceStatus = '',
        Timestamp,
        ResourceStatusReason,
      }) {
        if (physicalId === id) return;
        if (ResourceStatus === 'DELETE_SKIPPED') retained.push({ stack: name, logicalId, type, physicalId });
        progress.resource(name, {
          at: Timestamp ?? clock.now(),
          logicalId,
          type,
          status: ResourceStatus,
          ...(ResourceStatusReason !== undefined && { reason: ResourceStatusReason }),
        });
      },
      poll,
    });
    progress.phase(name, 'done', 'deleted');
    return { name, status: 'DELETE_COMPLETE' };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    progress.phase(name, 'failed', error.message);
    return { name, status: (await readStack(api, clock, id))?.StackStatus ?? '', failure: error.message };
  }
}

async function emptyContents(
  aws: Aws,
  clock: Clock,
  progress: Progress,
  { name, environment, outputs }: DeployedStack,
): Promise<void> {
  if (environment !== 'common') return;
  const { RepositoryName: repository, ArtifactsBucketName: bucket } = outputs;
  if (repository !== undefined) {
    progress.phase(name, 'deleting', `${await emptyRepository(aws, clock, repository)} images`);
  }
  if (bucket !== undefined) {
    progress.phase(name, 'deleting', `${await emptyBucket(aws, clock, bucket)} objects`);
  }
}
