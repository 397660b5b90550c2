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
  s3(): Promise<S3Api>;
}

/** A template as CreateChangeSet takes it: as text, or too large for that, by the address of its copy in the artifacts bucket. */
export async function templateSource(
  stack: RenderedStack,
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
    s3.putObject({ Bucket: bucket, Key: key, Body: stack.body, ContentType: 'application/yaml' }),
  );
  return {
    TemplateURL: `https://${bucket}.s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${key}`,
  };
}

/** SHA-256 of a template, hexadecimal. */
export function templateHash(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
