import type { Metafile } from 'esbuild';

/** Modules that cost more to load than all of the pipeline: none may be loaded unless a command asks for it. */
const HEAVY = [
  /@aws-sdk\//,
  /@smithy\//,
  /@aws-cdk\//,
  /node_modules\/ajv\/(?!dist\/runtime\/)/,
  /handlebars\/(dist\/cjs\/handlebars\/compiler|lib)\//,
  /src\/sandbox\//,
];

/**
 * What Node may have to read before the command line, or a command that calls nobody, runs: a file takes about half a
 * millisecond, and so do 15 kB.
 */
const STARTS: Readonly<Record<string, { readonly files: number; readonly kilobytes: number }>> = {
  'src/cli.ts': { files: 3, kilobytes: 17 },
  'src/commands/validate.ts': { files: 6, kilobytes: 290 },
  'src/commands/render.ts': { files: 10, kilobytes: 400 },
  'src/commands/explain.ts': { files: 11, kilobytes: 400 },
};

/** Outputs that are loaded with one: by its static imports, all the way down. */
function staticOutputs(metafile: Metafile, output: string, seen = new Set<string>()): ReadonlySet<string> {
  const found = metafile.outputs[output];
  if (!found || seen.has(output)) return seen;
  seen.add(output);
  for (const { kind, external, path } of found.imports)
    if (kind === 'import-statement' && external !== true) staticOutputs(metafile, path, seen);
  return seen;
}

/** Source files that are loaded with an output. */
export function staticInputs(metafile: Metafile, output: string): readonly string[] {
  return [...staticOutputs(metafile, output)].flatMap((file) =>
    Object.keys(metafile.outputs[file]?.inputs ?? {}),
  );
}

/** The output of the command line, or of a source file that is imported lazily: a command. */
export function outputOf(metafile: Metafile, source: string): string | undefined {
  const names = [source, `lazy:${source}`];
  return Object.entries(metafile.outputs).find(([, { entryPoint = '' }]) => names.includes(entryPoint))?.[0];
}

/** How much Node reads before a command runs: the command line, the command, and what both import. */
export function startSize(metafile: Metafile, output: string): { files: number; bytes: number } {
  const read = new Set(['dist/cli.js', output].flatMap((start) => [...staticOutputs(metafile, start)]));
  const bytes = [...read].map((file) => metafile.outputs[file]?.bytes ?? 0);
  return { files: read.size, bytes: bytes.reduce((sum, one) => sum + one, 0) };
}

/**
 * What is too heavy for the start of the command line and of the commands that call nobody, and what an ES module
 * cannot load. One line a problem.
 */
export function checkGraph(metafile: Metafile): readonly string[] {
  const starts = Object.entries(STARTS).flatMap(([source, most]) => {
    const output = outputOf(metafile, source);
    if (output === undefined) return [`${source} is not in the bundle`];
    const heavy = staticInputs(metafile, output)
      .filter((input) => HEAVY.some((pattern) => pattern.test(input)))
      .map((input) => `${source} loads ${input} at its start`);
    const { files, bytes } = startSize(metafile, output);
    if (files > most.files)
      heavy.push(`${source} is read from ${files} files, not ${most.files}: see scripts/one-chunk.ts`);
    if (bytes > most.kilobytes * 1000)
      heavy.push(
        `${source} reads ${bytes} bytes before it runs, more than ${most.kilobytes} kB: import lazily what it does not need`,
      );
    return heavy;
  });
  const required = Object.entries(metafile.outputs).flatMap(([file, { imports }]) =>
    imports.flatMap(({ kind, path }) =>
      kind === 'require-call' ? [`${file} calls require('${path}'), which an ES module does not have`] : [],
    ),
  );
  return [...starts, ...required];
}
