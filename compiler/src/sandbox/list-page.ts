/** One page of a list, with the token for the next where there is one. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/**
 * Cuts a list, which keeps its order, into pages. The token is the position.
 * @param size at most this many on a page; absent, `most`
 */
export function listPage<T>(
  all: readonly T[],
  token: string | undefined,
  size: number | undefined,
  most: number,
): ListPage<T> {
  const from = token === undefined ? 0 : Number.parseInt(Buffer.from(token, 'base64url').toString(), 10) || 0;
  const to = from + Math.max(1, Math.min(size ?? most, most));
  const items = all.slice(from, to);
  return to < all.length ? { items, next: Buffer.from(String(to)).toString('base64url') } : { items };
}
