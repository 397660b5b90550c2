import { environmentNames } from '../check-config.ts';
import type { Compilation } from '../compile.ts';
import type { Estimate } from '../cost/estimate.ts';
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
    const { pricesAreOld, pricesAsOf } = await import('../cost/price-list.ts');
    if (pricesAreOld(host.now()))
      host.err(
        `the prices were put together on ${pricesAsOf}, more than six months ago: a newer platc may have others\n`,
      );
    if (args.flag('json')) {
      const sum = (of: (one: Estimate) => number) =>
        estimates.reduce((total, one) => total + of(one.estimate), 0);
      const monthly = sum((one) => one.monthly);
      const environments = estimates.map((one) => ({
        ...one.estimate,
        yearly: one.estimate.monthly * 12,
        savings: one.savings,
      }));
      const [billable, priced] = [sum((one) => one.billable), sum((one) => one.priced)];
      const all = { currency: 'USD', monthly, yearly: monthly * 12, billable, priced, environments };
      host.out(`${JSON.stringify(all)}\n`);
      return exit.done;
    }
    const { costText, sumText } = await import('../cost/report-text.ts');
    const { style, columns } = host.terminal;
    const app = onAws[0]?.model.config.app ?? '';
    host.out(estimates.map((one) => costText(one.estimate, one.savings, { app, style, columns })).join('\n'));
    if (estimates.length > 1) host.out(`\n${style.bold(sumText(estimates.map((one) => one.estimate)))}\n`);
    return exit.done;
  },
};

function ownStacks({ model, stacks, shared }: Compilation): Compilation['stacks'] {
  return model.environment === 'common' ? shared : stacks;
}
