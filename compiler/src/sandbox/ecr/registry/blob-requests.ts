import { pipeline } from 'node:stream/promises';
import type { Blobs } from './blobs.ts';
import { answer, type Exchange } from './exchange.ts';
import { RegistryError, unknownBlob, wrongDigest } from './registry-error.ts';

/** `GET` and `HEAD` of a layer or a configuration, whole or a range of it. */
export async function sendBlob(
  blobs: Blobs,
  { incoming, response, method, reference }: Exchange,
): Promise<void> {
  const size = blobs.size(reference);
  if (size === undefined) throw unknownBlob(reference);
  const range = rangeOf(incoming.headers.range, size);
  const length = range ? range.end - range.start + 1 : size;
  response.writeHead(range ? 206 : 200, {
    'content-type': 'application/octet-stream',
    'content-length': length,
    'docker-content-digest': reference,
    'accept-ranges': 'bytes',
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
  });
  if (method === 'HEAD' || length === 0) response.end();
  else await pipeline(blobs.read(reference, range), response);
}

/**
 * `POST`: begins an upload; with `digest` it is the whole blob, with `mount` one that is there.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
 */
export async function beginUpload(blobs: Blobs, exchange: Exchange): Promise<void> {
  const { incoming, query } = exchange;
  const mounted = query.get('mount');
  if (mounted !== null && blobs.size(mounted) !== undefined) {
    incoming.resume();
    return created(exchange, mounted);
  }
  const upload = await blobs.begin();
  const digest = query.get('digest');
  if (digest === null) {
    incoming.resume();
    return accepted(exchange, upload, 0);
  }
  await blobs.append(upload, incoming);
  await blobs.finish(upload, digest);
  created(exchange, digest);
}

/** `PATCH` adds a chunk, `PUT` ends with the digest and maybe a last chunk, `GET` tells how far it is, `DELETE` gives it up. */
export async function continueUpload(blobs: Blobs, exchange: Exchange): Promise<void> {
  const { incoming, response, method, query, reference: upload } = exchange;
  const progress = blobs.progress(upload);
  if (progress === undefined)
    throw new RegistryError(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
  if (method === 'DELETE') {
    await blobs.cancel(upload);
    answer(response, 204);
  } else if (method === 'GET') {
    answer(response, 204, position(exchange, upload, progress));
  } else if (method === 'PATCH') {
    checkPosition(exchange, progress);
    accepted(exchange, upload, await blobs.append(upload, incoming));
  } else {
    const digest = query.get('digest');
    if (digest === null) throw wrongDigest('');
    checkPosition(exchange, progress);
    await blobs.append(upload, incoming);
    await blobs.finish(upload, digest);
    created(exchange, digest);
  }
}

/** A chunk follows the one before it. Docker says no range: its chunk is the rest. */
function checkPosition(exchange: Exchange, progress: number): void {
  const range = exchange.incoming.headers['content-range'];
  if (range === undefined || Number(/^(?:bytes )?(\d+)-/.exec(range)?.[1]) === progress) return;
  throw new RegistryError(
    416,
    'BLOB_UPLOAD_INVALID',
    `the upload has ${progress} bytes`,
    position(exchange, exchange.reference, progress),
  );
}

function accepted(exchange: Exchange, upload: string, progress: number): void {
  answer(exchange.response, 202, position(exchange, upload, progress));
}

function position({ repository }: Exchange, upload: string, progress: number): Record<string, string> {
  return {
    location: `/v2/${repository.name}/blobs/uploads/${upload}`,
    range: `0-${Math.max(0, progress - 1)}`,
    'docker-upload-uuid': upload,
  };
}

function created({ response, repository }: Exchange, digest: string): void {
  const location = `/v2/${repository.name}/blobs/${digest}`;
  answer(response, 201, { location, 'docker-content-digest': digest });
}

/** A single range; anything else means the whole. https://www.rfc-editor.org/rfc/rfc9110#section-14 */
function rangeOf(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | undefined {
  const parts = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!parts) return undefined;
  const start = Number(parts[1]);
  const end = parts[2] === '' ? size - 1 : Math.min(Number(parts[2]), size - 1);
  if (start <= end) return { start, end };
  throw new RegistryError(416, 'RANGE_INVALID', 'no such range', { 'content-range': `bytes */${size}` });
}
