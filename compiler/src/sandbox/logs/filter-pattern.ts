import { AwsError } from '../aws-error.ts';
import { compileJsonPattern } from './json-pattern.ts';

/**
 * Terms of a filter pattern: all of `a "b c"`, one of `?a ?b`, none of `-a`, case-sensitive; or comparisons of JSON.
 * Patterns for space-delimited events are refused.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#matching-terms-unstructured-log-events
 */
export function compileFilter(pattern = ''): (message: string) => boolean {
  const trimmed = pattern.trim();
  if (trimmed.startsWith('{')) return compileJsonPattern(trimmed);
  if (/^[[%]/.test(trimmed)) {
    throw new AwsError(
      'InvalidParameterException',
      'The sandbox supports filter patterns of terms and of JSON only, not of columns or of regular expressions',
    );
  }
  const terms = [...trimmed.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(
    ([, sign = '', quoted, plain]) => ({
      sign,
      text: quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '',
    }),
  );
  const all = terms.filter(({ sign }) => sign === '');
  const any = terms.filter(({ sign }) => sign === '?');
  const none = terms.filter(({ sign }) => sign === '-');
  return (message) =>
    all.every(({ text }) => message.includes(text)) &&
    // optional terms beside required ones change nothing
    (any.length === 0 || all.length > 0 || any.some(({ text }) => message.includes(text))) &&
    !none.some(({ text }) => message.includes(text));
}
