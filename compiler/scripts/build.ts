/**
 * Bundles the command line: one small entry and lazy chunks. The build fails where a heavy module would be loaded
 * before a command asks for it.
 */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { checkGraph } from './module-graph.ts';
import { oneChunk } from './one-chunk.ts';

const compiler = fileURLToPath(new URL('../', import.meta.url));

/** The service specification is data of 2.9 MB that only the sandbox reads: it stays where npm put it. */
const EXTERNAL = ['@aws-cdk/aws-service-spec'];

/** `yaml` gives Node its CommonJS build: sixty modules that are compiled one by one, and none is left out. */
const YAML_MODULES = fileURLToPath(new URL('browser/index.js', import.meta.resolve('yaml/package.json')));

rmSync(`${compiler}dist`, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: compiler,
  entryPoints: { cli: 'src/cli.ts', guard: 'src/sandbox/runner/guard.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // ES modules where a package has them: their exports survive the bundle by name.
  mainFields: ['module', 'main'],
  target: 'node20',
  charset: 'utf8',
  // Half of a start is reading code: small names count. The maps tell what a fault's lines were.
  minify: true,
  sourcemap: 'linked',
  legalComments: 'none',
  external: EXTERNAL,
  alias: { yaml: YAML_MODULES },
  plugins: [oneChunk(compiler)],
  metafile: true,
});
writeFileSync(`${compiler}dist/meta.json`, JSON.stringify(metafile satisfies Metafile));
// npm packs a licence that lies beside package.json. The repository has one, at its root.
copyFileSync(`${compiler}../LICENSE`, `${compiler}LICENSE`);
const heavy = checkGraph(metafile);
if (heavy.length > 0) {
  console.error(heavy.join('\n'));
  process.exitCode = 1;
}
