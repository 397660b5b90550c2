import { AwsError } from '../aws-error.ts';
import type { VersionRecord } from './buckets.ts';

const failed = (): AwsError =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);

export function etagOf(version: VersionRecord): string {
  return `"${version.body?.md5 ?? ''}"`;
}

/**
 * Conditions of a write on the object that is there, if any.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(
  current: VersionRecord | undefined,
  conditions: { readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
): void {
  const present = current?.body ? current : undefined;
  if (conditions.IfNoneMatch !== undefined) {
    if (conditions.IfNoneMatch !== '*') {
      throw new AwsError(
        'NotImplemented',
        'A header you provided implies functionality that is not implemented',
        501,
      );
    }
    if (present) throw failed();
  }
  if (conditions.IfMatch !== undefined) {
    if (!present) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    if (!sameTag(conditions.IfMatch, present)) throw failed();
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax */
export function checkRead(
  version: VersionRecord,
  conditions: { readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
): void {
  if (conditions.IfMatch !== undefined && !sameTag(conditions.IfMatch, version)) throw failed();
  if (conditions.IfNoneMatch !== undefined && sameTag(conditions.IfNoneMatch, version)) {
    throw new AwsError('NotModified', 'Not Modified', 304);
  }
}

function sameTag(given: string, version: VersionRecord): boolean {
  return given === '*' || given.replaceAll('"', '') === version.body?.md5;
}
