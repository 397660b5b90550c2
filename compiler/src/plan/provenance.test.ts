/*
 * Each line of a plan names the line of YAML that it comes from, in every environment of this repository: proven for
 * every property of every resource, and by changing every value that is written there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isPair, isScalar, isSeq, LineCounter, parse, parseDocument, visit } from 'yaml';
import { memoryHost, plainStyle } from '../../test/helpers/memory-host.ts';
import { compileEnvironment, compileShared, type Compilation } from '../compile.ts';
import { formatPath } from '../diagnostics/format.ts';
import { intrinsic, isRecord, shortForms } from './intrinsic.ts';
import { planEnvironment, type Plan, type PropertyChange, type ResourceChange } from './plan.ts';
import { planToText } from './report-text.ts';

const root = new URL('../../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const names = readdirSync(new URL('environments/', root)).map((file) => file.replace('.yaml', ''));
const files = new Map([
  ['platform.yaml', read('platform.yaml')],
  ...names.map((name) => [`environments/${name}.yaml`, read(`environments/${name}.yaml`)] as const),
  ['service/Dockerfile', read('service/Dockerfile')],
]);

function compile(environment: string, changed: ReadonlyMap<string, string> = files): Compilation | undefined {
  const host = memoryHost(changed);
  const compiled = environment === 'common' ? compileShared(host) : compileEnvironment(host, environment);
  return compiled.model && compiled;
}

function compiled(environment: string): Compilation {
  const compilation = compile(environment);
  if (!compilation) throw new Error(`${environment} has errors`);
  return compilation;
}

function plan(environment: string, after: Compilation, before?: Compilation): Promise<Plan> {
  const stacksOf = ({ shared, stacks }: Compilation) => (environment === 'common' ? shared : stacks);
  return planEnvironment({
    compilation: after,
    stacks: stacksOf(after),
    ...(before && { base: { label: 'commit 4f2a91c', stacks: stacksOf(before) } }),
  });
}

const nodes = ({ stacks }: Plan): readonly (ResourceChange | PropertyChange)[] =>
  stacks.flatMap(({ changes }) => changes.flatMap((change) => [change, ...change.properties]));

/** The same stacks, where every property of every resource has another value. */
function withOtherValues(compilation: Compilation): Compilation {
  const other = (value: unknown): unknown => {
    if (intrinsic(value)) return 'another';
    if (Array.isArray(value)) return value.map(other);
    if (!isRecord(value)) return 'another';
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, key === 'Key' ? child : other(child)]),
    );
  };
  const body = (text: string) => {
    const template: { Resources: Record<string, { Properties?: unknown }> } = parse(text, {
      customTags: shortForms,
    });
    for (const resource of Object.values(template.Resources))
      resource.Properties = other(resource.Properties ?? {});
    return JSON.stringify(template);
  };
  const stacks = (all: Compilation['stacks']) => all.map((stack) => ({ ...stack, body: body(stack.body) }));
  return { ...compilation, stacks: stacks(compilation.stacks), shared: stacks(compilation.shared) };
}

describe.each([...names, 'common'])('a plan of %s', (environment) => {
  const compilation = compiled(environment);
  const lines = (file: string) => (files.get(file) ?? '').split('\n');

  function expectPlaces(found: Plan): void {
    const without = nodes(found).filter(
      ({ place }) => !place || (lines(place.file)[place.line - 1] ?? '').trim() === '',
    );
    expect(without).toEqual([]);
    for (const { parameters, outputs, tags } of found.stacks) {
      for (const value of [...parameters, ...outputs, ...tags])
        expect(value).toMatchObject({ place: { file: expect.any(String) } });
      expect([...parameters, ...outputs].filter((value) => value.knownAfterApply && !value.source)).toEqual(
        [],
      );
    }
  }

  it('from nothing places every resource, and says where what it does not know comes from', async () => {
    const found = await plan(environment, compilation);
    expect(nodes(found).length).toBeGreaterThan(0);
    expectPlaces(found);
    const filled = found.stacks.flatMap(({ parameters }) => parameters.map(({ name }) => name));
    const stacks = environment === 'common' ? compilation.shared : compilation.stacks;
    expect(filled.toSorted()).toEqual(stacks.flatMap(({ parameters }) => parameters).toSorted());
  });

  it('in which every property of every resource differs places every one of them', async () => {
    const found = await plan(environment, compilation, withOtherValues(compilation));
    expect(nodes(found).length).toBeGreaterThan(environment === 'common' ? 5 : 50);
    expectPlaces(found);
    for (const columns of [60, 100]) expectPlacesIn(planToText(found, plainStyle, columns));
  });
});

/** The lines of a resource run to the next one; the first or the last of them has the place. */
function expectPlacesIn(text: string): void {
  const blocks = text.split(/^(?= {2}[+~±-] )|^(?= {2,4}(?:parameters|outputs|stack tags): )/m).slice(1);
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks)
    expect(block).toMatch(/(platform|environments\/\w+)\.yaml:\d+|default of [\w.[\]]+/);
}

interface Written {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  /** The file with another value there. */
  readonly changed: readonly string[];
}

/** Every scalar of a file, with values that may stand in its place. */
function writtenIn(file: string): readonly Written[] {
  const text = files.get(file) ?? '';
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const found: Written[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || !node.range) return;
      const [start, end] = node.range;
      const path = ancestors.flatMap((one, index): readonly (string | number)[] => {
        if (isPair(one)) return isScalar(one.key) ? [String(one.key.value)] : [];
        return isSeq(one) ? [one.items.indexOf(ancestors[index + 1] ?? node)] : [];
      });
      const changed = others(node.value).map((other) => text.slice(0, start) + other + text.slice(end));
      found.push({ file, line: counter.linePos(start).line, path: formatPath(path), changed });
    },
  });
  return found;
}

function others(value: unknown): readonly string[] {
  if (typeof value === 'boolean') return [String(!value)];
  if (typeof value === 'number') return [String(value * 2), String(value + 1), String(value - 1), '30'];
  const text = String(value);
  const duration = /^(\d+)(s|m)$/.exec(text);
  if (duration)
    return [`${Number(duration[1]) + 1}${duration[2]}`, `${Number(duration[1]) - 1}${duration[2]}`];
  return [
    '/other',
    'debug',
    'single',
    'per-zone',
    'none',
    'spot',
    'on-demand',
    '10.9.0.0/16',
    '2 GB',
    'aws',
    'other',
    'other.js',
  ];
}

/** What no template shows: which account and Region, where an image is built from. */
const elsewhere = /^(app|region|account|target|services\.\w+\.(type|build\..*))$/;

describe.each(names)('another value in %s', (environment) => {
  const before = compiled(environment);
  const own = `environments/${environment}.yaml`;
  const written = [...writtenIn('platform.yaml'), ...writtenIn(own)].filter(
    ({ path }) => !elsewhere.test(path),
  );
  const overridden = new Set(writtenIn(own).map(({ path }) => path));

  it.each(written.filter(({ file, path }) => file === own || !overridden.has(path)))(
    '$file:$line $path',
    async ({ file, line, changed }) => {
      const [after] = changed.flatMap((text) => {
        const compilation = compile(environment, new Map([...files, [file, text]]));
        return compilation &&
          compilation.stacks.some(({ body }, index) => body !== before.stacks[index]?.body)
          ? [compilation]
          : [];
      });
      if (!after) return;
      const found = nodes(await plan(environment, after, before)).map(
        ({ place }) => `${place?.file}:${place?.line}`,
      );
      expect(found).toContain(`${file}:${line}`);
    },
  );
});
