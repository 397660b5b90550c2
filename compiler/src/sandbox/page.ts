import { AwsError } from './aws-error.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

/**
 * One page of items. The token names the last item that was handed out, so that items which come or go between two
 * calls neither repeat nor hide others; where that item itself is gone, the next by `keyOf` begins the page. Throws
 * `AwsError` with `invalidCode` for a token that was not made here.
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  size: number,
  token: string | undefined,
  invalidCode: string,
): Page<T> {
  const after = token === undefined ? undefined : decode(token, invalidCode);
  const start = after === undefined ? 0 : startAfter(items.map(keyOf), after);
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  const more = start + size < items.length;
  return { items: page, nextToken: more && last !== undefined ? encode(keyOf(last)) : undefined };
}

function startAfter(keys: readonly string[], after: string): number {
  const last = keys.indexOf(after);
  if (last >= 0) return last + 1;
  const next = keys.findIndex((key) => key > after);
  return next < 0 ? keys.length : next;
}

/** By code units, as JavaScript compares strings. */
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
