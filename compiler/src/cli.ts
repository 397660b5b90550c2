import { parseArgs } from 'node:util';
import { exit, commonOptions, type Arguments, type Command, type Options } from './commands/command.ts';
import { nearest } from './diagnostics/suggest.ts';
import { commands } from './generated/commands.ts';
import { commandHelp, overview } from './help.ts';
import { nodeHost } from './host/node-host.ts';
import { report } from './report-error.ts';
import { version } from './version.ts';

/** Runs one command line; resolves to the exit code and never rejects. */
export async function main(argv: readonly string[]): Promise<number> {
  const [verb, ...rest] = argv;
  if (
    verb === undefined ||
    verb === '--help' ||
    verb === '-h' ||
    (verb === 'help' && rest[0] === undefined)
  ) {
    const host = nodeHost({});
    host.out(overview(host.terminal));
    return verb === undefined ? exit.usage : exit.done;
  }
  if (verb === '--version' || verb === '-v' || verb === 'version') {
    nodeHost({}).out(`${version}\n`);
    return exit.done;
  }
  if (verb === 'help') return main([String(rest[0]), '--help']);
  const entry = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  if (!entry) return usage(`platc has no command \`${verb}\``, nearest(verb, Object.keys(commands)), '');
  const { command } = await entry.load();
  return runCommand(verb, command, rest);
}

async function runCommand(verb: string, command: Command, argv: readonly string[]): Promise<number> {
  const options: Options = { ...commonOptions, ...command.options };
  let parsed: Parsed;
  try {
    parsed = parse(argv, options);
  } catch (error) {
    return usage(
      error instanceof Error ? firstSentence(error.message) : String(error),
      undefined,
      ` ${verb}`,
      Object.keys(options),
      argv,
    );
  }
  const { values, positionals } = parsed;
  const wanted = command.positionals?.length ?? 0;
  if (positionals.length > wanted)
    return usage(`\`${positionals[wanted]}\` is one argument too many`, undefined, ` ${verb}`);
  const json = values['json'] === true;
  const cwd = values['cwd'];
  const host = nodeHost({
    cwd: typeof cwd === 'string' ? cwd : undefined,
    noColor: values['no-color'] === true,
    json,
  });
  if (values['help'] === true) {
    host.out(commandHelp(verb, command, host.terminal));
    return exit.done;
  }
  try {
    return await command.run(host, { positionals, ...readers(values) });
  } catch (error) {
    return report(host, error, json, version);
  }
}

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

function parse(argv: readonly string[], options: Options): Parsed {
  const known = Object.fromEntries(
    Object.entries(options).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short !== undefined && { short }), ...(multiple !== undefined && { multiple }) },
    ]),
  );
  return parseArgs({ args: [...argv], options: known, allowPositionals: true, strict: true });
}

function readers(values: Parsed['values']): Omit<Arguments, 'positionals'> {
  return {
    string: (option) => (typeof values[option] === 'string' ? values[option] : undefined),
    strings: (option) => [values[option] ?? []].flat().map(String),
    flag: (option) => values[option] === true,
  };
}

/** node:util explains at length; the first sentence says it. */
function firstSentence(message: string): string {
  return message.split('. ')[0]?.replace(/\.$/, '') ?? message;
}

function usage(
  message: string,
  near: string | undefined,
  verb: string,
  options: readonly string[] = [],
  argv: readonly string[] = [],
): number {
  const unknown = argv.find(
    (word) => word.startsWith('--') && !options.includes(word.slice(2).split('=')[0] ?? ''),
  );
  const meant =
    near ?? (unknown === undefined ? undefined : nearest(unknown.slice(2).split('=')[0] ?? '', options));
  const hint = meant === undefined ? '' : ` Did you mean \`${unknown === undefined ? '' : '--'}${meant}\`?`;
  nodeHost({}).err(`platc: ${message}.${hint}\nSee: npx platc${verb} --help\n`);
  return exit.usage;
}

process.exitCode = await main(process.argv.slice(2));
