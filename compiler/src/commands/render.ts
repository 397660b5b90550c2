import { compileOrFail, environmentOf } from '../session.ts';
import { exit, CommandError, type Command } from './command.ts';

export const command: Command = {
  summary: 'write the CloudFormation templates of an environment to .platc/<env>/',
  options: {
    out: { type: 'string', value: '<dir>', description: 'another folder' },
    stdout: { type: 'boolean', description: 'print the templates instead, as one YAML stream' },
  },
  permissions: [],
  examples: [
    'npx platc render --env prod',
    'npx platc render --env common',
    'npx platc render --env dev --stdout',
  ],
  async run(host, args) {
    if (args.flag('stdout') && args.string('out') !== undefined)
      throw new CommandError(exit.usage, '--stdout and --out exclude each other');
    const environment = environmentOf(host, args);
    const compilation = compileOrFail(host, args, environment);
    const stacks = environment === 'common' ? compilation.shared : compilation.stacks;
    if (args.flag('stdout')) {
      if (args.flag('json'))
        host.out(
          `${JSON.stringify({ environment, stacks: stacks.map(({ name, body }) => ({ name, body })) })}\n`,
        );
      else host.out(stacks.map(({ name, body }) => `# ${name}\n---\n${body}`).join(''));
      return exit.done;
    }
    const folder = args.string('out') ?? `.platc/${environment}`;
    const files = stacks.map((stack) => ({
      stack,
      file: `${folder.replace(/\/+$/, '')}/${stack.name}.template.yaml`,
    }));
    for (const { stack, file } of files) host.writeFile(file, stack.body);
    if (args.flag('json')) {
      const listed = files.map(({ stack, file }) => ({
        name: stack.name,
        file,
        resources: stack.resources.length,
        bytes: Buffer.byteLength(stack.body),
      }));
      host.out(`${JSON.stringify({ environment, stacks: listed })}\n`);
      return exit.done;
    }
    for (const { stack, file } of files)
      host.out(`${file}  ${stack.resources.length} resource${stack.resources.length === 1 ? '' : 's'}\n`);
    return exit.done;
  },
};
