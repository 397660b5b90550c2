/**
 * A pattern of a listener rule: `*` stands for any run of characters, `?` for exactly one; a backslash takes the
 * character after it as it is.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function glob(pattern: string, ignoreCase: boolean): RegExp {
  const source = pattern.replaceAll(/\\?[\s\S]/g, (token) => {
    if (token === '*') return '.*';
    if (token === '?') return '.';
    return token.slice(-1).replace(/[$()*+./?[\\\]^{|}-]/, String.raw`\$&`);
  });
  return new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
}
