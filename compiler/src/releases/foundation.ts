import type { Aws } from '../aws/aws.ts';
import type { Compilation } from '../compile.ts';
import type { Clock } from '../deploy/clock.ts';
import { sourceOf, type Outputs } from '../deploy/parameters.ts';
import { outputsOf, readStack } from '../deploy/stack-state.ts';
import type { Artifacts } from '../deploy/template-source.ts';
import { deployParameters, type RenderedStack } from '../stack.ts';
import type { Release } from '../deploy/release.ts';

/** What services build on, as it is deployed, whatever the config says today. */
export interface Foundation {
  /** Each with the outputs that it really has; those that are not deployed have none. */
  readonly stacks: readonly RenderedStack[];
  readonly outputs: Outputs;
}

/** A parameter of a release that an output fills, which has another value today. */
export interface ChangedOutput {
  readonly parameter: string;
  readonly before: string;
  /** Undefined where no stack has such an output any more. */
  readonly now: string | undefined;
  /** The stack whose output it is. */
  readonly stack: string | undefined;
}

/** Reads the stacks before those of services: what all environments share, network, platform. */
export async function readFoundation(
  aws: Aws,
  clock: Clock,
  { shared, stacks }: Pick<Compilation, 'shared' | 'stacks'>,
): Promise<Foundation> {
  const api = await aws.cloudFormation();
  const all = [...shared, ...stacks].filter(({ kind }) => kind !== 'service' && kind !== 'access');
  const read = await Promise.all(
    all.map(async (stack) => ({ stack, outputs: outputsOf(await readStack(api, clock, stack.name)) })),
  );
  return {
    stacks: read.map(({ stack, outputs }) => ({ ...stack, outputs: Object.keys(outputs) })),
    outputs: new Map(read.map(({ stack, outputs }) => [stack.name, outputs])),
  };
}

/** Where release records are; undefined where `<app>-common` is not deployed: then nothing was released yet. */
export function artifactsIn(aws: Aws, { stacks, outputs }: Foundation): Artifacts | undefined {
  const common = stacks.find(({ kind }) => kind === 'common');
  const bucket = common && outputs.get(common.name)?.['ArtifactsBucketName'];
  const network = stacks.find(({ kind }) => kind === 'network');
  const keyArn = network && outputs.get(network.name)?.['KeyArn'];
  if (bucket === undefined) return undefined;
  return { bucket, region: aws.region, ...(keyArn !== undefined && { keyArn }), s3: () => aws.s3() };
}

/** The parameters of a release that outputs filled. */
function joinedOf({ parameters }: Pick<Release, 'parameters'>): Readonly<Record<string, string>> {
  const own: readonly string[] = deployParameters;
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !own.includes(name)));
}

/**
 * What a stack of an earlier release would no longer find: its network or platform was made anew, or has an output less.
 * Resources behind the values of then may be gone, and CloudFormation would only find out halfway.
 */
export function changedOutputs(
  stack: RenderedStack,
  release: Pick<Release, 'parameters'>,
  { stacks, outputs }: Foundation,
): readonly ChangedOutput[] {
  return Object.entries(joinedOf(release)).flatMap(([parameter, before]) => {
    const source = sourceOf(stack, parameter, stacks)?.name;
    const now = source === undefined ? undefined : outputs.get(source)?.[parameter];
    return now === before ? [] : [{ parameter, before, now, stack: source }];
  });
}
