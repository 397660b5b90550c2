import type { SandboxContext } from '../context.ts';
import { snapshotFolder } from '../runner/image-snapshot.ts';
import { parseManifest } from './manifest.ts';
import { Repositories } from './repositories.ts';

export interface FoundImage {
  /** Of the manifest, as `repository@sha256:…` names it. */
  readonly digest: string;
  /** The snapshot of the built service, which is the image's last layer. */
  readonly folder: string;
}

/**
 * The image behind a reference of a task definition,
 * `<account>.dkr.ecr.<region>.amazonaws.com/<repository>[:tag][@digest]`; undefined where there is none.
 */
export function findImage(context: SandboxContext, reference: string): FoundImage | undefined {
  const parts =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      reference,
    );
  if (!parts || parts[1] !== context.accountId) return undefined;
  const [, , region = '', name = '', tag = 'latest', digest] = parts;
  const images = new Repositories(context).images({ region, name });
  const image =
    digest === undefined ? images.all().find(({ tags }) => tags.includes(tag)) : images.get(digest);
  const layer = image && parseManifest(image.manifest, image.mediaType).layers.at(-1);
  return image && layer !== undefined
    ? { digest: image.digest, folder: snapshotFolder(context.stateDir, layer) }
    : undefined;
}
