import { relative } from 'node:path';
import type { Plugin } from 'esbuild';

/** What the command line is made of: it is there before anything lazy is loaded. */
const SHELL = ['src/diagnostics/suggest.ts', 'src/help.ts', 'src/report-error.ts', 'src/version.ts'];

/** What checks the config: nearly every command loads all of it, and does so first. */
const PIPELINE = ['src/check-config.ts', 'src/diagnostics/format.ts'];

/** The commands that read no config, and what they load. */
const WITHOUT_PIPELINE = /^src\/(commands\/(init|sandbox)\.ts|(init|sandbox)\/)/;

/**
 * Keeps what each command loads in a few files. esbuild makes one chunk of the modules that exactly the same lazy
 * modules share, so that `validate` would be read from seventeen, and Node needs half a millisecond to find, open and
 * link each. Here every lazy module imports the shell, and most the pipeline, so that each is one chunk; both are
 * loaded by then anyway. `root` is the folder that holds `src/`, with a slash at its end.
 */
export function oneChunk(root: string): Plugin {
  return {
    name: 'one-chunk',
    setup({ onLoad, onResolve, resolve }) {
      onResolve({ filter: /^\./ }, async ({ kind, path, resolveDir, pluginData }) => {
        if (kind !== 'dynamic-import' || pluginData === 'resolved') return undefined;
        const found = await resolve(path, { kind, resolveDir, pluginData: 'resolved' });
        const source = relative(root, found.path);
        return /^src\/.*\.ts$/.test(source) ? { path: source, namespace: 'lazy' } : undefined;
      });
      onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => {
        const present = WITHOUT_PIPELINE.test(path) ? SHELL : [...SHELL, ...PIPELINE];
        const imports = present.map((module) => `import './${module}';\n`).join('');
        return { contents: `${imports}export * from './${path}';`, resolveDir: root };
      });
    },
  };
}
