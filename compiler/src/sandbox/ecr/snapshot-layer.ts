import type { SandboxContext } from '../context.ts';
import { parseManifest } from './manifest.ts';
import { Blobs } from './registry/blobs.ts';
import type { ImageRecord } from './repositories.ts';

/**
 * The layer of an image that is a snapshot of a built service: its last one, which was never uploaded. Undefined for an
 * image that an engine has pushed.
 */
export function snapshotLayer(
  { stateDir }: SandboxContext,
  { manifest, mediaType }: Pick<ImageRecord, 'manifest' | 'mediaType'>,
): string | undefined {
  const layer = parseManifest(manifest, mediaType).layers.at(-1);
  return layer === undefined || new Blobs(stateDir).size(layer) !== undefined ? undefined : layer;
}
