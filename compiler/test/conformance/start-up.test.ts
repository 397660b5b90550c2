import { readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';
import { expect, it } from 'vitest';
import { checkGraph, outputOf, staticInputs } from '../../scripts/module-graph.ts';

const metafile = JSON.parse(
  readFileSync(new URL('../../dist/meta.json', import.meta.url), 'utf8'),
) as Metafile;

it('loads neither the SDK, nor a compiler of ajv or Handlebars, nor the sandbox before a command needs it', () => {
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
