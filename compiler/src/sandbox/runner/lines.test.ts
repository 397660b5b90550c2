import { expect, it } from 'vitest';
import { lineSplitter } from './lines.ts';

function lines(...chunks: readonly (string | Buffer)[]): readonly string[] {
  const seen: string[] = [];
  const splitter = lineSplitter((text) => seen.push(text));
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  splitter.end();
  return seen;
}

it('lines come whole, whatever the pieces', () => {
  expect(lines('a', 'b\nc\r\n', '\n', 'd')).toEqual(['ab', 'c', '', 'd']);
  const euro = Buffer.from('€\n');
  expect(lines(euro.subarray(0, 1), euro.subarray(1))).toEqual(['€']);
  expect(lines('a\n')).toEqual(['a']);
  expect(lines()).toEqual([]);
});

it('lines that are too long are cut, with and without an end', () => {
  const long = 'x'.repeat(40_000);
  expect(lines(`${long}\n`).map(({ length }) => length)).toEqual([16_384, 16_384, 7232]);
  expect(lines(long, 'y').map(({ length }) => length)).toEqual([16_384, 16_384, 7233]);
});
