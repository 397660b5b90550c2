import { compileOrFail, environmentOf } from '../session.ts';
import { exit, type Command } from './command.ts';

export const command: Command = {
  summary: 'what is deployed, whether it is healthy, and which alarms ring',
  options: {
    'exit-code': {
      type: 'boolean',
      description: '2 where something is not healthy or not deployed, or an alarm rings',
    },
  },
  permissions: [
    'cloudformation:DescribeStacks',
    'cloudformation:ListStackResources',
    'cloudwatch:DescribeAlarms',
    'ecs:DescribeServices',
    'ecs:DescribeTaskDefinition',
    'ecs:DescribeTasks',
    'ecs:ListTasks',
    'elasticloadbalancing:DescribeTargetHealth',
    'sts:GetCallerIdentity',
  ],
  examples: ['npx platc status --env prod', 'npx platc status --env prod --exit-code --json'],
  async run(host, args) {
    const compilation = compileOrFail(host, args, environmentOf(host, args));
    const { connect } = await import('../target.ts');
    const { readStatus } = await import('../status/read-status.ts');
    const status = await readStatus(await connect(host, compilation.model), host, compilation);
    if (args.flag('json')) {
      host.out(`${JSON.stringify(status)}\n`);
    } else {
      const { statusText } = await import('../status/status-text.ts');
      host.out(statusText(status, host.terminal, host.now()));
    }
    return args.flag('exit-code') && !status.healthy ? exit.changed : exit.done;
  },
};
