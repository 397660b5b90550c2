import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryHost, plainStyle } from '../../test/helpers/memory-host.ts';
import { formatFixture, parseFixture } from '../../test/helpers/txtar.ts';
import { compileEnvironment } from '../compile.ts';
import { planEnvironment, type Plan } from './plan.ts';
import { planToJson } from './report-json.ts';
import { planToMarkdown } from './report-markdown.ts';
import { planToText } from './report-text.ts';

/**
 * Each case has two configs, `before/` and `after/`, and the reports on what changes between them, by file name:
 * `report-<columns>.txt`, `report.md`, `report.json`. `UPDATE=1` writes what comes out; read it before you commit it.
 */
const update = process.env['UPDATE'] === '1';
const folder = new URL('../../test/cases/plan/', import.meta.url);

function compile(files: ReadonlyMap<string, string>, side: 'before' | 'after') {
  const mine = [...files]
    .filter(([name]) => name.startsWith(`${side}/`))
    .map(([name, content]) => [name.slice(side.length + 1), content] as const);
  if (mine.length === 0) return undefined;
  const result = compileEnvironment(memoryHost(mine), 'prod');
  if (!result.model) throw new Error(JSON.stringify(result.diagnostics));
  return result;
}

async function planOf(files: ReadonlyMap<string, string>): Promise<Plan> {
  const [before, after] = [compile(files, 'before'), compile(files, 'after')];
  if (!after) throw new Error('a case needs an after/platform.yaml');
  return planEnvironment({
    compilation: after,
    ...(before && { base: { label: 'commit 4f2a91c', stacks: before.stacks } }),
  });
}

function report(name: string, plan: Plan): string {
  if (name === 'report.md') return planToMarkdown(plan);
  if (name === 'report.json') return `${JSON.stringify(JSON.parse(planToJson(plan)), undefined, 2)}\n`;
  return planToText(plan, plainStyle, Number(/^report-(\d+)\.txt$/.exec(name)?.[1]));
}

describe('reports', () => {
  it.each(readdirSync(folder).filter((file) => file.endsWith('.txt')))('%s', async (file) => {
    const path = new URL(file, folder);
    const fixture = parseFixture(readFileSync(path, 'utf8'));
    expect(fixture.comment).toMatch(/^# Proves: /);
    const plan = await planOf(fixture.files);
    const reports = [...fixture.files.keys()].filter((name) => name.startsWith('report'));
    expect(reports.length).toBeGreaterThan(0);
    const written = new Map(reports.map((name) => [name, report(name, plan)]));
    if (update)
      writeFileSync(path, formatFixture({ ...fixture, files: new Map([...fixture.files, ...written]) }));
    for (const [name, text] of written) expect(text).toBe(update ? text : fixture.files.get(name));
  });
});

const change = (value: unknown): Plan => ({
  app: 'shop',
  environment: 'prod',
  source: 'account',
  comparedWith: 'account 111111111111 in eu-central-1',
  stacks: [
    {
      name: 'shop-prod-web',
      kind: 'service',
      service: 'web',
      state: 'update',
      from: 'change-set',
      notes: [String(value)],
      refused: String(value),
      changes: [
        {
          action: 'Modify',
          logicalId: 'TaskDefinition',
          type: 'AWS::ECS::TaskDefinition',
          replacement: 'yes',
          holdsData: false,
          properties: [
            {
              attribute: 'Properties',
              property: `Environment[${String(value)}].Value`,
              before: value,
              after: [value],
              replacement: 'yes',
              causes: [],
              knownAfterApply: false,
            },
          ],
          usedBy: [],
        },
      ],
      parameters: [{ name: 'Image', before: 'a', after: value, knownAfterApply: false }],
      outputs: [],
      tags: [{ name: String(value), before: value, knownAfterApply: false }],
      image: { reference: String(value), rule: String(value) },
    },
  ],
  summary: {
    hasChanges: true,
    counts: { added: 0, modified: 0, replaced: 1, removed: 0 },
    data: [],
    permissions: [],
    network: [],
    interruptions: [],
  },
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '|',
        '`',
        '``',
        '</code>',
        '</details>',
        '<script>',
        '\n',
        '\r\n',
        '\\',
        '](http://x)',
        '![',
        '@team',
        '#1',
        '**',
        '~~',
        '&#124;',
        '&lt;',
        '\u202E',
        '\u001B[31m',
        '\u0007',
        '\u2028',
        'word ',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

describe('no value breaks out', () => {
  it('of a cell, a code span, a quote or a line of Markdown', () => {
    const harmless = planToMarkdown(change('x'))
      .replaceAll(/<code>[^<]*<\/code>/g, '<code></code>')
      .split('\n');
    fc.assert(
      fc.property(hostile, (value) => {
        const text = planToMarkdown(change(value));
        const lines = text.split('\n');
        expect(lines).toHaveLength(harmless.length);
        for (const [index, line] of lines.entries()) {
          // The same number of cells and of tags in each line, whatever the value holds.
          expect(line.split('|').length).toBe((harmless[index] ?? '').split('|').length);
          expect(line.match(/<\/?[a-z]+/g)).toEqual((harmless[index] ?? '').match(/<\/?[a-z]+/g));
        }
        expect(text).not.toMatch(/[`\\@]|[\p{Cc}\p{Cf}](?<!\n)|\]\(/u);
      }),
    );
  });

  it('of a line on a terminal, nor paints on it', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 60, max: 140 }), (value, columns) => {
        const text = planToText(change(value), plainStyle, columns);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}](?<!\n)/u);
      }),
    );
  });
});

it('keeps to the width of the terminal, but for single words that are longer', async () => {
  const files = parseFixture(readFileSync(new URL('everything-at-once.txt', folder), 'utf8')).files;
  const plan = await planOf(files);
  for (let columns = 60; columns <= 120; columns += 1) {
    for (const line of planToText(plan, plainStyle, columns).split('\n')) {
      const words = line.trim().split(/ +/);
      const fits = line.length <= columns || words.some((word) => word.length > columns - 30);
      expect(fits ? '' : line).toBe('');
    }
  }
});
