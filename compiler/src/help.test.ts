import { describe, expect, it } from 'vitest';
import { plainStyle } from '../test/helpers/memory-host.ts';
import { command as deploy } from './commands/deploy.ts';
import { command as plan } from './commands/plan.ts';
import type { Command } from './commands/command.ts';
import { commands } from './generated/commands.ts';
import { commandHelp, overview } from './help.ts';

const terminal = {
  interactive: false,
  columns: 80,
  style: plainStyle,
  errStyle: plainStyle,
  ask: async () => undefined,
};

it('the usage of a command shows --env where it must be given', () => {
  expect(commandHelp('deploy', deploy, terminal)).toContain(
    '\nUsage  npx platc deploy --env <name> [options]\n',
  );
  expect(commandHelp('plan', plan, terminal)).toContain('\nUsage  npx platc plan [options]\n');
});

describe('on a terminal of 60 columns', () => {
  const narrow = { ...terminal, columns: 60 };
  // A word that is longer, such as the reference of an image, stays whole.
  const tooWide = (text: string) =>
    text.split('\n').filter((line) => line.length > 60 && line.trim().includes(' '));

  it('the overview is not wider', () => expect(tooWide(overview(narrow))).toEqual([]));

  it.each(Object.entries(commands))('the help of %s is not wider', async (verb, { load }) => {
    const { command }: { readonly command: Command } = await load();
    expect(tooWide(commandHelp(verb, command, narrow))).toEqual([]);
  });

  it('a long example stays a command that a shell takes', () => {
    const long = (deploy.examples.find((example) => example.startsWith('AWS_ENDPOINT_URL=')) ?? '').split(
      ' ',
    );
    const help = commandHelp('deploy', deploy, narrow);
    expect(help.replaceAll(/ \\\n +/g, ' ')).toContain(`  ${long.join(' ')}\n`);
    expect(long.length).toBeGreaterThan(5);
    // No example has a quoted space, where a line must not be broken.
    expect(help).not.toMatch(/^ +npx .*["']/m);
  });
});
