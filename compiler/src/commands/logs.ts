import type { Compilation } from '../compile.ts';
import { Interruption } from '../host/node-host.ts';
import type { LogEvent } from '../logs/log-event.ts';
import type { LogSource } from '../logs/read-logs.ts';
import { checkServices, compileOrFail, environmentOf } from '../session.ts';
import { CommandError, exit, type Command } from './command.ts';

const DEFAULT_SINCE = '1h';

export const command: Command = {
  summary: 'what the services have written, from CloudWatch Logs',
  options: {
    follow: { type: 'boolean', short: 'f', description: 'go on with what comes, until Ctrl-C' },
    since: {
      type: 'string',
      value: '<time>',
      description: `30s, 10m, 2h, 7d, or a time in ISO 8601; ${DEFAULT_SINCE} if not given`,
    },
    service: {
      type: 'string',
      multiple: true,
      value: '<name>',
      description: 'only this service; may be repeated',
    },
    task: { type: 'string', value: '<id>', description: 'only this task; the beginning of its id is enough' },
  },
  permissions: ['logs:FilterLogEvents', 'sts:GetCallerIdentity'],
  examples: [
    'npx platc logs --env prod --since 10m',
    'npx platc logs --env dev --service api --follow',
    'npx platc logs --json | jq .events[].message',
  ],
  async run(host, args) {
    const json = args.flag('json');
    if (json && args.flag('follow'))
      throw new CommandError(
        exit.usage,
        '--json and --follow exclude each other: a document has an end',
        'Piped, --follow prints JSON log lines as they were written.',
      );
    const { since } = await import('../logs/since.ts');
    const from = since(args.string('since') ?? DEFAULT_SINCE, host.now());
    const compilation = compileOrFail(host, args, environmentOf(host, args));
    const query = {
      sources: sourcesOf(compilation, args.strings('service')),
      from,
      task: args.string('task')?.toLowerCase(),
    };
    const { connect } = await import('../target.ts');
    const logs = await (await connect(host, compilation.model)).aws.logs();
    if (args.flag('follow')) {
      const { followLogs } = await import('../logs/follow-logs.ts');
      const print = await printer();
      try {
        return await followLogs(logs, query, (ms) => host.sleep(ms), print);
      } catch (error) {
        // The ordinary end of following, which needs no message.
        if (error instanceof Interruption) return error.exitCode;
        throw error;
      }
    }
    const { readLogs } = await import('../logs/read-logs.ts');
    const events = await readLogs(logs, query);
    if (json)
      host.out(
        `${JSON.stringify({ events: events.map(({ service, task, at, message }) => ({ time: new Date(at).toISOString(), service, task, message })) })}\n`,
      );
    else (await printer())(events);
    if (events.length === 0 && !json) host.err(`nothing was written since ${new Date(from).toISOString()}\n`);
    return exit.done;

    async function printer(): Promise<(found: readonly LogEvent[]) => void> {
      const { logLine } = await import('../logs/log-line.ts');
      const { interactive, style } = host.terminal;
      return (found) => {
        if (found.length > 0)
          host.out(found.map((event) => logLine(event, { readable: interactive, style })).join(''));
      };
    }
  },
};

function sourcesOf(compilation: Compilation, names: readonly string[]): readonly LogSource[] {
  checkServices(compilation, names);
  const { model } = compilation;
  const known = Object.keys(model.config.services);
  return (names.length === 0 ? known : names).map((service) => ({
    service,
    logGroup: `/platc/${model.config.app}/${model.environment}/${service}`,
  }));
}
