import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../aws-error.ts';

/** Checksums that a client may send along, by member of PutObjectRequest. */
export const checksumMembers = [
  'ChecksumCRC32',
  'ChecksumCRC32C',
  'ChecksumCRC64NVME',
  'ChecksumSHA1',
  'ChecksumSHA256',
] as const;

/**
 * Throws `BadDigest` where a body is not what its sender meant. CRC-32C and CRC-64 are kept but not checked.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export function checkDigests(body: Uint8Array, given: Readonly<Record<string, string | undefined>>): void {
  const computed: Readonly<Record<string, () => string>> = {
    ContentMD5: () => createHash('md5').update(body).digest('base64'),
    ChecksumSHA1: () => createHash('sha1').update(body).digest('base64'),
    ChecksumSHA256: () => createHash('sha256').update(body).digest('base64'),
    ChecksumCRC32: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc32(body));
      return bytes.toString('base64');
    },
  };
  for (const [member, digest] of Object.entries(computed)) {
    const expected = given[member];
    if (expected === undefined || expected === digest()) continue;
    const name = member === 'ContentMD5' ? 'Content-MD5' : member.replace('Checksum', '');
    throw new AwsError('BadDigest', `The ${name} you specified did not match what we received.`);
  }
}
