import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execForm, substitute, words } from './dockerfile-words.ts';

const variables = new Map([
  ['A', 'one'],
  ['EMPTY', ''],
  ['QUOTED', 'x y'],
]);

describe('substitute', () => {
  it.each([
    ['$A/b', 'one/b'],
    ['${A}b', 'oneb'],
    ['$Ab', ''],
    ['$MISSING', ''],
    ['${MISSING:-else}', 'else'],
    ['${EMPTY:-${A}}', 'one'],
    ['${A:+then}', 'then'],
    ['${MISSING:+then}', ''],
    ['\\$A', '$A'],
    ["'$A'", "'$A'"],
    ['"$A"', '"one"'],
    ['a\\ b', 'a\\ b'],
    ['${A', '${A'],
    ['$1 $', '$1 $'],
  ])('%s → %s', (text, expected) => {
    expect(substitute(text, variables)).toBe(expected);
  });
});

describe('words', () => {
  it.each<[string, string[]]>([
    ['a  b\tc', ['a', 'b', 'c']],
    ['A="b c" D=\'e f\'', ['A=b c', 'D=e f']],
    ['a\\ b', ['a b']],
    ['""', ['']],
    ["'a\\'", ['a\\']],
    ['  ', []],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('brings back any words that were quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string().filter((text) => !text.includes("'"))), (list) => {
        expect(words(list.map((text) => `'${text}'`).join(' '))).toEqual(list);
      }),
    );
  });
});

describe('execForm', () => {
  it('is a JSON list of strings, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (list) => {
        expect(execForm(JSON.stringify(list))).toEqual(list);
      }),
    );
  });

  it.each(['node server.js', "['node']", '["node", 1]', '["node"', '{"a": 1}', 'null'])(
    '%s is the shell form',
    (text) => {
      expect(execForm(text)).toBeUndefined();
    },
  );
});
