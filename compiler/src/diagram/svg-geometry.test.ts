/* No word of the picture is covered or cut, and every arrow begins and ends where it should: for any architecture. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Architecture } from './architecture.ts';
import { svg } from './svg.ts';
import { faults, isAtBorder, none, read } from './testing/picture.ts';
import { linesOf, widthOf } from './text-width.ts';

const number1to = (max: number) => fc.integer({ min: 1, max });
const word = (maxLength: number) => fc.stringMatching(new RegExp(`^[a-zA-Z0-9*/.&<>-]{1,${maxLength}}$`));

const architectures: fc.Arbitrary<Architecture> = fc
  .record({
    zones: fc.integer({ min: 0, max: 4 }),
    nats: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    listeners: fc.subarray(['HTTP 80', 'HTTPS 443']),
    endpoints: fc.array(word(40), { maxLength: 30 }),
    services: fc.array(
      fc.record({
        name: word(40),
        tasks: number1to(500).map((count) => `${count}–${count + 1} tasks in all zones`),
        size: fc.constantFrom('256 CPU, 512 MB, port 80', '16384 CPU (ARM64), 122880 MB, port 65535'),
        routes: fc.array(word(128), { maxLength: 5 }),
      }),
      { maxLength: 8 },
    ),
    beside: fc.array(word(30), { maxLength: 12 }),
    title: word(120),
  })
  .map(({ zones, nats, ...rest }) => ({
    ...rest,
    region: 'ap-southeast-2',
    cidr: '100.100.128.0/20',
    zones: Array.from({ length: zones }, (_, index) => ({
      number: index + 1,
      public: [
        { name: `Public${index}`, cidr: '100.100.128.0/22', hasNat: nats.slice(0, zones)[index] ?? false },
      ],
      private: [{ name: `Private${index}`, cidr: '100.100.132.0/22', hasNat: false }],
    })),
  }));

describe('the picture', () => {
  it('covers, cuts and crosses no words', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(architectures, (it) => {
        expect(faults(svg(it))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('has the arrows of the flowchart, from box to box', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(architectures, (it) => {
        const { boxes, edges } = read(svg(it));
        const nats = it.zones.filter((zone) => zone.public.some(({ hasNat }) => hasNat)).length;
        const tasks = it.zones.length * it.services.length;
        const [balanced, left] = [it.listeners.length > 0 && it.zones.length > 0, it.endpoints.length > 0];
        expect(edges).toHaveLength(
          (balanced ? 1 + tasks : 0) + (nats > 0 ? tasks : 0) + (left ? tasks : 0) + nats,
        );
        for (const points of edges)
          for (const point of [points[0], points.at(-1)])
            expect(boxes.some((box) => point !== undefined && isAtBorder(point, box))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('leads tasks of a zone without a gateway to the one that there is', () => {
    const [drawn] = fc.sample(architectures, { numRuns: 1, seed: 1 });
    const zone = (number: number, hasNat: boolean) => ({
      number,
      public: [{ name: `Public${number}`, cidr: '10.0.0.0/20', hasNat }],
      private: [{ name: `Private${number}`, cidr: '10.0.16.0/20', hasNat: false }],
    });
    const service = { name: 'api', tasks: '1 tasks', size: '256 CPU', routes: ['/*'] };
    const it = { ...drawn, listeners: [], endpoints: [], services: [service] } as unknown as Architecture;
    const picture = svg({ ...it, zones: [zone(1, true), zone(2, false), zone(3, false)] });
    const { texts, edges } = read(picture);
    const gateway = texts.find(({ words }) => words === 'NAT gateway')?.around.at(-1) ?? none;
    const toGateway = edges.filter((points) => points.at(-1)?.[0] === gateway.right);
    expect(toGateway.map((points) => points.at(-1)?.[1])).toEqual(
      Array(3).fill((gateway.top + gateway.bottom) / 2),
    );
    expect(new Set(toGateway.map(([from]) => from?.[0])).size).toBe(3);
  });

  it('the geometry sees a word that is covered', () => {
    const drawn =
      '<rect width="100" height="100"/><g><rect x="0" y="0" width="60" height="40"/><text x="5" y="20" font-size="10">wide</text></g>';
    expect(faults(drawn)).toEqual([]);
    const covering = '<g><rect x="20" y="10" width="70" height="40"/></g>';
    expect(faults(`${drawn}${covering}`)).toEqual(['wide: at a box that is not its own']);
    expect(faults(drawn.replace('>wide<', '>much too wide<'))).toContain('much too wide: beyond its box');
  });
});

describe('the width of words', () => {
  it.each([
    ['W', 0.989, 1.103],
    ['m', 0.974, 1.042],
    ['a', 0.613, 0.675],
    ['r', 0.411, 0.493],
    ['&', 0.78, 0.872],
    ['–', 0.5, 0.5],
  ])('of %s is at least what DejaVu Sans takes', (letter, regular, bold) => {
    expect(widthOf(letter, 1)).toBeGreaterThanOrEqual(regular);
    expect(widthOf(letter, 1, 700)).toBeGreaterThanOrEqual(bold);
  });

  it('decides where a line ends, and what is cut', () => {
    expect(linesOf(['aaa', 'bbb', 'ccc'], ', ', 60, 10)).toEqual(['aaa, bbb', 'ccc']);
    expect(linesOf(['a'.repeat(20)], ', ', 60, 10)).toEqual([`${'a'.repeat(7)}…`]);
    expect(linesOf([], ', ', 60, 10)).toEqual([]);
  });
});
