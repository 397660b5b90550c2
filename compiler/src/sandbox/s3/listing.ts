export interface ListingRequest {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
  readonly EncodingType?: string | undefined;
}

export interface Listing<T> {
  readonly items: readonly T[];
  readonly prefixes: readonly string[];
  readonly truncated: boolean;
  /** The key, or common prefix, after which the next page goes on. */
  readonly last: string | undefined;
}

/**
 * One page of keys, those that share what comes up to a delimiter rolled into one common prefix.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 * @param sorted in the order of their keys' UTF-8 bytes
 * @param after says whether an item comes after the place at which the page begins
 */
export function listPage<T extends { readonly key: string }>(
  sorted: readonly T[],
  { Prefix = '', Delimiter, MaxKeys = 1000 }: ListingRequest,
  after: (item: T, commonPrefix: string | undefined) => boolean,
): Listing<T> {
  const size = Math.min(MaxKeys, 1000);
  const items: T[] = [];
  const prefixes: string[] = [];
  let last: string | undefined;
  for (const item of sorted) {
    if (!item.key.startsWith(Prefix)) continue;
    const end = Delimiter ? item.key.indexOf(Delimiter, Prefix.length) : -1;
    const common = Delimiter && end >= 0 ? item.key.slice(0, end + Delimiter.length) : undefined;
    if ((common !== undefined && prefixes.at(-1) === common) || !after(item, common)) continue;
    if (items.length + prefixes.length >= size) return { items, prefixes, truncated: size > 0, last };
    if (common === undefined) items.push(item);
    else prefixes.push(common);
    last = common ?? item.key;
  }
  return { items, prefixes, truncated: false, last: undefined };
}

export function byUtf8(a: { readonly key: string }, b: { readonly key: string }): number {
  return Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));
}

/** Keys as `EncodingType` asks for them: XML cannot carry every character that a key may have. */
export function keyEncoder({ EncodingType }: ListingRequest): (key: string) => string {
  if (EncodingType !== 'url') return (key) => key;
  return (key) => encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
}
