import { commonOptions, exit, type Command, type Options } from '../src/commands/command.ts';

const noBorder = (text: string) => text.replaceAll('|', '\\|');
const cell = (text: string) => noBorder(text).replaceAll('<', '&lt;');
const code = (text: string) => `\`${noBorder(text)}\``;

/** A code without words does not compile. */
const meanings: Readonly<Record<keyof typeof exit, string>> = {
  done: 'done; with `--exit-code`: nothing changed, no drift, healthy',
  invalid: 'the config is wrong, a policy fails, or `doctor` found a fault: nothing was touched',
  changed: 'with `--exit-code`: there are changes, there is drift, something is not healthy',
  failed: "AWS refused or cannot be reached, or a deployment failed; the stack's state is printed",
  refused:
    'refused by a guard (replacement or deletion of data, missing image, wrong account, no `--yes` outside a terminal, missing confirmation): nothing was touched, or nothing since the last line that says so',
  usage: 'the command line is wrong',
};

/** docs/cli.md: every command with its options, examples and rights. */
export function cliPage(commands: Readonly<Record<string, Command>>): string {
  const codes = Object.entries(exit).map(([name, number]) => [
    String(number),
    meanings[name as keyof typeof exit],
  ]);
  return [
    '# Commands',
    '',
    'Made from the commands by `npm run generate`. `npx platc <command> --help` prints the same.',
    '',
    ...table(
      ['command', 'does'],
      Object.entries(commands).map(([verb, { summary }]) => [`[${verb}](#platc-${verb})`, cell(summary)]),
    ),
    '',
    '## What all of them have in common',
    '',
    "Commands that only look take `--env`, else `defaultEnvironment` of platform.yaml, else `dev`; those that change something require it. Text goes to stdout, progress and problems to stderr; with `--json` stdout holds one JSON document and nothing else. AWS settings come from the AWS SDK's own variables and files (`AWS_PROFILE` …).",
    '',
    ...options(commonOptions),
    '',
    ...table(
      ['exit code', 'meaning'],
      [
        ...codes,
        [
          '130, 143',
          'interrupted, terminated; what goes on at AWS is printed, and the same command picks it up',
        ],
      ],
    ),
    ...Object.entries(commands).flatMap(([verb, command]) => ['', ...section(verb, command)]),
    '',
  ].join('\n');
}

function section(verb: string, command: Command): readonly string[] {
  const words = ['npx platc', verb, ...(command.positionals ?? [])];
  const usage = [...words, ...(command.needsEnvironment ? ['--env <name>'] : []), '[options]'].join(' ');
  const own = Object.keys(command.options).length > 0;
  return [
    `## platc ${verb}`,
    '',
    `${cell(command.summary).charAt(0).toUpperCase()}${cell(command.summary).slice(1)}.`,
    '',
    '```text',
    usage,
    '```',
    '',
    ...(own ? [...options(command.options), ''] : []),
    'For example',
    '',
    '```text',
    ...command.examples,
    '```',
    '',
    command.permissions.length === 0
      ? 'Calls no AWS service.'
      : `IAM actions that it calls: ${command.permissions.map(code).join(', ')}.`,
  ];
}

function options(all: Options): readonly string[] {
  return table(
    ['option', 'does'],
    Object.entries(all).map(([name, { short, value, multiple, description }]) => [
      [
        ...(short === undefined ? [] : [code(`-${short}`)]),
        code(`--${name}${value === undefined ? '' : ` ${value}`}`),
      ].join(', '),
      `${cell(description)}${multiple && !description.includes('repeated') ? '; may be repeated' : ''}`,
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
