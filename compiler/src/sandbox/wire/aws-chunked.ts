import { AwsError } from '../aws-error.ts';

/**
 * Takes off the `aws-chunked` framing that clients put around a body whose checksum follows it.
 * Signatures of chunks and trailing checksums are not checked.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeAwsChunked(body: Uint8Array): Uint8Array {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const end = bytes.indexOf('\r\n', position);
    const size =
      end < 0 ? undefined : /^([0-9a-f]+)(;|$)/i.exec(bytes.toString('latin1', position, end))?.[1];
    if (size === undefined) throw incomplete();
    const length = Number.parseInt(size, 16);
    if (length === 0) return Buffer.concat(chunks);
    const start = end + 2;
    if (start + length > bytes.length) throw incomplete();
    chunks.push(bytes.subarray(start, start + length));
    position = start + length + 2;
  }
}

function incomplete(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'The request body terminated unexpectedly: it is not well-formed aws-chunked',
  );
}
