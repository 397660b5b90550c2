import { createHash } from 'node:crypto';
import type { S3Api } from '../aws/s3.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { RenderedStack } from '../stack.ts';
import { patiently, type Clock } from './clock.ts';

/** Bytes that a template in the request itself may have: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const inlineLimit = 51_200;

/** Where large templates and release records are kept: the bucket of the stack `<app>-common`. */
export interface Artifacts {
  readonly bucket: string;
  readonly region: string;
  /** ARN of the environment's own key, with `encryption.kms`: what is written is encrypted with it. */
  readonly keyArn?: string;
  s3(): Promise<S3Api>;
}

/** A template as CreateChangeSet takes it: as text, or too large for that, by the address of its copy in the artifacts bucket. */
export async function templateSource(
  stack: Pick<RenderedStack, 'name' | 'body'>,
  artifacts: Artifacts | undefined,
  clock: Clock,
): Promise<{ readonly TemplateBody: string } | { readonly TemplateURL: string }> {
  const bytes = Buffer.byteLength(stack.body);
  if (bytes <= inlineLimit) return { TemplateBody: stack.body };
  if (!artifacts) {
    throw new CommandError(
      exit.refused,
      `the template of ${stack.name} has ${bytes} bytes, and there is no artifacts bucket yet to hand it over by`,
      'Run `platc deploy --env common` first.',
    );
  }
  const { bucket, region } = artifacts;
  const key = `templates/${stack.name}/${templateHash(stack.body)}.yaml`;
  const s3 = await artifacts.s3();
  await patiently(clock, () =>
    s3.putObject({
      Bucket: bucket,
      Key: key,
      Body: stack.body,
      ContentType: 'application/yaml',
      ...encryptionOf(artifacts),
    }),
  );
  return {
    TemplateURL: `https://${bucket}.s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${key}`,
  };
}

/** How an object is encrypted; by the bucket's own rule without a key. https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html */
export function encryptionOf({ keyArn }: Artifacts) {
  return keyArn === undefined
    ? {}
    : ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn, BucketKeyEnabled: true } as const);
}

/** SHA-256 of a template, hexadecimal. */
export function templateHash(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
