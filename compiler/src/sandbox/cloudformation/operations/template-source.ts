import { validationError } from '../errors.ts';
import type { CloudFormation } from '../services.ts';
import { checkBodySize, checkStoredBodySize } from '../template/limits.ts';

interface Source {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
}

/**
 * The text of a template that comes with the request or lies in S3; undefined when neither is given.
 * @throws ValidationError when both are given, or the object cannot be read, or the template is too large
 */
export async function templateText(
  cloudFormation: CloudFormation,
  region: string,
  { TemplateBody: body, TemplateURL: url }: Source,
): Promise<string | undefined> {
  if (body !== undefined && url !== undefined) {
    throw validationError('You must specify either TemplateBody or TemplateURL, but not both.');
  }
  if (body !== undefined) {
    checkBodySize(body);
    return body;
  }
  if (url === undefined) return undefined;
  const { bucket, key, versionId } = s3Location(url);
  const text = await cloudFormation.readS3Object({ region, bucket, key, ...(versionId && { versionId }) });
  if (text === undefined) throw validationError('S3 error: Access Denied');
  checkStoredBodySize(text);
  return text;
}

/** Path and virtual-host style on S3's own domains, path style where the sandbox's S3 listens. */
function s3Location(text: string): { bucket: string; key: string; versionId?: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw validationError('TemplateURL must be a supported URL.');
  const versionId = url.searchParams.get('versionId');
  const path = decodeURIComponent(url.pathname.slice(1));
  const virtual = /^(.+)\.s3[.-]([a-z0-9-]+\.)?amazonaws\.com$/.exec(url.hostname)?.[1];
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const pathStyle = loopback || /^s3[.-]([a-z0-9-]+\.)?amazonaws\.com$/.test(url.hostname);
  if (virtual === undefined && !pathStyle) {
    throw validationError(`S3 error: Domain name specified in ${url.hostname} is not a valid S3 domain`);
  }
  const slash = path.indexOf('/');
  const bucket = virtual ?? path.slice(0, Math.max(slash, 0));
  const key = virtual === undefined ? path.slice(slash + 1) : path;
  if (bucket === '' || key === '') throw validationError('TemplateURL must be a supported URL.');
  return { bucket, key, ...(versionId !== null && { versionId }) };
}
