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

/** Source files that are loaded with an output: by its static imports, all the way down. */
export function staticInputs(metafile: Metafile, output: string): readonly string[] {
  const seen = new Set<string>();
  const visit = (file: string): readonly string[] => {
    const found = metafile.outputs[file];
    if (!found || seen.has(file)) return [];
    seen.add(file);
    const imported = found.imports
      .filter((one) => one.kind === 'import-statement' && one.external !== true)
      .flatMap((one) => visit(one.path));
    return [...Object.keys(found.inputs), ...imported];
  };
  return visit(output);
}

/** The output of a source file that is imported lazily: a command. */
export function outputOf(metafile: Metafile, source: string): string | undefined {
  return Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === source)?.[0];
}

/** What is too heavy for the start of the command line and of the commands that call nobody. One line a module. */
export function checkGraph(metafile: Metafile): readonly string[] {
  const starts = [
    'src/cli.ts',
    'src/commands/validate.ts',
    'src/commands/render.ts',
    'src/commands/explain.ts',
  ];
  return starts.flatMap((source) => {
    const output = outputOf(metafile, source);
    if (output === undefined) return [`${source} is not in the bundle`];
    return staticInputs(metafile, output)
      .filter((input) => HEAVY.some((pattern) => pattern.test(input)))
      .map((input) => `${source} loads ${input} at its start`);
  });
}
