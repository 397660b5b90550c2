import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../test/helpers/runs.ts';
import type { Path } from '../diagnostics/diagnostic.ts';
import { intrinsic, isRecord } from './intrinsic.ts';
import { differences } from './value-diff.ts';

function told(before: unknown, after: unknown) {
  return differences(before, after).map(({ label, before: was, after: is }) => [label, was, is]);
}

describe('differences', () => {
  it.each([
    ['a scalar', { Cpu: '256' }, { Cpu: '512' }, [['Cpu', '256', '512']]],
    ['a number that became text', { Cpu: 256 }, { Cpu: '256' }, [['Cpu', 256, '256']]],
    [
      'an added and a removed key',
      { A: 1 },
      { B: 2 },
      [
        ['A', 1, undefined],
        ['B', undefined, 2],
      ],
    ],
    ['a nested key', { A: { B: { C: 1 } } }, { A: { B: { C: 2 } } }, [['A.B.C', 1, 2]]],
    [
      'a tag, by its key',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      },
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '3' },
          { Key: 'c', Value: '4' },
        ],
      },
      [
        ['Tags[b].Value', '2', '3'],
        ['Tags[c]', undefined, { Key: 'c', Value: '4' }],
      ],
    ],
    [
      'tags whose order changed: as a whole',
      { Tags: [{ Key: 'a' }, { Key: 'b' }] },
      { Tags: [{ Key: 'b' }, { Key: 'a' }] },
      [['Tags', [{ Key: 'a' }, { Key: 'b' }], [{ Key: 'b' }, { Key: 'a' }]]],
    ],
    [
      'items without a name, as many as before',
      { Rules: [{ Port: 1 }, { Port: 2 }] },
      { Rules: [{ Port: 1 }, { Port: 3 }] },
      [['Rules[1].Port', 2, 3]],
    ],
    [
      'items without a name, one more: as a whole',
      { Rules: [{ Port: 1 }] },
      { Rules: [{ Port: 1 }, { Port: 3 }] },
      [['Rules', [{ Port: 1 }], [{ Port: 1 }, { Port: 3 }]]],
    ],
    [
      'a list of scalars: as a whole',
      { Command: ['a', 'b'] },
      { Command: ['a', 'c'] },
      [['Command', ['a', 'b'], ['a', 'c']]],
    ],
    [
      'two items of one name: as a whole',
      {
        L: [
          { Name: 'a', V: 1 },
          { Name: 'a', V: 2 },
        ],
      },
      { L: [{ Name: 'a', V: 1 }] },
      [
        [
          'L',
          [
            { Name: 'a', V: 1 },
            { Name: 'a', V: 2 },
          ],
          [{ Name: 'a', V: 1 }],
        ],
      ],
    ],
    [
      'a function: as one value',
      { VpcId: { Ref: 'A' } },
      { VpcId: { Ref: 'B' } },
      [['VpcId', { Ref: 'A' }, { Ref: 'B' }]],
    ],
    ['a key that has to be quoted', { 'a b': 1 }, { 'a b': 2 }, [['"a b"', 1, 2]]],
    ['a key of every object', JSON.parse('{"__proto__": 1}'), {}, [['__proto__', 1, undefined]]],
  ])('%s', (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  const value = fc
    .letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        tie('map'),
        tie('list'),
        fc.constant({ Ref: 'X' }),
      ),
      map: fc.dictionary(fc.stringMatching(/^[A-Z][a-z]{0,2}$/), tie('any'), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
      list: fc.oneof(
        fc.array(tie('any'), { maxLength: 4 }),
        fc.uniqueArray(fc.record({ Name: fc.stringMatching(/^[a-e]$/), Value: tie('any') }), {
          selector: ({ Name }) => Name,
          maxLength: 4,
        }),
      ),
    }))
    .map.map((generated): unknown => JSON.parse(JSON.stringify(generated)));

  it('finds none between equal values', () => {
    fc.assert(
      fc.property(value, (before) => {
        expect(differences(before, structuredClone(before))).toEqual([]);
      }),
    );
  });

  it('says everything: put into the old value, they give the new one', () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        const applied = differences(before, after).reduce(
          (result: unknown, { path, before: was, after: is }) => put(result, path, was, is),
          before,
        );
        expect(named(applied)).toEqual(named(after));
      }),
      { numRuns: runs(300) },
    );
  });
});

/** The value with another one at a path; items of lists with names are found by them. */
function put(value: unknown, path: Path, was: unknown, is: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return is;
  if (Array.isArray(value)) {
    if (rest.length > 0)
      return value.map((item, index) => (index === step ? put(item, rest, was, is) : item));
    if (was === undefined) return [...value.slice(0, Number(step)), is, ...value.slice(Number(step))];
    if (is === undefined) return value.filter((item) => JSON.stringify(item) !== JSON.stringify(was));
    return value.map((item, index) => (index === step ? is : item));
  }
  const map = isRecord(value) ? value : {};
  const { [step]: old, ...others } = map;
  const now = put(old, rest, was, is);
  return now === undefined ? others : { ...others, [step]: now };
}

/** Lists whose items carry names, as maps: their differences say which items, not at which place. */
function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  return isRecord(value) && !intrinsic(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, named(item)]))
    : value;
}
