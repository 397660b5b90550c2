import { AwsError } from '../../aws-error.ts';
import type { SandboxContext } from '../../context.ts';
import { putImage } from '../put-image.ts';
import { Repositories, type ImageRecord } from '../repositories.ts';
import type { Blobs } from './blobs.ts';
import { answer, type Exchange } from './exchange.ts';
import { RegistryError } from './registry-error.ts';

/** As PutImage: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
const maximumManifest = 4 * 1024 * 1024;

/** `GET` and `HEAD` of a manifest, by tag or digest. */
export function sendManifest(context: SandboxContext, exchange: Exchange): void {
  const { response, method, reference } = exchange;
  const image = find(context, exchange);
  if (!image) throw new RegistryError(404, 'MANIFEST_UNKNOWN', `Requested image not found: ${reference}`);
  const headers = {
    'content-type': image.mediaType,
    'content-length': Buffer.byteLength(image.manifest),
    'docker-content-digest': image.digest,
  };
  answer(response, 200, headers, method === 'HEAD' ? '' : image.manifest);
}

/** `PUT` of a manifest: an image under a tag, or under its digest alone. */
export async function takeManifest(context: SandboxContext, blobs: Blobs, exchange: Exchange): Promise<void> {
  const { incoming, response, region, repository, reference } = exchange;
  const imageManifest = await readText(exchange);
  const byDigest = reference.includes(':');
  const configuration = configurationOf(imageManifest);
  if (configuration !== undefined && blobs.size(configuration) === undefined)
    throw new RegistryError(404, 'MANIFEST_BLOB_UNKNOWN', `blob unknown to registry: ${configuration}`);
  try {
    putImage(
      context,
      {
        repositoryName: repository.name,
        imageManifest,
        imageManifestMediaType: incoming.headers['content-type'],
        ...(byDigest ? { imageDigest: reference } : { imageTag: reference }),
      },
      { region },
    );
  } catch (error) {
    // What is there already is what was wanted.
    if (!(error instanceof AwsError) || error.code !== 'ImageAlreadyExistsException')
      throw asRegistryError(error);
  }
  const image = find(context, exchange);
  await context.store.commit();
  answer(response, 201, {
    location: `/v2/${repository.name}/manifests/${image?.digest ?? reference}`,
    'docker-content-digest': image?.digest ?? reference,
  });
}

/** `GET /v2/<name>/tags/list`, a page of it with `n` and `last`. */
export function listTags(context: SandboxContext, { response, repository, query }: Exchange): void {
  const last = query.get('last') ?? '';
  const all = new Repositories(context)
    .images(repository)
    .all()
    .flatMap(({ tags }) => tags)
    .filter((tag) => tag > last)
    .toSorted();
  const tags = all.slice(0, Number(query.get('n') ?? all.length));
  const body = JSON.stringify({ name: repository.name, tags });
  const more = tags.length > 0 && tags.length < all.length;
  const next = `</v2/${repository.name}/tags/list?n=${tags.length}&last=${tags.at(-1)}>; rel="next"`;
  answer(response, 200, { 'content-type': 'application/json', ...(more && { link: next }) }, body);
}

function find(context: SandboxContext, { repository, reference }: Exchange): ImageRecord | undefined {
  const images = new Repositories(context).images(repository);
  return reference.includes(':')
    ? images.get(reference)
    : images.all().find(({ tags }) => tags.includes(reference));
}

async function readText({ incoming }: Exchange): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!(chunk instanceof Buffer)) continue;
    size += chunk.byteLength;
    if (size <= maximumManifest) chunks.push(chunk);
  }
  if (size > maximumManifest) throw new RegistryError(413, 'SIZE_INVALID', 'the manifest is too large');
  return Buffer.concat(chunks).toString('utf8');
}

function configurationOf(manifest: string): string | undefined {
  try {
    const { config }: { config?: { digest?: unknown } } = JSON.parse(manifest);
    return typeof config?.digest === 'string' ? config.digest : undefined;
  } catch {
    throw new RegistryError(400, 'MANIFEST_INVALID', 'manifest invalid: no JSON');
  }
}

/** The errors of PutImage in the words of a registry; `docker push` shows them as ECR's. */
function asRegistryError(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  const { code, message } = error;
  if (code === 'ImageTagAlreadyExistsException') return new RegistryError(400, 'TAG_INVALID', message);
  if (code === 'LayersNotFoundException' || code === 'ReferencedImagesNotFoundException')
    return new RegistryError(404, 'MANIFEST_BLOB_UNKNOWN', message);
  if (code === 'ImageDigestDoesNotMatchException') return new RegistryError(400, 'DIGEST_INVALID', message);
  return new RegistryError(400, 'MANIFEST_INVALID', message);
}
