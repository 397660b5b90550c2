import { compileOrFail, environmentOf } from '../session.ts';
import { CommandError, exit, type Command } from './command.ts';

const formats = ['mermaid', 'svg'] as const;

export const command: Command = {
  summary: 'the rendered architecture as a picture: VPC, zones, subnets and what stands in them',
  options: {
    format: { type: 'string', value: formats.join('|'), description: 'how to draw it (mermaid)' },
    out: { type: 'string', value: '<file>', description: 'write it to a file' },
  },
  permissions: [],
  examples: ['npx platc diagram --env prod', 'npx platc diagram --env prod --format svg --out docs/prod.svg'],
  async run(host, args) {
    const given = args.string('format') ?? 'mermaid';
    const format = formats.find((name) => name === given);
    if (!format) throw new CommandError(exit.usage, `--format ${given}: there is ${formats.join(', ')}`);
    const environment = environmentOf(host, args);
    if (environment === 'common')
      throw new CommandError(
        exit.usage,
        'what all environments share is a bucket, repositories and roles: nothing to draw',
        'for example --env prod',
      );
    const { model, stacks } = compileOrFail(host, args, environment);
    const { architecture } = await import('../diagram/architecture.ts');
    const drawn = architecture(model, stacks);
    const picture =
      format === 'svg'
        ? (await import('../diagram/svg.ts')).svg(drawn)
        : (await import('../diagram/mermaid.ts')).mermaid(drawn);
    const file = args.string('out');
    if (file !== undefined) {
      host.writeFile(file, picture);
      host.err(`${file} written\n`);
    }
    if (args.flag('json')) host.out(`${JSON.stringify({ format, picture, architecture: drawn })}\n`);
    else if (file === undefined) host.out(picture);
    return exit.done;
  },
};
