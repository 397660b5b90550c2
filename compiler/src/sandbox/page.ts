import { AwsError } from './aws-error.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

/**
 * One page of items that are sorted by `keyOf`. The token names the last item that was handed out, so that items
 * which come or go between two calls neither repeat nor hide others. Throws `AwsError` with `invalidCode` for a token
 * that was not made here.
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  size: number,
  token: string | undefined,
  invalidCode: string,
): Page<T> {
  const after = token === undefined ? undefined : decode(token, invalidCode);
  const start = after === undefined ? 0 : items.findIndex((item) => keyOf(item) > after);
  const page = start < 0 ? [] : items.slice(start, start + size);
  const last = page.at(-1);
  const more = start >= 0 && start + size < items.length;
  return { items: page, nextToken: more && last !== undefined ? encode(keyOf(last)) : undefined };
}

/** By code units, as JavaScript compares strings: the order that `pageOf` needs. */
export function byKey<T>(keyOf: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0);
}

function encode(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64url');
}

function decode(token: string, invalidCode: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith('after:')) throw new AwsError(invalidCode, 'The specified nextToken is invalid.');
  return text.slice('after:'.length);
}
