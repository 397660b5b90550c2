import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originOf, pointer } from '../provenance.ts';
import { isMap, merge } from './merge.ts';

const base = (value: Record<string, unknown>) => ({ file: 'base', value });
const over = (value: Record<string, unknown>) => ({ file: 'over', value });
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('merge', () => {
  it('merges maps key by key; scalars and lists replace', () => {
    const { value } = merge(base({ a: { x: 1, y: [1, 2] }, b: 1 }), over({ a: { y: [3] }, c: 2 }));
    expect(plain(value)).toEqual({ a: { x: 1, y: [3] }, b: 1, c: 2 });
  });

  it('lets a scalar replace a map, and a map a scalar', () => {
    expect(plain(merge(base({ a: { x: 1 }, b: 1 }), over({ a: 2, b: { y: 3 } })).value)).toEqual({
      a: 2,
      b: { y: 3 },
    });
  });

  it('removes by null, and remembers what was removed and where', () => {
    const { value, origins } = merge(
      base({ services: { api: { cpu: 512 } } }),
      over({ services: { api: { cpu: null } } }),
    );
    expect(plain(value)).toEqual({ services: { api: {} } });
    expect(originOf(origins, ['services', 'api', 'cpu'])).toEqual({
      kind: 'default',
      file: 'over',
      path: ['services', 'api', 'cpu'],
      overrides: { origin: { kind: 'set', file: 'base', path: ['services', 'api', 'cpu'] }, value: 512 },
    });
  });

  it('knows of a replaced value what it overrode', () => {
    const { origins } = merge(base({ a: 1 }), over({ a: 2 }));
    expect(originOf(origins, ['a'])).toMatchObject({
      kind: 'set',
      file: 'over',
      overrides: { value: 1, origin: { file: 'base' } },
    });
  });

  it('knows where the config itself begins: what nobody set is a default of that file', () => {
    const { origins } = merge(base({ a: 1 }));
    expect(origins.get('')).toEqual({ kind: 'set', file: 'base', path: [] });
    expect(originOf(origins, ['nobody', 'wrote'])).toEqual({ kind: 'default', file: 'base', path: [] });
  });

  it('keeps lists lists, and knows each item of them, also inside other lists and maps', () => {
    const { value, origins } = merge(base({ a: { b: [[1], { c: 'x' }] } }), over({ d: ['y'] }));
    expect(value['a']).toEqual({ b: [[1], { c: 'x' }] });
    const places = [...origins].map(([at, { file, path }]) => [at, file, path]);
    expect(places).toEqual([
      ['', 'base', []],
      ['/a', 'base', ['a']],
      ['/a/b', 'base', ['a', 'b']],
      ['/a/b/0', 'base', ['a', 'b', 0]],
      ['/a/b/0/0', 'base', ['a', 'b', 0, 0]],
      ['/a/b/1', 'base', ['a', 'b', 1]],
      ['/a/b/1/c', 'base', ['a', 'b', 1, 'c']],
      ['/d', 'over', ['d']],
      ['/d/0', 'over', ['d', 0]],
    ]);
  });

  it('makes no key of a null that has nothing to remove', () => {
    const { value, origins } = merge(base({ a: 1 }), over({ x: null, y: { z: null, w: 1 }, a: { b: null } }));
    expect(value).toEqual({ a: {}, y: { w: 1 } });
    expect([...origins.keys()]).toEqual(['', '/a', '/y', '/y/w']);
  });

  it('treats __proto__ as any other key', () => {
    const { value } = merge(
      base(JSON.parse('{"__proto__": {"polluted": true}, "a": {"__proto__": 1}}') as Record<string, unknown>),
    );
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":true},"a":{"__proto__":1}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer(), { maxLength: 3 }));
  const tree = fc.letrec<{ map: Record<string, unknown> }>((tie) => ({
    map: fc.dictionary(
      fc.constantFrom('a', 'b', 'c', '~/'),
      fc.oneof({ depthSize: 'small' }, leaf, tie('map')),
      { maxKeys: 4 },
    ),
  })).map;
  const leaves = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
    isMap(value) ? Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key])) : [path];

  it('is the base alone without an overlay, and the overlay wins wherever it says something', () => {
    fc.assert(
      fc.property(tree, tree, (one, two) => {
        expect(plain(merge(base(one)).value)).toEqual(plain(one));
        expect(plain(merge(base(one), over(one)).value)).toEqual(plain(one));
        const { value } = merge(base(one), over(two));
        for (const path of leaves(two)) expect(at(value, path)).toEqual(at(two, path));
      }),
    );
  });

  it('knows the origin of every node, and that the value stands there', () => {
    fc.assert(
      fc.property(tree, tree, (one, two) => {
        const { value, origins } = merge(base(one), over(two));
        for (const path of leaves(value)) {
          const origin = origins.get(pointer(path));
          expect(origin?.kind).toBe('set');
          expect(plain(at(origin?.file === 'over' ? two : one, path))).toEqual(plain(at(value, path)));
        }
      }),
    );
  });
});

describe('a map of the config', () => {
  it.each([[{}], [{ a: 1 }], [Object.create(null)]])('is %o', (value) => {
    expect(isMap(value)).toBe(true);
  });

  it.each([[null], [[]], [undefined], ['text'], [1], [() => undefined]])('is not %o', (value) => {
    expect(isMap(value)).toBe(false);
  });
});

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (node, step) => (node as Record<string | number, unknown> | undefined)?.[step],
    value,
  );
}
