import type { Aws } from '../aws/aws.ts';
import { CommandError, exit } from '../commands/command.ts';
import { chooseImages, commitTags, type ChosenImage } from '../deploy/images.ts';
import type { Clock } from '../deploy/clock.ts';
import type { Git } from '../host/git.ts';
import type { Model } from '../model.ts';
import type { RenderedStack } from '../stack.ts';

/** The images that `deploy` would take now. A service without one is left out: its first image is still to be pushed. */
export async function findImages(
  aws: Aws,
  clock: Clock,
  git: Git,
  model: Model,
  stacks: readonly RenderedStack[],
): Promise<ReadonlyMap<string, ChosenImage>> {
  const { config, environment } = model;
  const { tags } = await commitTags(git);
  const sources = { environment, options: new Map(), pushed: new Map(), tags };
  const services = stacks.flatMap(({ service, parameters }) =>
    service !== undefined && parameters.includes('Image') ? [service] : [],
  );
  const found = await Promise.all(
    services.map(async (service) => {
      const request = {
        service,
        configured: config.services[service]?.image,
        repository: `${config.app}/${service}`,
        deployed: undefined,
      };
      return chooseImages(aws, clock, [request], sources).catch((error: unknown) => {
        if (error instanceof CommandError && error.exitCode === exit.refused) return undefined;
        throw error;
      });
    }),
  );
  return new Map(found.flatMap((chosen) => [...(chosen ?? [])]));
}
