import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.ts';

export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  /** Digests of the layers, `sha256:<hex>`, bottom first. None in an index. */
  readonly layers: readonly string[];
  /** Digest of the configuration. None in an index. */
  readonly config: string | undefined;
  /** Digests of the manifests of an index, one for each platform. */
  readonly manifests: readonly string[];
  readonly size: number;
}

interface Descriptor {
  readonly digest?: unknown;
  readonly size?: unknown;
}

const imageTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
];

const indexTypes = [
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
];

/**
 * Reads the manifest of an image, or the index of several.
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md, https://github.com/opencontainers/image-spec/blob/main/image-index.md
 * Throws `InvalidParameterException` for anything else.
 */
export function parseManifest(text: string, givenType: string | undefined): Manifest {
  const manifest = parse(text);
  const mediaType =
    givenType ?? (typeof manifest['mediaType'] === 'string' ? manifest['mediaType'] : (imageTypes[1] ?? ''));
  const isIndex = indexTypes.includes(mediaType);
  if (!isIndex && !imageTypes.includes(mediaType))
    throw invalid(`Unsupported manifest media type ${mediaType}`);
  const layers = isIndex ? [] : descriptors(manifest['layers']);
  const manifests = isIndex ? descriptors(manifest['manifests']) : [];
  const config: Descriptor =
    !isIndex && typeof manifest['config'] === 'object' ? { ...manifest['config'] } : {};
  const digests = [...layers, ...manifests].map(({ digest }) => digest);
  if (digests.length === 0 || !digests.every((digest) => typeof digest === 'string')) {
    throw invalid(`Invalid image manifest: no ${isIndex ? 'manifests' : 'layers'}`);
  }
  return {
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    mediaType,
    layers: isIndex ? [] : digests,
    config: typeof config.digest === 'string' ? config.digest : undefined,
    manifests: isIndex ? digests : [],
    size: [config, ...layers].reduce((sum, { size }) => sum + (typeof size === 'number' ? size : 0), 0),
  };
}

function descriptors(value: unknown): readonly Descriptor[] {
  return Array.isArray(value) ? value : [];
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('Invalid JSON syntax');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('Invalid JSON syntax');
  return { ...value };
}

function invalid(constraint: string): AwsError {
  return new AwsError(
    'InvalidParameterException',
    `Invalid parameter at 'ImageManifest' failed to satisfy constraint: '${constraint}'`,
  );
}
