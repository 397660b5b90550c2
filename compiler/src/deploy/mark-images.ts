import type { Aws } from '../aws/aws.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { Compilation } from '../compile.ts';
import type { Host } from '../host/host.ts';
import type { StackOutcome } from './deployment.ts';
import { markDeployed } from './images.ts';

/** Keeps the deployed images in the registry. They run already: that this fails is a warning. */
export async function markImages(
  host: Host,
  aws: Aws,
  { model }: Compilation,
  outcomes: readonly StackOutcome[],
  environment: string,
): Promise<void> {
  const { app, services } = model.config;
  for (const { release } of outcomes) {
    if (
      release?.result !== 'succeeded' ||
      release.image === undefined ||
      services[release.service]?.build === undefined
    )
      continue;
    await markDeployed(
      aws,
      host,
      `${app}/${release.service}`,
      release.image,
      environment,
      release.release,
    ).catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      host.err(
        `warning: the image of ${release.service} could not be tagged as deployed, so that the registry may remove it one day: ${error.message}\n`,
      );
    });
  }
}
