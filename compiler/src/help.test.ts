import { expect, it } from 'vitest';
import { plainStyle } from '../test/helpers/memory-host.ts';
import { command as deploy } from './commands/deploy.ts';
import { command as plan } from './commands/plan.ts';
import { commandHelp } from './help.ts';

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
