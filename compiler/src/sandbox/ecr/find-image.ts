import type { SandboxContext } from '../context.ts';
import { snapshotFolder } from '../runner/image-snapshot.ts';
import { snapshotLayer } from './snapshot-layer.ts';
import { Repositories } from './repositories.ts';

export interface FoundImage {
  /** Of the manifest, as `repository@sha256:…` names it. */
  readonly digest: string;
  readonly region: string;
  readonly repository: string;
  /** The snapshot of the built service; undefined for an image that was pushed by an engine. */
  readonly folder: string | undefined;
}

const reference =
  /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)(?::([^:@]+))?(?:@(sha256:[0-9a-f]{64}))?$/;

/**
 * The image behind a reference of a task definition,
 * `<account>.dkr.ecr.<region>.amazonaws.com/<repository>[:tag][@digest]`; undefined where there is none.
 */
export function findImage(context: SandboxContext, uri: string): FoundImage | undefined {
  const parts = reference.exec(uri);
  if (!parts || parts[1] !== context.accountId) return undefined;
  const [, , region = '', name = '', tag = 'latest', digest] = parts;
  const images = new Repositories(context).images({ region, name });
  const image =
    digest === undefined ? images.all().find(({ tags }) => tags.includes(tag)) : images.get(digest);
  if (!image) return undefined;
  const layer = snapshotLayer(context, image);
  return {
    digest: image.digest,
    region,
    repository: name,
    folder: layer === undefined ? undefined : snapshotFolder(context.stateDir, layer),
  };
}
