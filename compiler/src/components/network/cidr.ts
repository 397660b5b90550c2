/** An IPv4 block: its first address as a number, and the length of its prefix. */
export interface Cidr {
  readonly address: number;
  readonly prefix: number;
  /** In normal form: no bits behind the prefix. */
  readonly text: string;
}

export interface SubnetPair {
  readonly public: string;
  readonly private: string;
}

export function parseCidr(text: string): Cidr {
  const [address = '', prefix = ''] = text.split('/');
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const length = Number(prefix);
  const size = 2 ** (32 - length);
  const first = Math.floor(number / size) * size;
  return { address: first, prefix: length, text: format(first, length) };
}

/**
 * One public and one private subnet a zone. The block is cut into sixteen equal parts, so that zones can be added
 * later without moving any: public subnets take the first parts, private ones begin at the ninth.
 */
export function subnets(block: Cidr, zones: number): readonly SubnetPair[] {
  const prefix = block.prefix + 4;
  const size = 2 ** (32 - prefix);
  const part = (index: number) => format(block.address + index * size, prefix);
  return Array.from({ length: zones }, (_, zone) => ({ public: part(zone), private: part(8 + zone) }));
}

function format(address: number, prefix: number): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefix}`;
}
