import type { Aws } from '../aws/aws.ts';
import type { Stack } from '../aws/cloudformation.ts';
import type { Compilation } from '../compile.ts';
import type { Clock } from '../deploy/clock.ts';
import { Releases, type Release } from '../deploy/release.ts';
import { isDeployed } from '../deploy/same-deployment.ts';
import { parametersOf, readStack } from '../deploy/stack-state.ts';
import type { Artifacts } from '../deploy/template-source.ts';
import { chooseRelease } from './choose-release.ts';
import { artifactsIn, readFoundation, type Foundation } from './foundation.ts';
import { optionsOf, refusal } from './refusal.ts';
import { restoredStack, type Restored } from './restored-stack.ts';

/** What a rollback goes back to, and what it stands on. */
export interface Found extends Restored {
  readonly record: Release;
  /** See `Choice`. */
  readonly goesOn: boolean;
  /** The number of the release that is deployed. */
  readonly deployed: string;
  readonly foundation: Foundation;
  readonly artifacts: Artifacts;
}

/**
 * Finds the release to go back to, and makes sure that all of it can be had again. Throws `CommandError` (4) where not, with what
 * to do instead. Writes nothing.
 * @param to number of the release; see `chooseRelease`
 */
export async function findRestored(
  aws: Aws,
  clock: Clock,
  compilation: Compilation,
  service: string,
  to: number | undefined,
): Promise<Found> {
  const { environment } = compilation.model;
  const wanted = { environment, service };
  const rendered = compilation.stacks.find((stack) => stack.service === service);
  if (!rendered) throw new Error(`no stack is rendered for ${service}`);
  const api = await aws.cloudFormation();
  const [foundation, stack] = await Promise.all([
    readFoundation(aws, clock, compilation),
    readStack(api, clock, rendered.name),
  ]);
  const artifacts = artifactsIn(aws, foundation);
  if (!artifacts) throw refusal(wanted, 'nothing was released yet', `npx platc deploy ${optionsOf(wanted)}`);
  const releases = new Releases(artifacts, clock, environment, service);
  const { record, goesOn } = await chooseRelease(releases, wanted, stack, to);
  const restored = await restoredStack(aws, clock, releases, record, rendered, foundation, compilation);
  const deployed = releaseOf(stack);
  const { Release: _, ...parameters } = record.parameters;
  if (!goesOn && stack && (await isDeployed(api, clock, stack, restored.stack.body, parameters)))
    throw refusal(
      wanted,
      `release ${record.release} is deployed already: release ${deployed} has the same template and parameters`,
      `What was released: npx platc history ${optionsOf(wanted)}`,
      { deployed: Number(deployed) },
    );
  return { ...restored, record, goesOn, deployed, foundation, artifacts };
}

function releaseOf(stack: Stack | undefined): string {
  return parametersOf(stack)['Release'] ?? '';
}
