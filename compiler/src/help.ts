import { commonOptions, type Command, type Option, type Options } from './commands/command.ts';
import { commands } from './generated/commands.ts';
import type { Terminal } from './host/host.ts';
import { version } from './version.ts';

/** `platc --help`: what there is. */
export function overview({ style, columns }: Terminal): string {
  const width = Math.max(...Object.keys(commands).map((verb) => verb.length));
  const lines = Object.entries(commands).map(([verb, { summary }]) =>
    row(style.bold(verb.padEnd(width)), width, summary, columns),
  );
  const more =
    '`npx platc <command> --help` tells all of one. `npx platc explain <code>` tells more of a diagnostic.';
  return `${paragraph(`platc ${version}: from platform.yaml to services that run on AWS`, columns)}

${style.bold('Usage')}  npx platc <command> [--env <name>] [options]

${lines.join('\n')}

${paragraph(more, columns)}
`;
}

/** `platc <verb> --help`: usage, options, examples, and the rights that it needs. */
export function commandHelp(verb: string, command: Command, { style, columns }: Terminal): string {
  const positionals = (command.positionals ?? []).map((name) => ` ${name}`).join('');
  const environment = command.needsEnvironment ? ' --env <name>' : '';
  const blocks = [
    paragraph(`platc ${verb}: ${command.summary}`, columns).replace(/^[^:]*/, style.bold),
    `${style.bold('Usage')}  npx platc ${verb}${positionals}${environment} [options]`,
    optionList(command.options, columns),
    optionList(commonOptions, columns),
    [style.bold('Examples'), ...command.examples.map((example) => shellCommand(example, columns))].join('\n'),
    command.permissions.length === 0
      ? 'Calls no AWS service.'
      : [style.bold('IAM actions that it calls'), ...command.permissions.map((action) => `  ${action}`)].join(
          '\n',
        ),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function optionList(options: Options, columns: number): string {
  const label = (name: string, option: Option) =>
    `${option.short ? `-${option.short}, ` : ''}--${name}${option.value ? ` ${option.value}` : ''}`;
  const entries = Object.entries(options);
  const width = Math.max(0, ...entries.map(([name, option]) => label(name, option).length));
  return entries
    .map(([name, option]) => row(label(name, option).padEnd(width), width, option.description, columns))
    .join('\n');
}

/** A label and its text, wrapped between words and indented under itself; below the label where that leaves too little room. */
function row(label: string, width: number, text: string, columns: number): string {
  const room = Math.min(columns, WIDEST) - width - 4;
  if (room < 24)
    return [`  ${label.trimEnd()}`, ...wrapped(text, columns - 6).map((line) => `      ${line}`)].join('\n');
  return `  ${label}  ${wrapped(text, room).join(`\n${' '.repeat(width + 4)}`)}`;
}

/** Beyond this a line is hard to follow. */
const WIDEST = 100;

function paragraph(text: string, columns: number): string {
  return wrapped(text, Math.min(columns, WIDEST)).join('\n');
}

/** A command as the shell takes it, also on several lines. */
function shellCommand(text: string, columns: number): string {
  if (text.length + 2 <= columns) return `  ${text}`;
  return `  ${wrapped(text, columns - 6).join(' \\\n    ')}`;
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
