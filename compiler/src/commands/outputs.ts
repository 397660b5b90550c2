import { didYouMean } from '../diagnostics/suggest.ts';
import type { Style } from '../host/host.ts';
import { checkServices, compileOrFail, environmentOf } from '../session.ts';
import { CommandError, exit, type Command } from './command.ts';

/** One output of one deployed stack. */
interface Output {
  /** The stack's full name. */
  readonly stack: string;
  readonly name: string;
  readonly value: string;
}

export const command: Command = {
  summary: 'the outputs of the deployed stacks; with a name that one alone, raw',
  positionals: ['[name]'],
  options: {
    service: {
      type: 'string',
      value: '<name>',
      description:
        'only the stack of this service; without it a name that several stacks have ends with 64, as one that none has',
    },
  },
  permissions: ['cloudformation:DescribeStacks', 'sts:GetCallerIdentity'],
  examples: [
    'npx platc outputs --env prod',
    'npx platc outputs Url',
    'curl "$(npx platc outputs Url --env local)/health"',
    'npx platc outputs LogGroupName --service api',
  ],
  async run(host, args) {
    const environment = environmentOf(host, args);
    const compilation = compileOrFail(host, args, environment);
    const { connect } = await import('../target.ts');
    const { outputsOf, readStack } = await import('../deploy/stack-state.ts');
    const service = args.string('service');
    checkServices(compilation, service === undefined ? [] : [service]);
    const { aws } = await connect(host, compilation.model);
    const api = await aws.cloudFormation();
    const all = [...compilation.shared, ...compilation.stacks].filter(
      (stack) => service === undefined || stack.service === service,
    );
    const read = await Promise.all(
      all.map(async ({ name }) => ({ stack: name, outputs: outputsOf(await readStack(api, host, name)) })),
    );
    const outputs = read.flatMap(({ stack, outputs: found }) =>
      Object.entries(found).map(([name, value]): Output => ({ stack, name, value })),
    );
    if (outputs.length === 0)
      throw new CommandError(
        exit.refused,
        `nothing of ${environment} is deployed`,
        `npx platc deploy --env ${environment}`,
      );
    const [name] = args.positionals;
    if (name !== undefined) {
      const output = single(outputs, name);
      host.out(args.flag('json') ? `${JSON.stringify(output)}\n` : `${output.value}\n`);
    } else if (args.flag('json')) {
      const deployed = read.filter(({ outputs: found }) => Object.keys(found).length > 0);
      host.out(
        `${JSON.stringify({ environment, outputs: Object.fromEntries(deployed.map(({ stack, outputs: found }) => [stack, found])) })}\n`,
      );
    } else {
      host.out(table(outputs, host.terminal.style));
    }
    return exit.done;
  },
};

/** The output of a name. Several stacks may have it where they agree on the value. Throws `CommandError` (64). */
function single(outputs: readonly Output[], name: string): Output {
  const found = outputs.filter((output) => output.name === name);
  const [first] = found;
  if (!first) {
    const names = [...new Set(outputs.map((output) => output.name))].sort();
    throw new CommandError(
      exit.usage,
      `there is no output \`${name}\``,
      didYouMean(name, names) ?? `There is ${names.join(', ')}.`,
    );
  }
  if (found.every(({ value }) => value === first.value)) return first;
  throw new CommandError(
    exit.usage,
    `several stacks have an output \`${name}\`: ${found.map(({ stack }) => stack).join(', ')}`,
    'Say whose with --service <name>.',
  );
}

function table(outputs: readonly Output[], style: Style): string {
  const width = Math.max(...outputs.map(({ name }) => name.length));
  const stacks = [...new Set(outputs.map(({ stack }) => stack))];
  return stacks
    .map((stack) => {
      const rows = outputs
        .filter((output) => output.stack === stack)
        .map(({ name, value }) => `  ${name.padEnd(width)}  ${value}\n`);
      return `${style.bold(stack)}\n${rows.join('')}`;
    })
    .join('\n');
}
