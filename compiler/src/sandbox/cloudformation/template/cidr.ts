import { validationError } from '../errors.ts';

const MOST_BLOCKS = 256;

/**
 * `Fn::Cidr`: the first `count` blocks of `2 ** bits` addresses in `block`, IPv4 or IPv6.
 * @throws ValidationError when the block is malformed or too small; the texts are not documented
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 */
export function cidrBlocks(block: string, count: number, bits: number): string[] {
  const [address = '', mask = ''] = block.split('/');
  const six = address.includes(':');
  const width = six ? 128 : 32;
  const prefix = width - bits;
  const parsed = six ? parseSix(address) : parseFour(address);
  const length = Number(mask);
  const valid = parsed !== undefined && /^\d+$/.test(mask) && length <= width;
  if (
    !valid ||
    !Number.isInteger(count) ||
    count < 1 ||
    count > MOST_BLOCKS ||
    !Number.isInteger(bits) ||
    bits < 1
  ) {
    throw validationError(
      'Template error: every Fn::Cidr object requires a CIDR block, a count and the number of bits',
    );
  }
  if (prefix < length || (prefix - length < 9 && count > 2 ** (prefix - length))) {
    throw validationError(`Template error: Fn::Cidr cannot make ${count} blocks of ${bits} bits in ${block}`);
  }
  const size = 1n << BigInt(bits);
  const first = (parsed >> BigInt(width - length)) << BigInt(width - length);
  return Array.from({ length: count }, (_, index) => {
    const at = first + size * BigInt(index);
    return `${six ? formatSix(at) : formatFour(at)}/${prefix}`;
  });
}

function parseFour(address: string): bigint | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function formatFour(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
}

function parseSix(address: string): bigint | undefined {
  const [head = '', tail, ...more] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const missing = 8 - front.length - back.length;
  if (more.length > 0 || missing < 0 || (tail === undefined && missing !== 0)) return undefined;
  const all = [...front, ...Array.from({ length: missing }, () => '0'), ...back];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** The longest run of zero groups becomes `::`, the first of equal ones, as RFC 5952 has it. */
function formatSix(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
  );
  const text = groups.join(':');
  const runs = text.match(/(?<=^|:)0(:0)+(?=:|$)/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return text;
  return text.replace(new RegExp(`(^|:)${longest}(:|$)`), '::');
}
