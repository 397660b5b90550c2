import { catalogue, type Code } from '../src/diagnostics/catalogue.ts';
import type { Example } from '../src/diagnostics/examples.ts';

const LANGUAGES: Readonly<Record<string, string>> = { files: 'text', command: 'sh' };

/** docs/diagnostics.md: every code with what it means and what to do, a wrong example and a right one. */
export function diagnosticsPage(
  examples: Readonly<Record<Code, readonly Example[]>>,
  title: (example: Example, before?: Example) => string,
): string {
  const codes = (Object.keys(catalogue) as Code[]).toSorted();
  return [
    '# Diagnostics',
    '',
    'Made from the catalogue by `npm run generate`. `npx platc explain <code>` prints the same. Codes are stable. Where an example names no file it is a part of `platform.yaml`.',
    '',
    ...codes.flatMap((code) => [
      `## ${code}`,
      '',
      `*${catalogue[code].severity}.* ${noTags(catalogue[code].explanation)}`,
      '',
      ...examples[code].flatMap((example, index, all) => [
        title(example, all[index - 1]),
        '',
        ...block(example),
        '',
      ]),
    ]),
  ].join('\n');
}

/** The second word keeps what is wrong from being taken for an example to follow. */
function block({ verdict, place, text }: Example): readonly string[] {
  return [`\`\`\`${LANGUAGES[place] ?? 'yaml'} ${verdict}`, text.trimEnd(), '```'];
}

/** Outside of `code`, `<name>` would be taken for HTML. */
function noTags(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`');
}
