import { readFileSync, readdirSync } from 'node:fs';
import { catalogue } from '../src/diagnostics/catalogue.ts';

const folder = new URL('../src/diagnostics/examples/', import.meta.url);

/** Examples of all diagnostics, by code. Throws where a code has no wrong one or no right one. */
export function diagnosticExamples(): string {
  const codes = Object.keys(catalogue).toSorted();
  const files = readdirSync(folder).toSorted();
  const expected = codes.map((code) => `${code}.txt`);
  if (files.join() !== expected.join())
    throw new Error(`diagnostics/examples holds ${files.join(', ')}, and should hold ${expected.join(', ')}`);
  const examples = Object.fromEntries(codes.map((code) => [code, parse(code)]));
  return `${JSON.stringify(examples, undefined, 2)}\n`;
}

/** Parts behind a line `-- wrong <place> --` or `-- right <place> --`. */
function parse(code: string) {
  const text = readFileSync(new URL(`${code}.txt`, folder), 'utf8');
  const parts = [...text.matchAll(/^-- (wrong|right)(?: (\S+))? --\n([\s\S]*?)(?=^-- |$(?![\s\S]))/gm)].map(
    ([, verdict, place = '', body = '']) => ({ verdict, place, text: body }),
  );
  for (const verdict of ['wrong', 'right'])
    if (!parts.some((part) => part.verdict === verdict)) throw new Error(`${code} has no ${verdict} example`);
  return parts;
}
