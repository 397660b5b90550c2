import { environmentNames } from '../check-config.ts';
import type { Compilation } from '../compile.ts';
import { compileOrFail, environmentOf } from '../session.ts';
import { CommandError, exit, type Command } from './command.ts';

export const command: Command = {
  summary: 'what an environment costs in a month and a year, and what its switches would save',
  options: {},
  permissions: [],
  examples: ['npx platc cost --env prod', 'npx platc cost --env all', 'npx platc cost --env prod --json'],
  async run(host, args) {
    const named = environmentOf(host, args);
    const names = named === 'all' ? [...environmentNames(host), 'common'] : [named];
    const compiled = names.map((name) => compileOrFail(host, args, name));
    const onAws = compiled.filter(({ model }) => model.config.target === 'aws');
    if (onAws.length === 0)
      throw new CommandError(
        exit.usage,
        `${named} runs on this machine and costs nothing`,
        'for example --env prod',
      );
    const { estimate } = await import('../cost/estimate.ts');
    const { savings } = await import('../cost/switches.ts');
    const estimates = onAws.map((compilation) => ({
      estimate: estimate(compilation.model, ownStacks(compilation)),
      savings: compilation.model.environment === 'common' ? [] : savings(compilation.model),
    }));
    const monthly = estimates.reduce((sum, one) => sum + one.estimate.monthly, 0);
    if (args.flag('json')) {
      const environments = estimates.map((one) => ({
        ...one.estimate,
        yearly: one.estimate.monthly * 12,
        savings: one.savings,
      }));
      host.out(`${JSON.stringify({ currency: 'USD', monthly, yearly: monthly * 12, environments })}\n`);
      return exit.done;
    }
    const { costText } = await import('../cost/report-text.ts');
    const { style, columns } = host.terminal;
    const app = onAws[0]?.model.config.app ?? '';
    host.out(estimates.map((one) => costText(one.estimate, one.savings, { app, style, columns })).join('\n'));
    if (estimates.length > 1)
      host.out(
        `\n${style.bold(`All together ${monthly.toFixed(2)} a month, ${(monthly * 12).toFixed(2)} a year`)}\n`,
      );
    return exit.done;
  },
};

function ownStacks({ model, stacks, shared }: Compilation): Compilation['stacks'] {
  return model.environment === 'common' ? shared : stacks;
}
