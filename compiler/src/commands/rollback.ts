import { allowable, allowedBy } from '../deploy/allowable.ts';
import { checkServices, compileOrFail, requiredEnvironment } from '../session.ts';
import { CommandError, exit, type Arguments, type Command } from './command.ts';
import { command as deploy } from './deploy.ts';

export const command: Command = {
  summary: 'go back to an earlier release of a service: its recorded template, parameters and image',
  needsEnvironment: true,
  options: {
    service: {
      type: 'string',
      value: '<name>',
      description: 'the service that goes back; it has to be named',
    },
    to: {
      type: 'string',
      value: '<release>',
      description:
        'the number of the release to go back to, as `history` shows it; else the last that succeeded before the deployed one (after a rollback: before the one that it restored)',
    },
    yes: { type: 'boolean', short: 'y', description: 'do not ask' },
    allow: {
      type: 'string',
      multiple: true,
      value: allowable.join('|'),
      description: 'let a guard pass, as for `deploy`; recorded in the release; may be repeated',
    },
  },
  permissions: deploy.permissions,
  examples: [
    'npx platc rollback --env prod --service api',
    'npx platc rollback --env prod --service api --to 41',
    'npx platc rollback --env prod --service api --yes --json',
  ],
  async run(host, args) {
    const environment = requiredEnvironment(args);
    if (environment === 'common')
      throw new CommandError(
        exit.usage,
        'what all environments share has no releases: services have, in each environment',
        'for example --env dev',
      );
    const allow = allowedBy(args.strings('allow'));
    const to = releaseOf(args);
    const compilation = compileOrFail(host, args, environment);
    const service = args.string('service');
    if (service === undefined)
      throw new CommandError(
        exit.usage,
        'which service? a rollback wants it named',
        `There is ${Object.keys(compilation.model.config.services).join(', ') || 'none'}.`,
      );
    checkServices(compilation, [service]);
    const started = host.now().getTime();
    const json = args.flag('json');
    const { connect } = await import('../target.ts');
    const { rollBack } = await import('../releases/rollback.ts');
    const { deployJson, deployText, exitCodeOf } = await import('../deploy/deploy-report.ts');
    const { aws } = await connect(host, compilation.model);
    const { result, compilation: of } = await rollBack(host, aws, compilation, {
      service,
      to,
      yes: args.flag('yes'),
      json,
      allow,
    });
    const duration = host.now().getTime() - started;
    const code = exitCodeOf(result);
    if (json) host.out(deployJson(result, of, duration));
    else if (code === exit.done) host.out(deployText(result, of, duration, host.terminal.style));
    else host.err(deployText(result, of, duration, host.terminal.errStyle));
    return code;
  },
};

function releaseOf(args: Arguments): number | undefined {
  const given = args.string('to');
  if (given === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw new CommandError(
    exit.usage,
    `--to ${given}: it is the number of a release`,
    '`npx platc history` shows them.',
  );
}
