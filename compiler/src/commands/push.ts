import { compileOrFail, requiredEnvironment } from '../session.ts';
import { exit, type Command } from './command.ts';

export const command: Command = {
  summary: 'build the images of the services, push them, and print their references by digest',
  needsEnvironment: true,
  options: {
    service: {
      type: 'string',
      multiple: true,
      value: '<name>',
      description: 'only this service; may be repeated',
    },
    tag: {
      type: 'string',
      value: '<tag>',
      description: 'instead of the commit; an image that has it already is used as it is',
    },
    'cache-from': {
      type: 'string',
      multiple: true,
      value: '<cache>',
      description: 'for docker build: a cache to read, for example type=gha; may be repeated',
    },
    'cache-to': {
      type: 'string',
      multiple: true,
      value: '<cache>',
      description: 'for docker build: a cache to write, for example type=gha,mode=max; may be repeated',
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
    'ecr:BatchCheckLayerAvailability',
    'ecr:CompleteLayerUpload',
    'ecr:DescribeImages',
    'ecr:DescribeRepositories',
    'ecr:GetAuthorizationToken',
    'ecr:InitiateLayerUpload',
    'ecr:PutImage',
    'ecr:UploadLayerPart',
    'sts:GetCallerIdentity',
  ],
  examples: ['npx platc push --env dev', 'npx platc push --env dev --service api --tag 1.4.0'],
  async run(host, args) {
    const compilation = compileOrFail(host, args, requiredEnvironment(args));
    const { connect } = await import('../target.ts');
    const { pushServices } = await import('../push/push.ts');
    const connection = await connect(host, compilation.model, { start: true });
    const images = await pushServices(host, connection, compilation, {
      services: args.strings('service'),
      tag: args.string('tag'),
      cacheFrom: args.strings('cache-from'),
      cacheTo: args.strings('cache-to'),
      say: (line) => host.err(`${line}\n`),
    });
    if (args.flag('json')) {
      host.out(`${JSON.stringify({ images })}\n`);
      return exit.done;
    }
    const { style } = host.terminal;
    const width = Math.max(0, ...images.map(({ service }) => service.length));
    for (const { service, uri, tag, built } of images) {
      host.out(
        `${style.green('✓')} ${service.padEnd(width)}  ${uri}  ${style.dim(built ? `pushed as ${tag}` : `was there as ${tag}`)}\n`,
      );
    }
    if (images.length === 0) host.err('no service is built here: nothing to push\n');
    return exit.done;
  },
};
