import { checkEnvironment, checkShared, type Checked } from '../check-config.ts';
import { catalogue, type Code } from '../diagnostics/catalogue.ts';
import type { Path } from '../diagnostics/diagnostic.ts';
import {
  diagnosticsToJson,
  diagnosticsToText,
  formatPath,
  parsePath,
  type Sources,
} from '../diagnostics/format.ts';
import { locate } from '../diagnostics/locate.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { Host } from '../host/host.ts';
import { InvalidConfig } from '../invalid-config.ts';
import type { Model } from '../model.ts';
import { originOf, pointer, type Origin } from '../provenance.ts';
import { childSchema, rootSchema, schemaAt, type Schema } from '../schema/schema.ts';
import { wrap } from '../plan/wrap.ts';
import { environmentOf } from '../session.ts';
import { CommandError, exit, type Command } from './command.ts';

/** What stands before the text of each line. */
const LABEL = 12;

export const command: Command = {
  summary: 'where a value of the resolved config comes from, or what a diagnostic means',
  positionals: ['<path|code>'],
  options: {},
  permissions: [],
  examples: [
    'npx platc explain services.api.cpu --env prod',
    'npx platc explain network',
    'npx platc explain PLATC3002',
  ],
  async run(host, args) {
    const [subject] = args.positionals;
    if (subject === undefined)
      throw new CommandError(
        exit.usage,
        'what shall be explained? name a path of the config, or a diagnostic',
        'for example services.api.cpu',
      );
    if (/^PLATC\d*$/i.test(subject)) return explainCode(host, subject.toUpperCase(), args.flag('json'));
    const environment = environmentOf(host, args);
    const checked = environment === 'common' ? checkShared(host) : checkEnvironment(host, environment);
    if (!checked.model) throw invalid(host, checked);
    const found = explain(checked.model, checked.sources, parsePath(subject));
    if (args.flag('json')) host.out(`${JSON.stringify({ environment, ...found })}\n`);
    else host.out(text(host, found, environment));
    return exit.done;
  },
};

function invalid(host: Host, { diagnostics, sources }: Checked): InvalidConfig {
  return new InvalidConfig(
    diagnosticsToText(diagnostics, sources, host.terminal.errStyle),
    diagnosticsToJson(diagnostics, sources),
  );
}

async function explainCode(host: Host, code: string, json: boolean): Promise<number> {
  const known = Object.keys(catalogue);
  if (!isCode(code)) {
    const near = nearest(code, known);
    throw new CommandError(
      exit.usage,
      `there is no diagnostic ${code}`,
      near === undefined ? undefined : `did you mean ${near}?`,
    );
  }
  const { severity, explanation } = catalogue[code];
  const { examples, exampleTitle } = await import('../diagnostics/examples.ts');
  if (json) host.out(`${JSON.stringify({ code, severity, explanation, examples: examples[code] })}\n`);
  else {
    const shown = examples[code].map(
      (example, index, all) =>
        `\n${exampleTitle(example, all[index - 1])}\n\n${example.text.replaceAll(/^(?=.)/gm, '  ')}`,
    );
    const said = wrap(explanation, host.terminal.columns).join('\n');
    host.out(`${host.terminal.style.bold(code)}  ${severity}\n\n${said}\n${shown.join('')}`);
  }
  return exit.done;
}

function isCode(code: string): code is Code {
  return Object.hasOwn(catalogue, code);
}

interface Written {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Explanation {
  readonly path: string;
  readonly value: unknown;
  readonly source: 'platform' | 'environment' | 'default';
  readonly at?: Written;
  readonly overrides?: Written & { readonly value: unknown };
  readonly description?: string;
  readonly type?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
}

function explain(model: Model, sources: Sources, path: Path): Explanation {
  let value: unknown = model.config;
  for (const [depth, step] of path.entries()) {
    const schema = schemaAt(path.slice(0, depth));
    const next: unknown =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined;
    if (next === undefined && !childSchema(schema, step)) throw unknown(path, depth, value, schema);
    // A name that nobody gave, though the schema would take it: a service that is not there.
    if (next === undefined && schema?.properties?.[String(step)] === undefined)
      throw unknown(path, depth, value, schema);
    value = next;
  }
  const origin = originOf(model.origins, path);
  const schema = path.length === 0 ? rootSchema : schemaAt(path);
  // A default that an environment's `null` brought back has a place of its own; any other has none.
  const written = origin?.kind === 'set' || model.origins.has(pointer(path));
  return {
    path: formatPath(path),
    value: value ?? null,
    source: origin?.kind !== 'set' ? 'default' : origin.file === 'platform.yaml' ? 'platform' : 'environment',
    ...(origin && written && { at: place(origin, sources) }),
    ...(origin?.overrides && {
      overrides: { ...place(origin.overrides.origin, sources), value: origin.overrides.value },
    }),
    ...(schema?.description !== undefined && { description: schema.description }),
    ...(schema?.type !== undefined && { type: [schema.type].flat().join(' or ') }),
    ...(schema && 'default' in schema && { default: schema.default }),
    ...(schema?.examples && { examples: schema.examples }),
  };
}

function unknown(path: Path, depth: number, value: unknown, schema: Schema | undefined): CommandError {
  const known = [
    ...new Set([
      ...Object.keys(schema?.properties ?? {}),
      ...(typeof value === 'object' && value !== null ? Object.keys(value) : []),
    ]),
  ];
  const name = String(path[depth]);
  const near = nearest(name, known);
  const owner = depth === 0 ? 'the config' : `\`${formatPath(path.slice(0, depth))}\``;
  const hint =
    near === undefined
      ? known.length === 0
        ? 'it is a plain value'
        : `it has ${known.join(', ')}`
      : `did you mean \`${formatPath([...path.slice(0, depth), near])}\`?`;
  return new CommandError(exit.usage, `${owner} has no \`${name}\``, hint);
}

function place(origin: Origin, sources: Sources): Written {
  const source = sources.get(origin.file);
  const span = source && locate({ file: origin.file, path: origin.path, at: 'value' }, source);
  return { file: origin.file, line: span?.line ?? 1, column: span?.column ?? 1 };
}

function text(host: Host, found: Explanation, environment: string): string {
  const { style } = host.terminal;
  const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const long = typeof found.value === 'object' && found.value !== null;
  const where = ({ file, line, column }: Written) => `${file}:${line}:${column}`;
  const source = found.source === 'default' ? 'the default' : undefined;
  const lines = [
    `${style.bold(found.path)} in ${environment} is ${style.green(long ? JSON.stringify(found.value, undefined, 2) : show(found.value))}`,
    '',
    `  set       ${found.at ? where(found.at) : 'nowhere'}${source === undefined ? '' : found.at ? ' (null brings the default back)' : `: it is ${source}`}`,
    ...(found.overrides
      ? [`  overrides ${where(found.overrides)}, where it is ${show(found.overrides.value)}`]
      : []),
    ...(found.description === undefined
      ? []
      : wrap(found.description, host.terminal.columns - LABEL).map(
          (text, index) => (index === 0 ? '  meaning' : '').padEnd(LABEL) + text,
        )),
    ...(found.type === undefined ? [] : [`  type      ${found.type}`]),
    ...('default' in found ? [`  default   ${show(found.default)}`] : []),
    ...(found.examples ? [`  examples  ${found.examples.map(show).join('   ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
