import { parseArgs } from 'node:util';
import {
  CommandError,
  commonOptions,
  exit,
  type Arguments,
  type Command,
  type Options,
} from './commands/command.ts';
import { nearest } from './diagnostics/suggest.ts';
import { commands } from './generated/commands.ts';
import { commandHelp, overview } from './help.ts';
import { FileError, fileReason, type Host } from './host/host.ts';
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
  if (verb.startsWith('-'))
    return usage(argv, `\`${verb}\` stands before the command`, 'Options come after it.');
  const entry = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  if (!entry) {
    const near = nearest(verb, Object.keys(commands));
    return usage(argv, `there is no command \`${verb}\``, near && `Did you mean \`${near}\`?`);
  }
  const { command } = await entry.load();
  return runCommand(verb, command, rest);
}

async function runCommand(verb: string, command: Command, argv: readonly string[]): Promise<number> {
  const options: Options = { ...commonOptions, ...command.options };
  let parsed: Parsed;
  try {
    parsed = parse(argv, options);
  } catch (error) {
    const message = error instanceof Error ? firstSentence(error.message) : String(error);
    return usage(argv, message, meantOption(argv, Object.keys(options)), verb);
  }
  const { values, positionals } = parsed;
  const wanted = command.positionals?.length ?? 0;
  if (positionals.length > wanted)
    return usage(argv, `\`${positionals[wanted]}\` is one argument too many`, undefined, verb);
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
  if (typeof cwd === 'string' && !isFolder(host))
    return usage(argv, `--cwd ${cwd}: there is no such folder`, undefined, verb);
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
  return (message.split(/\.\s/)[0] ?? message).replace(/\.$/, '').replaceAll("'", '`');
}

function meantOption(argv: readonly string[], options: readonly string[]): string | undefined {
  const nameOf = (word: string) => word.slice(2).split('=')[0] ?? '';
  const unknown = argv.find((word) => word.startsWith('--') && !options.includes(nameOf(word)));
  const near = unknown === undefined ? undefined : nearest(nameOf(unknown), options);
  return near && `Did you mean \`--${near}\`?`;
}

function isFolder(host: Host): boolean {
  try {
    host.listFolder('.');
    return host.exists('.');
  } catch (error) {
    // One that may be entered, but not listed, is a folder all the same.
    return error instanceof FileError && error.code !== 'ENOTDIR';
  }
}

/** A command line that is wrong; also that is one JSON document where one was asked for. */
function usage(argv: readonly string[], message: string, hint: string | undefined, verb?: string): number {
  const json = argv.includes('--json');
  const host = nodeHost({ json, noColor: argv.includes('--no-color') });
  const see = `See: npx platc${verb === undefined ? '' : ` ${verb}`} --help`;
  const error = new CommandError(exit.usage, message, hint === undefined ? see : `${hint}\n${see}`);
  return report(host, error, json, version);
}

/** Whoever reads the output has gone, or its disk is full: there is nobody to tell more. 141 is what SIGPIPE gives. */
function endWhereNobodyReads(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(141);
  process.stderr.write(`✗ cannot write the output: ${fileReason(String(error.code))}\n`);
  process.exit(exit.invalid);
}

process.stdout.on('error', endWhereNobodyReads);
process.stderr.on('error', () => process.exit(exit.invalid));
process.exitCode = await main(process.argv.slice(2));
