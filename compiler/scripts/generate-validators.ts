import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { environmentSchema, optional, platformSchema, standard } from './schema.ts';

/**
 * The compiled validators, one function per kind of file, as one bundled module: what ajv writes requires its own
 * runtime helpers even as ESM.
 */
export async function validators(): Promise<string> {
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    code: { source: true, esm: true, lines: false },
    schemas: [
      { ...standard(optional(platformSchema())), $id: 'platform' },
      { ...standard(environmentSchema()), $id: 'environment' },
    ],
  });
  const code = standaloneCode.default(ajv, {
    platform: 'platform',
    environment: 'environment',
  });
  const result = await build({
    stdin: { contents: code, resolveDir: new URL('.', import.meta.url).pathname, loader: 'js' },
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
