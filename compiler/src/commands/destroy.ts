import type { Aws } from '../aws/aws.ts';
import type { DestroyOptions } from '../deploy/destroy-environment.ts';
import type { DestroyedEnvironment } from '../destroy-report.ts';
import type { Host } from '../host/host.ts';
import type { Model } from '../model.ts';
import { compileOrFail, requiredEnvironment } from '../session.ts';
import { CommandError, exit, sandboxVariables, type Arguments, type Command } from './command.ts';

export const command: Command = {
  summary: 'delete the stacks of an environment, in reverse order',
  needsEnvironment: true,
  options: {
    list: {
      type: 'boolean',
      description: 'show what would be deleted as it is in the account, and delete nothing',
    },
    confirm: { type: 'string', value: 'DESTROY', description: 'the word, instead of being asked for it' },
    allow: {
      type: 'string',
      multiple: true,
      value: 'delete',
      description: 'delete what is protected against deletion, too',
    },
    'keep-images': {
      type: 'boolean',
      description:
        'with `common` or `all`: leave the repositories and their images (those of an environment stay anyway)',
    },
    'keep-logs': {
      type: 'boolean',
      description:
        'leave the log groups; the environment can be deployed again only once they are deleted or exported',
    },
  },
  permissions: [
    'cloudformation:CreateChangeSet',
    'cloudformation:DeleteChangeSet',
    'cloudformation:DeleteStack',
    'cloudformation:DescribeChangeSet',
    'cloudformation:DescribeStackEvents',
    'cloudformation:DescribeStacks',
    'cloudformation:ExecuteChangeSet',
    'cloudformation:GetTemplate',
    'cloudformation:ListChangeSets',
    'cloudformation:ListStackResources',
    // Asked of whoever describes stacks without naming them: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
    'cloudformation:ListStacks',
    // With --keep-logs a change set carries the stack's tags, and CloudFormation reads a large template as the caller.
    'cloudformation:TagResource',
    'cloudformation:UpdateTerminationProtection',
    'ecr:BatchDeleteImage',
    'ecr:ListImages',
    'elasticloadbalancing:DescribeLoadBalancerAttributes',
    'elasticloadbalancing:ModifyLoadBalancerAttributes',
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:GetObject',
    's3:ListBucketVersions',
    's3:PutObject',
    'sts:GetCallerIdentity',
  ],
  examples: [
    'npx platc destroy --env dev --list',
    'npx platc destroy --env dev',
    'npx platc destroy --env staging --confirm DESTROY',
    'npx platc destroy --env prod --allow delete',
    'npx platc destroy --env dev --keep-logs',
    'npx platc destroy --env all --keep-images',
    'npx platc destroy --env common',
    `${sandboxVariables} npx platc destroy --env common`,
  ],
  async run(host, args) {
    const wanted = requiredEnvironment(args);
    const strange = args.strings('allow').find((kind) => kind !== 'delete');
    if (strange !== undefined) throw new CommandError(exit.usage, `--allow ${strange}: there is delete`);
    const started = host.now().getTime();
    const environments = await environmentsOf(host, wanted);
    // An error in the config of the last one is told before the first one goes.
    const models = environments.map((environment) => compileOrFail(host, args, environment).model);
    const deletions: Deletion[] = [];
    for (const model of models) deletions.push(await prepare(host, args, model));
    if (args.flag('list')) return list(host, args, wanted, deletions);
    const { destroyEnvironment, refuseProtected } = await import('../deploy/destroy-environment.ts');
    const { destroyedJson, sayDestroyed } = await import('../destroy-report.ts');
    const results = new Map<string, DestroyedEnvironment>();
    if (deletions.length > 1)
      for (const { aws, options } of deletions) await refuseProtected(host, aws, options);
    for (const { aws, options, endpoint } of deletions) {
      const result = { ...(await destroyEnvironment(host, aws, options)), endpoint };
      results.set(options.environment, result);
      if (!args.flag('json')) await sayDestroyed(host, options.environment, result);
      if (result.stacks.some(({ failure }) => failure !== undefined)) break;
    }
    const failed = [...results.values()].some(({ stacks }) =>
      stacks.some(({ failure }) => failure !== undefined),
    );
    if (args.flag('json')) host.out(`${destroyedJson(wanted, results, host.now().getTime() - started)}\n`);
    return failed ? exit.failed : exit.done;
  },
};

/** `all`: every environment on AWS, then what they share. */
async function environmentsOf(host: Host, wanted: string): Promise<readonly string[]> {
  if (wanted !== 'all') return [wanted];
  const { checkEnvironment, environmentNames } = await import('../check-config.ts');
  const onAws = environmentNames(host).filter(
    (name) => checkEnvironment(host, name).model?.config.target !== 'sandbox',
  );
  return [...onAws, 'common'];
}

interface Deletion {
  readonly aws: Aws;
  readonly options: DestroyOptions;
  /** Of the sandbox, where the environment is there. */
  readonly endpoint: string | undefined;
}

/** With credentials of the environment's account, or it is refused. */
async function prepare(host: Host, args: Arguments, model: Model): Promise<Deletion> {
  const { connect } = await import('../target.ts');
  const { aws, target } = await connect(host, model, { start: !args.flag('list') });
  const options = {
    app: model.config.app,
    environment: model.environment,
    confirm: args.string('confirm'),
    allowDelete: args.strings('allow').includes('delete'),
    keepImages: args.flag('keep-images'),
    keepLogs: args.flag('keep-logs'),
    json: args.flag('json'),
  };
  return { aws, options, endpoint: target.kind === 'sandbox' ? target.endpoint : undefined };
}

/** What would go, of each environment, read from the account. */
async function list(
  host: Host,
  args: Arguments,
  wanted: string,
  deletions: readonly Deletion[],
): Promise<number> {
  const { deployedStacks } = await import('../deploy/deployed-stacks.ts');
  const { chosen } = await import('../deploy/destroy-environment.ts');
  const { doomed, listText } = await import('../deploy/destroy-list.ts');
  const all: unknown[] = [];
  for (const { aws, options } of deletions) {
    const api = await aws.cloudFormation();
    const { stacks } = chosen(await deployedStacks(api, host, options.app), options);
    const found = [];
    for (const stack of stacks) found.push(await doomed(api, host, stack));
    all.push(...found.map((stack) => ({ environment: options.environment, ...stack })));
    if (!args.flag('json')) host.out(listText(options.environment, found, host.terminal.style));
  }
  if (args.flag('json')) host.out(`${JSON.stringify({ environment: wanted, stacks: all })}\n`);
  return exit.done;
}
