import type { Compilation } from '../compile.ts';
import type { Host } from '../host/host.ts';
import type { Base } from '../plan/base.ts';
import type { Plan, PlanRequest } from '../plan/plan.ts';
import { compileOrFail, environmentOf } from '../session.ts';
import { CommandError, exit, sandboxVariables, type Arguments, type Command } from './command.ts';

const formats = ['text', 'json', 'markdown'] as const;
type Format = (typeof formats)[number];

const WITHOUT_ACCOUNT =
  'Without an account: `--base <git-ref>` compares with an earlier commit, `--offline` with nothing deployed.';

export const command: Command = {
  summary: 'what would change: in the account, since a commit, or from nothing',
  options: {
    base: {
      type: 'string',
      value: '<git-ref>',
      description: 'compare with the config at that commit; no account is needed',
    },
    offline: { type: 'boolean', description: 'compare with nothing deployed; no account is needed' },
    format: { type: 'string', value: formats.join('|'), description: 'how to write it (text)' },
    out: { type: 'string', value: '<file>', description: 'write it to a file' },
    'exit-code': { type: 'boolean', description: 'exit 2 when there are changes' },
  },
  permissions: [
    'cloudformation:CreateChangeSet',
    'cloudformation:DeleteChangeSet',
    'cloudformation:DescribeChangeSet',
    'cloudformation:DescribeStacks',
    'cloudformation:GetTemplate',
    'cloudformation:ListChangeSets',
    'ecr:DescribeImages',
    'ecr:DescribeRepositories',
    'sts:GetCallerIdentity',
  ],
  examples: [
    'npx platc plan --env prod',
    'npx platc plan --env prod --base origin/main --format markdown --out plan.md',
    'npx platc plan --offline',
    `${sandboxVariables} npx platc plan --env common`,
  ],
  async run(host, args) {
    const output = outputOf(args);
    if (args.flag('offline') && args.string('base') !== undefined) {
      throw new CommandError(exit.usage, '--base and --offline exclude each other');
    }
    const environment = environmentOf(host, args);
    const compilation = compileOrFail(host, args, environment);
    const plan = await makePlan(host, args, environment, compilation);
    await write(host, plan, output);
    if (plan.stacks.some(({ refused }) => refused !== undefined)) return exit.failed;
    return args.flag('exit-code') && plan.summary.hasChanges ? exit.changed : exit.done;
  },
};

interface Output {
  readonly stdout: Format | undefined;
  readonly file: { readonly path: string; readonly format: Format } | undefined;
}

function outputOf(args: Arguments): Output {
  const given = args.string('format');
  const format = formats.find((name) => name === given);
  if (given !== undefined && !format) {
    throw new CommandError(exit.usage, `--format ${given}: there is ${formats.join(', ')}`);
  }
  const json = args.flag('json');
  const path = args.string('out');
  if (json && path === undefined && format !== undefined && format !== 'json') {
    throw new CommandError(
      exit.usage,
      `--json and --format ${format} exclude each other`,
      `With --out <file> the ${format} goes there.`,
    );
  }
  const wanted = format ?? (json ? 'json' : 'text');
  return {
    stdout: json ? 'json' : path === undefined ? wanted : undefined,
    file: path === undefined ? undefined : { path, format: wanted },
  };
}

async function makePlan(
  host: Host,
  args: Arguments,
  environment: string,
  compilation: Compilation,
): Promise<Plan> {
  const { planEnvironment } = await import('../plan/plan.ts');
  const request: PlanRequest = {
    compilation,
    stacks: environment === 'common' ? compilation.shared : compilation.stacks,
  };
  const judged = async (plan: Plan, base?: Base): Promise<Plan> => {
    const { verdictsOn } = await import('../verdicts.ts');
    return { ...plan, verdicts: await verdictsOn(host, compilation, base) };
  };
  if (args.flag('offline')) return judged(await planEnvironment(request));
  const { nodeGit } = await import('../host/git.ts');
  const git = nodeGit(host.cwd);
  const ref = args.string('base');
  if (ref !== undefined) {
    const { compileBase } = await import('../plan/base.ts');
    const base = await compileBase(host, git, ref, environment);
    return judged(await planEnvironment({ ...request, base }), base);
  }
  const { connect } = await import('../target.ts');
  const { findImages } = await import('../plan/images.ts');
  const { imageTags } = await import('../deploy/image-tags.ts');
  const { nodeMachine } = await import('../host/node-machine.ts');
  const { aws } = await connect(host, compilation.model).catch(namingTheOtherTwo);
  const tags = await imageTags(host.cwd, compilation.model.config, git, nodeMachine.tree);
  const images = await findImages(aws, host, tags, compilation.model, request.stacks ?? []);
  return judged(await planEnvironment({ ...request, account: { aws, clock: host }, images }));
}

/** Without an account there are still two plans to be had. */
function namingTheOtherTwo(error: unknown): never {
  if (!(error instanceof CommandError) || error.exitCode !== exit.failed) throw error;
  const hint = error.hint === undefined ? WITHOUT_ACCOUNT : `${error.hint}\n${WITHOUT_ACCOUNT}`;
  throw new CommandError(exit.failed, error.message, hint, error.details);
}

async function write(host: Host, plan: Plan, { stdout, file }: Output): Promise<void> {
  if (file) {
    host.writeFile(file.path, await formatted(plan, file.format));
    host.err(`${file.path} written\n`);
  }
  if (stdout) host.out(await formatted(plan, stdout, host));
}

/** @param host whose terminal it is for; a file has neither colours nor a width */
async function formatted(plan: Plan, format: Format, host?: Host): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../plan/report-json.ts')).planToJson(plan);
    case 'markdown':
      return (await import('../plan/report-markdown.ts')).planToMarkdown(plan);
    case 'text': {
      const { planToText, unstyled } = await import('../plan/report-text.ts');
      return planToText(plan, host?.terminal.style ?? unstyled, host?.terminal.columns ?? 100);
    }
  }
}
