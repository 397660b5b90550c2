import { validationError } from '../errors.ts';

/**
 * One page of a list. The token names the last item of the page before, so that items which come in front of it
 * in the meantime (newest first) are not given twice.
 * @throws ValidationError when a token is not one that an earlier page gave
 */
export function page<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  token: string | undefined,
  size: number,
): { readonly items: T[]; readonly nextToken?: string } {
  const last = token === undefined ? undefined : Buffer.from(token, 'base64url').toString();
  const found = last === undefined ? -1 : items.findIndex((item) => keyOf(item) === last);
  if (last !== undefined && found < 0) throw validationError('Invalid NextToken');
  const slice = items.slice(found + 1, found + 1 + size);
  const end = slice.at(-1);
  const more = end !== undefined && items.length > found + 1 + size;
  return { items: slice, ...(more && { nextToken: Buffer.from(keyOf(end)).toString('base64url') }) };
}
