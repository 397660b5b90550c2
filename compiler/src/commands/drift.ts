import { compileOrFail, environmentOf } from '../session.ts';
import { CommandError, exit, type Command } from './command.ts';

export const command: Command = {
  summary: 'what was changed outside CloudFormation',
  options: {
    'exit-code': { type: 'boolean', description: '2 where something was changed' },
  },
  permissions: [
    // Asked of whoever detects drift, though not called: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
    'cloudformation:BatchDescribeTypeConfigurations',
    'cloudformation:DescribeStackDriftDetectionStatus',
    'cloudformation:DescribeStackResourceDrifts',
    'cloudformation:DescribeStacks',
    'cloudformation:DetectStackDrift',
    'cloudformation:DetectStackResourceDrift',
    'cloudformation:ListStackResources',
    'sts:GetCallerIdentity',
  ],
  examples: [
    'npx platc drift --env prod',
    'npx platc drift --env prod --exit-code --json',
    'npx platc drift --env common',
  ],
  async run(host, args) {
    const compilation = compileOrFail(host, args, environmentOf(host, args));
    const { environment } = compilation.model;
    const { connect } = await import('../target.ts');
    const { readDrift } = await import('../drift/read-drift.ts');
    const connection = await connect(host, compilation.model);
    if (host.terminal.interactive)
      host.err('CloudFormation compares the stacks with what is there; that takes up to a few minutes.\n');
    const drift = await readDrift(connection, host, compilation);
    if (drift.stacks.every(({ status }) => status === 'NOT_DEPLOYED'))
      throw new CommandError(
        exit.refused,
        `nothing is deployed in ${environment}: there is nothing to compare with`,
        `npx platc deploy --env ${environment}`,
      );
    if (args.flag('json')) {
      host.out(`${JSON.stringify(drift)}\n`);
    } else {
      const { driftText } = await import('../drift/drift-text.ts');
      host.out(driftText(drift, host.terminal.style, host.terminal.columns));
    }
    if (!drift.complete) return exit.failed;
    return args.flag('exit-code') && drift.drifted ? exit.changed : exit.done;
  },
};
