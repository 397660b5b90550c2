import { checkServices, compileOrFail, requiredEnvironment } from '../session.ts';
import { CommandError, exit, type Arguments, type Command } from './command.ts';

export const command: Command = {
  summary: 'new tasks of the same image, and follow them to their end',
  needsEnvironment: true,
  options: {
    yes: { type: 'boolean', short: 'y', description: 'do not ask' },
    service: {
      type: 'string',
      multiple: true,
      value: '<name>',
      description: 'only this service; may be repeated. Without it: every service of the environment',
    },
    allow: {
      type: 'string',
      multiple: true,
      value: 'outage',
      description: 'also where users are not served meanwhile',
    },
  },
  permissions: [
    'cloudformation:DescribeStacks',
    'cloudformation:ListStackResources',
    'ecs:DescribeServiceDeployments',
    'ecs:DescribeServices',
    'ecs:DescribeTaskDefinition',
    'ecs:DescribeTasks',
    'ecs:ListServiceDeployments',
    'ecs:ListTasks',
    'ecs:StopServiceDeployment',
    'ecs:UpdateService',
    'elasticloadbalancing:DescribeTargetHealth',
    'logs:GetLogEvents',
    'sts:GetCallerIdentity',
  ],
  examples: ['npx platc restart --env dev', 'npx platc restart --env prod --service api --yes'],
  async run(host, args) {
    const environment = requiredEnvironment(args);
    const strange = args.strings('allow').find((kind) => kind !== 'outage');
    if (strange !== undefined) throw new CommandError(exit.usage, `--allow ${strange}: there is outage`);
    if (environment === 'common')
      throw new CommandError(exit.usage, 'what all environments share has no service to restart');
    const compilation = compileOrFail(host, args, environment);
    checkServices(compilation, args.strings('service'));
    const started = host.now().getTime();
    const json = args.flag('json');
    const { connect } = await import('../target.ts');
    const { restartServices } = await import('../deploy/restart.ts');
    const { restartJson, restartText } = await import('../deploy/restart-report.ts');
    const { aws } = await connect(host, compilation.model, { start: true });
    const result = await restartServices(host, aws, compilation, {
      yes: args.flag('yes'),
      json,
      services: args.strings('service'),
      allowOutage: args.strings('allow').includes('outage'),
      again: againOf(environment, args),
    });
    const duration = host.now().getTime() - started;
    const failed = result.errors.length > 0 || result.services.some(({ failure }) => failure !== undefined);
    const about = { app: compilation.model.config.app, environment };
    if (json) host.out(restartJson(result, environment, duration));
    else if (failed) host.err(restartText(result, about, duration, host.terminal.errStyle));
    else host.out(restartText(result, about, duration, host.terminal.style));
    return failed ? exit.failed : exit.done;
  },
};

/** The command line that picks up what goes on. */
function againOf(environment: string, args: Arguments): string {
  const repeated = (option: string) => args.strings(option).map((value) => ` --${option} ${value}`);
  return [
    `npx platc restart --env ${environment}`,
    ...repeated('service'),
    ...repeated('allow'),
    args.flag('yes') ? ' --yes' : '',
  ].join('');
}
