import type { Host } from '../host/host.ts';
import type { Files } from '../init/files.ts';
import type { Answers } from '../init/proposals.ts';
import { wrap } from '../plan/wrap.ts';
import { CommandError, exit, type Command } from './command.ts';

/** Whose pipelines `--ci` writes. */
const providers = ['github'] as const;

export const command: Command = {
  summary: 'begin a project: platform.yaml, environments, schemas for the editor',
  options: {
    app: {
      type: 'string',
      value: '<name>',
      description: 'name of the application (of the folder or package.json)',
    },
    region: { type: 'string', value: '<region>', description: 'AWS Region (AWS_REGION, or us-east-1)' },
    service: { type: 'string', value: '<name>', description: 'name of the service (api)' },
    dockerfile: {
      type: 'string',
      value: '<file>',
      description: 'its Dockerfile (the one that is found; else a service is made)',
    },
    port: {
      type: 'string',
      value: '<number>',
      description: 'the port that it listens on (EXPOSE, or PORT, or 8080)',
    },
    health: {
      type: 'string',
      value: '<path>',
      description: 'the path of its health check (that of HEALTHCHECK, or /health)',
    },
    environments: { type: 'string', value: '<names>', description: 'environments on AWS (dev,prod)' },
    github: {
      type: 'string',
      value: '<org/repo>',
      description: 'the repository whose workflows may deploy, or none (the remote origin)',
    },
    ci: {
      type: 'string',
      value: providers.join('|'),
      description: 'also the workflows that plan, deploy, destroy and look for drift',
    },
    yes: { type: 'boolean', short: 'y', description: 'do not ask: take what is proposed' },
  },
  permissions: [],
  examples: [
    'npx platc init',
    'npx platc init --yes',
    'npx platc init --yes --app shop --port 3000 --health /healthz',
    'npx platc init --yes --ci github',
  ],
  async run(host, args) {
    const ci = args.string('ci');
    if (ci !== undefined && !providers.some((name) => name === ci))
      throw new CommandError(exit.usage, `--ci ${ci}: there is ${providers.join(', ')}`);
    const { nodeMachine } = await import('../host/node-machine.ts');
    const { proposals } = await import('../init/proposals.ts');
    const { answersOf } = await import('../init/ask.ts');
    const { projectFiles, schemaFiles } = await import('../init/files.ts');
    const { PLATFORM_FILE } = await import('../check-config.ts');
    const proposed = proposals(nodeMachine.tree, host.cwd, host.env);
    const answers = host.exists(PLATFORM_FILE) ? undefined : await answersOf(host, args, proposed);
    // A project that is there keeps everything; only what is derived from platc itself is brought up to date.
    const begun = answers ? projectFiles(answers) : schemaFiles;
    const files = ci === undefined ? begun : new Map([...begun, ...(await workflows(host, answers))]);
    const stays = (path: string) => {
      const derived = schemaFiles.get(path);
      return host.exists(path) && (derived === undefined || Buffer.from(derived).equals(host.readFile(path)));
    };
    const kept = [...new Set([...files.keys(), PLATFORM_FILE])].filter(stays);
    const written = [...files].filter(([path]) => !kept.includes(path));
    for (const [path, content] of written) host.writeFile(path, content);
    const paths = written.map(([path]) => path);
    const { nextSteps } = await import('../init/next.ts');
    const steps = await nextSteps(host, nodeMachine);
    if (args.flag('json')) {
      const next = steps.map(({ command: line }) => line);
      host.out(`${JSON.stringify({ answers, written: paths, kept, next })}\n`);
      return exit.done;
    }
    const { style, columns } = host.terminal;
    host.out(
      [
        ...paths.map((path) => `  ${style.green('+')} ${path}`),
        ...kept.map((path) => `  ${style.dim('=')} ${path} ${style.dim('is there, and stays')}`),
        ...(answers ? ['', ...wrap(serviceLine(answers), columns)] : []),
        '',
        'Next',
        ...steps.flatMap(({ command: line, why }) => [
          `  ${line}`,
          ...(why === undefined ? [] : wrap(why, columns - 4).map((words) => `    ${style.dim(words)}`)),
        ]),
        '',
      ].join('\n'),
    );
    return exit.done;
  },
};

/** What was taken for the service, since with `--yes` nobody was asked. */
function serviceLine({ service, dockerfile, port, healthPath, guessed }: Answers): string {
  const guess = (flag: Answers['guessed'][number]) => (guessed.includes(flag) ? ' (guessed)' : '');
  return dockerfile === undefined
    ? 'There is no Dockerfile: service/ has a small Node service to begin with.'
    : `${service}: ${dockerfile}, port ${port}${guess('port')}, healthy while ${healthPath}${guess('health')} answers 200. platform.yaml takes others.`;
}

/** Of the environments that are asked for, else of those that are there. */
async function workflows(host: Host, answers: Answers | undefined): Promise<Files> {
  const { githubFiles, promotionOrder } = await import('../init/ci-github.ts');
  const environments = answers?.environments ?? promotionOrder(host);
  if (environments.length > 0) return githubFiles(environments);
  throw new CommandError(
    exit.refused,
    'no environment is on AWS: a pipeline has nothing to deploy to',
    'Nothing was written. environments/<name>.yaml without `target: sandbox` is one.',
  );
}
