import type { Aws } from '../aws/aws.ts';
import type { DestroyOptions } from '../deploy/destroy-environment.ts';
import type { DestroyResult } from '../deploy/destroy.ts';
import type { Host } from '../host/host.ts';
import type { Model } from '../model.ts';
import { compileOrFail, requiredEnvironment } from '../session.ts';
import { CommandError, exit, sandboxVariables, type Arguments, type Command } from './command.ts';

export const command: Command = {
  summary: 'delete the stacks of an environment, in reverse order',
  needsEnvironment: true,
  options: {
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
    const results = new Map<string, DestroyResult & { readonly endpoint: string | undefined }>();
    const environments = await environmentsOf(host, wanted);
    // An error in the config of the last one is told before the first one goes.
    const models = environments.map((environment) => compileOrFail(host, args, environment).model);
    const deletions: Deletion[] = [];
    for (const model of models) deletions.push(await prepare(host, args, model));
    const { destroyEnvironment, refuseProtected } = await import('../deploy/destroy-environment.ts');
    if (deletions.length > 1)
      for (const { aws, options } of deletions) await refuseProtected(host, aws, options);
    for (const { aws, options, endpoint } of deletions) {
      const result = { ...(await destroyEnvironment(host, aws, options)), endpoint };
      results.set(options.environment, result);
      if (!args.flag('json')) await say(host, options.environment, result);
      if (result.stacks.some(({ failure }) => failure !== undefined)) break;
    }
    const failed = [...results.values()].some(({ stacks }) =>
      stacks.some(({ failure }) => failure !== undefined),
    );
    if (args.flag('json')) host.out(`${json(wanted, results, host.now().getTime() - started)}\n`);
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
  const { aws, target } = await connect(host, model, { start: true });
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

function json(environment: string, results: ReadonlyMap<string, DestroyResult>, durationMs: number): string {
  const all = [...results.values()];
  return JSON.stringify({
    environment,
    stacks: all.flatMap(({ stacks }) => stacks),
    retained: all.flatMap(({ retained }) => retained),
    remaining: all.at(-1)?.remaining ?? [],
    durationMs,
  });
}

async function say(
  host: Host,
  environment: string,
  { stacks, retained, remaining, endpoint }: DestroyResult & { readonly endpoint: string | undefined },
): Promise<void> {
  const { style, errStyle } = host.terminal;
  if (stacks.length === 0) host.out(`${environment} is not deployed: there was nothing to delete\n`);
  const failed = stacks.filter(({ failure }) => failure !== undefined);
  const deleted = stacks.length - failed.length;
  if (deleted > 0)
    host.out(
      `${style.green('✓')} ${environment}: ${deleted} ${deleted === 1 ? 'stack' : 'stacks'} deleted\n`,
    );
  if (remaining.length > 0) {
    const why = environment === 'common' ? 'with its images' : 'shared by all environments';
    host.out(`  Still there, ${why}: ${remaining.join(', ')}\n`);
    if (endpoint !== undefined) {
      const { commonOfSandbox } = await import('../sandbox-target.ts');
      host.out(`  ${commonOfSandbox(endpoint)} reaches them; so does npx platc sandbox reset\n`);
    }
  }
  if (retained.length > 0) {
    host.out('  These stay, because their DeletionPolicy says so:\n');
    for (const { stack, logicalId, type, physicalId } of retained)
      host.out(`  ${stack}  ${logicalId} (${type})  ${physicalId}\n${fateOf(type, physicalId)}`);
  }
  for (const { name, status, failure } of failed)
    host.err(`${errStyle.red('✗')} ${name} is ${status}: ${failure}\n`);
}

/** What a retained resource still does, and how it goes. */
function fateOf(type: string, physicalId: string): string {
  const says: Readonly<Record<string, string>> = {
    'AWS::KMS::Key': `what it encrypted can be read while it is there, and it costs: aws kms schedule-key-deletion --key-id ${physicalId}`,
    'AWS::Logs::LogGroup': `a deploy finds its name taken: aws logs delete-log-group --log-group-name ${physicalId}`,
    'AWS::S3::Bucket': `empty: aws s3 rb s3://${physicalId}`,
  };
  return says[type] === undefined ? '' : `    ${says[type]}\n`;
}
