import { gunzipSync } from 'node:zlib';
import { AwsError } from '../aws-error.ts';
import type { WireRequest } from './protocol.ts';

/**
 * Clients compress large requests of operations that allow it, metrics above all. To S3 the encoding is a property of
 * the object, and stays. https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait
 * @param most bytes that it may have then
 * @throws AwsError `SerializationException`
 */
export function decompressed(
  request: WireRequest,
  signingName: string | undefined,
  most: number,
): WireRequest {
  if (request.headers['content-encoding'] !== 'gzip' || signingName === 's3') return request;
  try {
    return { ...request, body: gunzipSync(request.body, { maxOutputLength: most }) };
  } catch {
    throw new AwsError('SerializationException', 'The request body is not well-formed gzip');
  }
}
