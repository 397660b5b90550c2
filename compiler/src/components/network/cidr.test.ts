import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCidr, subnets } from './cidr.ts';

const size = (text: string) => 2 ** (32 - Number(text.split('/')[1]));

describe('subnets', () => {
  it('cuts a /16 as an operator would', () => {
    expect(subnets(parseCidr('10.0.0.0/16'), 2)).toEqual([
      { public: '10.0.0.0/20', private: '10.0.128.0/20' },
      { public: '10.0.16.0/20', private: '10.0.144.0/20' },
    ]);
  });

  const block = fc.tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 16, max: 24 })).map(([address, prefix]) => {
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
    return parseCidr(`${octets.join('.')}/${prefix}`);
  });

  it('keeps them inside the block, apart from each other, and where they were when a zone is added', () => {
    fc.assert(
      fc.property(block, fc.integer({ min: 2, max: 3 }), (cidr, zones) => {
        const all = subnets(cidr, zones).flatMap((pair) => [pair.public, pair.private]);
        const ranges = all
          .map((text) => [parseCidr(text).address, parseCidr(text).address + size(text)] as const)
          .toSorted(([a], [b]) => a - b);
        for (const [index, [from, to]] of ranges.entries()) {
          expect(from).toBeGreaterThanOrEqual(cidr.address);
          expect(to).toBeLessThanOrEqual(cidr.address + size(cidr.text));
          expect(to).toBeLessThanOrEqual(ranges[index + 1]?.[0] ?? Infinity);
        }
        expect(subnets(cidr, 3).slice(0, zones)).toEqual(subnets(cidr, zones));
        for (const text of all) expect(parseCidr(text).text).toBe(text);
      }),
    );
  });
});
