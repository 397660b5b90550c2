import { checkServices, compileOrFail, environmentOf } from '../session.ts';
import { CommandError, exit, type Command } from './command.ts';

/** Releases of each service, where nothing is said. */
const defaultLimit = 10;
const largestLimit = 100;

export const command: Command = {
  summary: 'past releases: when, who, which commit and image, how each ended, which one is deployed',
  options: {
    service: {
      type: 'string',
      multiple: true,
      value: '<name>',
      description: 'only this service; may be repeated',
    },
    limit: {
      type: 'string',
      value: '<n>',
      description: `the last n releases of each service (1 to ${largestLimit}; ${defaultLimit}, if not given)`,
    },
  },
  permissions: [
    'cloudformation:DescribeStacks',
    'kms:Decrypt',
    's3:GetObject',
    's3:ListBucket',
    'sts:GetCallerIdentity',
  ],
  examples: [
    'npx platc history --env prod',
    'npx platc history --env prod --service api --limit 50',
    'npx platc history --env prod --service api --json',
  ],
  async run(host, args) {
    const environment = environmentOf(host, args);
    if (environment === 'common')
      throw new CommandError(
        exit.usage,
        'what all environments share has no releases: services have, in each environment',
        'for example --env dev',
      );
    const limit = args.string('limit') ?? String(defaultLimit);
    if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > largestLimit)
      throw new CommandError(exit.usage, `--limit ${limit}: it is a number from 1 to ${largestLimit}`);
    const compilation = compileOrFail(host, args, environment);
    const services = args.strings('service');
    checkServices(compilation, services);
    const { connect } = await import('../target.ts');
    const { readHistory } = await import('../releases/history.ts');
    const { aws } = await connect(host, compilation.model);
    const history = await readHistory(aws, host, compilation, { services, limit: Number(limit) });
    if (args.flag('json')) {
      host.out(`${JSON.stringify(history)}\n`);
    } else {
      const { historyText } = await import('../releases/history-text.ts');
      host.out(historyText(history, host.terminal));
    }
    return exit.done;
  },
};
