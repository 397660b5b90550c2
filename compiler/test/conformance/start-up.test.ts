import { readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';
import { expect, it } from 'vitest';
import { checkGraph, outputOf, staticInputs, startSize } from '../../scripts/module-graph.ts';

const metafile = JSON.parse(
  readFileSync(new URL('../../dist/meta.json', import.meta.url), 'utf8'),
) as Metafile;

it('loads few files, and neither the SDK, nor a compiler of ajv or Handlebars, nor the sandbox before a command needs it', () => {
  expect(checkGraph(metafile)).toEqual([]);
});

it('finds a heavy module when there is one: the sandbox command does load the SDK once it runs', () => {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  expect(inputs.some((input) => input.includes('@aws-sdk/client-cloudformation'))).toBe(true);
});

it('validates without the renderer', () => {
  const inputs = staticInputs(metafile, outputOf(metafile, 'src/commands/validate.ts') ?? '');
  expect(inputs).toContain('src/passes/validate.ts');
  expect(inputs).not.toContain('src/passes/render.ts');
  expect(inputs).not.toContain('src/generated/templates.js');
});

it('reads the command line and the command once, whichever imports what they share', () => {
  const output = (imports: readonly string[], bytes: number) => ({
    inputs: {},
    exports: [],
    bytes,
    imports: imports.map((path) => ({ path, kind: 'import-statement' as const })),
  });
  const outputs = {
    'dist/cli.js': output(['dist/shared.js'], 10),
    'dist/validate.js': output(['dist/shared.js', 'dist/pipeline.js'], 200),
    'dist/shared.js': output([], 3000),
    'dist/pipeline.js': output(['dist/shared.js'], 40_000),
    'dist/other.js': output([], 500_000),
  };
  expect(startSize({ inputs: {}, outputs }, 'dist/validate.js')).toEqual({ files: 4, bytes: 43_210 });
});

it('says where a start has become slow: another file, more code, a heavy module, what an ES module cannot load', () => {
  const validate = outputOf(metafile, 'src/commands/validate.ts') ?? '';
  const swollen = structuredClone(metafile);
  const [command, entry] = [swollen.outputs[validate], swollen.outputs['dist/cli.js']];
  if (!command || !entry) throw new Error('no such output');
  swollen.outputs['dist/more.js'] = { ...entry, imports: [], inputs: {}, bytes: 50_000 };
  command.imports.push(
    { path: 'dist/more.js', kind: 'import-statement' },
    { path: 'buffer', kind: 'require-call', external: true },
  );
  command.inputs['src/sandbox/main.ts'] = { bytesInOutput: 0 };
  expect(checkGraph(swollen)).toEqual([
    'src/commands/validate.ts loads src/sandbox/main.ts at its start',
    'src/commands/validate.ts is read from 7 files, not 6: see scripts/one-chunk.ts',
    expect.stringMatching(/^src\/commands\/validate\.ts reads \d+ bytes before it runs, more than 290 kB/),
    `${validate} calls require('buffer'), which an ES module does not have`,
  ]);
});
