/** What stands for a value that nobody may see, as CloudFormation itself writes it. */
export const MASKED = '****';

/** The last word of a name whose value is a secret; what only speaks of one ends otherwise: `TOKEN_TTL`, `SECRET_ARN`. */
const secretNames =
  /(^|_)(passw(or)?d|passphrase|pass|secret|token|credentials?|(api|access|auth|private|signing|encryption|secret|license)_?key|secret_key_base)$/;

/** Whether a name says that its value is a secret: `DB_PASSWORD`, `apiKey`, `npm-token`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[.\s-]/g, '_')
    .toLowerCase();
  return secretNames.test(words) || words.endsWith('_pwd');
}

/** Whether a text refers to a secret that is kept elsewhere, and so is none. */
export function isReference(text: string): boolean {
  return /^(ssm:|secretsmanager:|arn:aws[a-z-]*:|\{\{resolve:)/.test(text);
}

/*
 * What a secret looks like whatever its name is, with what of it may stay. Logs have lines of many kilobytes: a pattern begins at
 * the beginning of a word only, or its time grows with the square of the word. Formats of keys:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
 * https://datatracker.ietf.org/doc/html/rfc7468 (private keys), https://datatracker.ietf.org/doc/html/rfc7519 (JWT)
 */
const secretTexts: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, MASKED],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASKED],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|npm_|sk_live_|rk_live_|xox[abeprs]-)[A-Za-z0-9_-]{16,}/g, MASKED],
  [/\beyJ[A-Za-z0-9_-]{5,4000}\.eyJ[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]+/g, MASKED],
  [/\b(https?:\/\/)(?!\*{4}@)[^\s/?#"'@]+@/gi, `$1${MASKED}@`],
  [/(?<![a-z0-9+.-])([a-z0-9+.-]+:\/\/[^\s/?#"'@:]*:)(?!\*{4}@)[^\s/?#"'@]+@/gi, `$1${MASKED}@`],
  [
    /\b((?:x-amz-security-token|authorization: *(?:basic|bearer))(?: *[:=])? *)(?!\*{4})[^\s"',;&]+/gi,
    `$1${MASKED}`,
  ],
  [
    /([?&](?:x-amz-(?:signature|credential)|access_?token|token|api_?key|secret|password|signature|sig)=)[^\s&#"'*]+/gi,
    `$1${MASKED}`,
  ],
];

/** Whether a text is, or holds, a secret by its own form. */
export function looksSecret(text: string): boolean {
  return secretTexts.some(([pattern]) => text.search(pattern) >= 0);
}

/** A text, without the secrets that can be told by their form. */
export function maskText(text: string): string {
  return secretTexts.reduce((masked, [pattern, mask]) => masked.replaceAll(pattern, mask), text);
}

/** The same for what somebody else wrote: also without what it gives to a secret's name, `DB_PASSWORD=…` or `"password": "…"`. */
export function maskAssignments(text: string): string {
  return maskText(text).replaceAll(
    /(?<![\w.-])([\d.-]*)([A-Za-z_][\w.-]*)("?\s*=\s*|"\s*:\s*)("[^"]*"|'[^']*'|[^\s,;&'"`}\])]+)/g,
    (written, before: string, name: string, between: string, value: string) => {
      const quote = /^["']/.exec(value)?.[0] ?? '';
      return isSecretName(name) ? `${before}${name}${between}${quote}${MASKED}${quote}` : written;
    },
  );
}
