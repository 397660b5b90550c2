import { allowable, allowedBy } from '../deploy/allowable.ts';
import { checkServices, compileOrFail, requiredEnvironment } from '../session.ts';
import { CommandError, exit, sandboxVariables, type Arguments, type Command } from './command.ts';

export const command: Command = {
  summary: 'plan, ask, apply the change sets in order, and follow the rollout to its end',
  needsEnvironment: true,
  options: {
    yes: { type: 'boolean', short: 'y', description: 'do not ask' },
    service: {
      type: 'string',
      multiple: true,
      value: '<name>',
      description: 'only the stack of this service; may be repeated',
    },
    image: {
      type: 'string',
      multiple: true,
      value: '<service>=<uri>',
      description: 'the image of a service, by digest; may be repeated',
    },
    push: { type: 'boolean', description: 'build and push the images first' },
    allow: {
      type: 'string',
      multiple: true,
      value: allowable.join('|'),
      description:
        'let a guard pass: data or what others use is replaced, data is deleted, a permission changes that was not shown, users are not served meanwhile; recorded in the release; may be repeated',
    },
  },
  permissions: [
    'cloudformation:CancelUpdateStack',
    'cloudformation:ContinueUpdateRollback',
    'cloudformation:CreateChangeSet',
    'cloudformation:DeleteChangeSet',
    'cloudformation:DeleteStack',
    'cloudformation:DescribeChangeSet',
    'cloudformation:DescribeEvents',
    'cloudformation:DescribeStackEvents',
    'cloudformation:DescribeStacks',
    'cloudformation:ExecuteChangeSet',
    'cloudformation:GetTemplate',
    'cloudformation:ListChangeSets',
    'cloudformation:ListStackResources',
    'cloudformation:TagResource',
    'ecr:BatchGetImage',
    'ecr:DescribeImages',
    'ecr:DescribeRepositories',
    'ecr:PutImage',
    'ecs:DescribeServiceDeployments',
    'ecs:DescribeServices',
    'ecs:DescribeTaskDefinition',
    'ecs:DescribeTasks',
    'ecs:ListServiceDeployments',
    'ecs:ListTasks',
    'elasticloadbalancing:DescribeTargetHealth',
    'iam:PassRole',
    'kms:Decrypt',
    'kms:GenerateDataKey',
    'logs:GetLogEvents',
    's3:GetObject',
    's3:ListBucket',
    's3:PutObject',
    'sts:GetCallerIdentity',
  ],
  examples: [
    'npx platc deploy --env dev --push',
    'npx platc deploy --env prod --service api --yes',
    'npx platc deploy --env prod --image api=123456789012.dkr.ecr.us-east-1.amazonaws.com/demo-app/api@sha256:…',
    'npx platc deploy --env common',
    `${sandboxVariables} npx platc deploy --env common`,
  ],
  async run(host, args) {
    const environment = requiredEnvironment(args);
    const allow = allowedBy(args.strings('allow'));
    const images = imagesOf(args);
    const compilation = compileOrFail(host, args, environment);
    checkServices(compilation, args.strings('service'));
    const started = host.now().getTime();
    const json = args.flag('json');
    const { holdToPolicies } = await import('../policy/hold-to-policies.ts');
    await holdToPolicies(host, args, compilation);
    const { connect } = await import('../target.ts');
    const { deployEnvironment } = await import('../deploy/deploy-environment.ts');
    const { deployJson, deployText, exitCodeOf } = await import('../deploy/deploy-report.ts');
    const connection = await connect(host, compilation.model, { start: true });
    const result = await deployEnvironment(host, connection.aws, compilation, {
      yes: args.flag('yes'),
      json,
      services: args.strings('service'),
      images,
      allow,
      again: againOf(environment, args),
      ...(args.flag('push') && {
        async push(services, { made, pushed: newOnes }) {
          const { pushServices } = await import('../push/push.ts');
          const built = services.filter(
            (service) =>
              compilation.model.config.services[service]?.build !== undefined && !images.has(service),
          );
          if (built.length === 0) return new Map();
          const pushed = await pushServices(host, connection, compilation, {
            services: built,
            say: (line) => host.err(`${line}\n`),
            made: (outcome) => made.push(outcome),
            pushed: ({ uri }) => newOnes.push(uri),
          });
          return new Map(pushed.map(({ service, uri }) => [service, uri]));
        },
      }),
    });
    const duration = host.now().getTime() - started;
    const code = exitCodeOf(result);
    if (json) host.out(deployJson(result, compilation, duration));
    else if (code === exit.done) host.out(deployText(result, compilation, duration, host.terminal.style));
    else host.err(deployText(result, compilation, duration, host.terminal.errStyle));
    return code;
  },
};

function imagesOf(args: Arguments): ReadonlyMap<string, string> {
  return new Map(
    args.strings('image').map((given) => {
      const at = given.indexOf('=');
      const [service, uri] = [given.slice(0, at), given.slice(at + 1)];
      // Not repeated: what stands before the @ may be a password.
      if (/@(?!sha256:)|:\/\//.test(uri))
        throw new CommandError(
          exit.usage,
          `--image ${service}=…: an image's reference holds neither credentials nor https://`,
          'for example --image api=123456789012.dkr.ecr.us-east-1.amazonaws.com/demo-app/api@sha256:…',
        );
      if (at > 0 && uri !== '') return [service, uri];
      throw new CommandError(
        exit.usage,
        `--image ${given}: it is written <service>=<uri>`,
        'for example --image api=123456789012.dkr.ecr.us-east-1.amazonaws.com/demo-app/api@sha256:…',
      );
    }),
  );
}

/** The command line that picks up what goes on; what was pushed already is not built again. */
function againOf(environment: string, args: Arguments): string {
  const repeated = (option: string) => args.strings(option).map((value) => ` --${option} ${value}`);
  return [
    `npx platc deploy --env ${environment}`,
    ...repeated('service'),
    ...repeated('image'),
    ...repeated('allow'),
    args.flag('push') ? ' --push' : '',
    args.flag('yes') ? ' --yes' : '',
  ].join('');
}
