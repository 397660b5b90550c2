import type { Aws } from '../aws/aws.ts';
import type { Stack } from '../aws/cloudformation.ts';
import type { Compilation } from '../compile.ts';
import type { Clock } from '../deploy/clock.ts';
import { Releases, type Release } from '../deploy/release.ts';
import { conditionOf, parametersOf, readStack } from '../deploy/stack-state.ts';
import { artifactsIn, readFoundation } from './foundation.ts';

/** The releases of an environment, as `history --json` prints them. */
export interface History {
  readonly app: string;
  readonly environment: string;
  readonly services: readonly ServiceHistory[];
}

export interface ServiceHistory {
  readonly service: string;
  readonly stack: string;
  /** Number of the release that is deployed; absent where none is. */
  readonly deployed?: number;
  /** The stack's status; absent where there is no stack. */
  readonly status?: string;
  /** How many there are in all. */
  readonly total: number;
  /** Newest first. */
  readonly releases: readonly PastRelease[];
}

export interface PastRelease extends Release {
  readonly state: ReleaseState;
  readonly isDeployed: boolean;
  /** Absent where the end is not known. */
  readonly durationMs?: number;
}

/**
 * What became of a release, as far as anybody can say: its `result`, or where nobody has recorded its end,
 * - `under way`: AWS is at work on its stack
 * - `unfinished`: AWS is not; whether it came about is said by which release is deployed
 */
type ReleaseState = Exclude<Release['result'], 'started'> | 'under way' | 'unfinished';

export interface HistoryOptions {
  /** All, when empty. */
  readonly services: readonly string[];
  /** How many releases of each service. */
  readonly limit: number;
}

/** Reads the records of past releases and what is deployed of them. Throws `AwsError`. */
export async function readHistory(
  aws: Aws,
  clock: Clock,
  compilation: Compilation,
  { services, limit }: HistoryOptions,
): Promise<History> {
  const { config, environment } = compilation.model;
  const artifacts = artifactsIn(aws, await readFoundation(aws, clock, compilation));
  const api = await aws.cloudFormation();
  const histories: ServiceHistory[] = [];
  for (const { name: stack, service } of compilation.stacks) {
    if (service === undefined || (services.length > 0 && !services.includes(service))) continue;
    const now = await readStack(api, clock, stack);
    const releases = artifacts && new Releases(artifacts, clock, environment, service);
    const numbers = (await releases?.numbers()) ?? [];
    const records = await Promise.all(numbers.slice(0, limit).map(async (number) => releases?.read(number)));
    const deployed = deployedRelease(now);
    const isBusy = conditionOf(now?.StackStatus) === 'busy';
    histories.push({
      service,
      stack,
      ...(deployed > 0 && { deployed }),
      ...(now?.StackStatus !== undefined && { status: now.StackStatus }),
      total: numbers.length,
      // Only the last one can be under way: an older one that nobody ended stays unfinished.
      releases: records.flatMap((record, index) =>
        record ? [pastRelease(record, deployed, isBusy && index === 0)] : [],
      ),
    });
  }
  return { app: config.app, environment, services: histories };
}

/** 0 where none is deployed, and while an operation goes on: which one it will be is open then. */
function deployedRelease(stack: Stack | undefined): number {
  const condition = conditionOf(stack?.StackStatus);
  if (condition === 'absent' || condition === 'leftover' || condition === 'busy') return 0;
  return Number(parametersOf(stack)['Release'] ?? 0);
}

function pastRelease(record: Release, deployed: number, isBusy: boolean): PastRelease {
  const { result, startedAt, endedAt } = record;
  return {
    ...record,
    state: result === 'started' ? (isBusy ? 'under way' : 'unfinished') : result,
    isDeployed: record.release === deployed,
    ...(endedAt !== undefined && { durationMs: Date.parse(endedAt) - Date.parse(startedAt) }),
  };
}
