import type { SandboxContext } from '../context.ts';
import { Bodies } from './bodies.ts';
import { Buckets } from './buckets.ts';

/** The text of an object, for what inside the sandbox reads from S3; undefined where bucket or object do not exist. */
export async function readObject(
  context: SandboxContext,
  place: { readonly bucket: string; readonly key: string; readonly versionId?: string },
): Promise<string | undefined> {
  const buckets = new Buckets(context);
  if (!buckets.find(place.bucket)) return undefined;
  const versions = buckets.objects(place.bucket).get(place.key)?.versions ?? [];
  const version =
    place.versionId === undefined
      ? versions[0]
      : versions.find(({ versionId }) => versionId === place.versionId);
  if (!version?.body) return undefined;
  return Buffer.from(await new Bodies(context.stateDir).read(version.body.sha256)).toString('utf8');
}
