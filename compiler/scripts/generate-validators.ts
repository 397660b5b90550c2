import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { mapSchema, mergedSchema, optional, standard, type Schema } from './schema.ts';

/**
 * The compiled validator, one for all files, as one bundled module: what ajv writes requires its own runtime helpers
 * even as ESM. A second one, for environments that may hold null, would double what every start has to read. What nobody
 * reads of this one is left out, which is a third: the schema's texts, and the place in the schema of each error.
 */
export async function validators(): Promise<string> {
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    code: { source: true, esm: true, lines: false },
    schemas: [{ ...silent(standard(optional(mergedSchema()))), $id: 'config' }],
  });
  const code = standaloneCode.default(ajv, { config: 'config' });
  const result = await build({
    stdin: {
      contents: code.replaceAll(/schemaPath:"[^"]*",/g, ''),
      resolveDir: new URL('.', import.meta.url).pathname,
      loader: 'js',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    minify: true,
    legalComments: 'none',
  });
  return result.outputFiles[0]?.text ?? '';
}

/** Without what says nothing about whether a value is valid. */
function silent(schema: Schema): Schema {
  const texts = ['description', 'examples', 'default'];
  return mapSchema(schema, (node) =>
    Object.fromEntries(Object.entries(node).filter(([keyword]) => !texts.includes(keyword))),
  );
}
