import type { Aws } from '../aws/aws.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { Clock } from '../deploy/clock.ts';
import type { ImageTags } from '../deploy/image-tags.ts';
import { chooseImages, imageRequests, type ChosenImage } from '../deploy/images.ts';
import type { Model } from '../model.ts';
import type { RenderedStack } from '../stack.ts';

/** The images that `deploy` would take now. A service without one is left out: its first image is still to be pushed. */
export async function findImages(
  aws: Aws,
  clock: Clock,
  tags: ImageTags,
  { config, environment }: Model,
  stacks: readonly RenderedStack[],
): Promise<ReadonlyMap<string, ChosenImage>> {
  const sources = { environment, given: new Map(), pushed: new Map(), tags };
  const found = await Promise.all(
    imageRequests(config, stacks).map((request) =>
      chooseImages(aws, clock, [{ ...request, deployed: undefined }], sources).catch((error: unknown) => {
        if (error instanceof CommandError && error.exitCode === exit.refused) return undefined;
        throw error;
      }),
    ),
  );
  return new Map(found.flatMap((chosen) => [...(chosen ?? [])]));
}
