import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Host } from '../host/host.ts';
import { DEFAULT_PORT, expectEngine, portOf, runnerOf } from '../sandbox-options.ts';
import { keepOutOfGit, STATE_FOLDER, startSandbox } from '../sandbox-target.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { version } from '../version.ts';
import { CommandError, exit, type Arguments, type Command } from './command.ts';

const actions: Readonly<Record<string, (host: Host, args: Arguments, stateDir: string) => Promise<number>>> =
  { start, stop, status, reset };

export const command: Command = {
  summary:
    'a CloudFormation and ECS endpoint on this machine, where services run as processes behind a load balancer',
  positionals: ['[start|stop|status|reset]'],
  options: {
    port: {
      type: 'string',
      value: '<port>',
      description: `the first port to try, ${DEFAULT_PORT} if not given; the next free one is taken where it is in use, 0 is any`,
    },
    state: {
      type: 'string',
      value: '<dir>',
      description: `the folder that keeps its state, ${STATE_FOLDER} if not given`,
    },
    runner: {
      type: 'string',
      value: '<runner>',
      description: `what tasks are: process, or docker for containers of this machine's Docker engine; process if not given`,
    },
    yes: { type: 'boolean', description: 'reset: do not ask' },
  },
  permissions: [],
  examples: [
    'npx platc sandbox',
    'npx platc sandbox start',
    'npx platc sandbox start --runner docker',
    'npx platc sandbox reset --yes',
    'AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws cloudformation list-stacks',
  ],
  async run(host, args) {
    const [action] = args.positionals;
    const stateDir = resolve(host.cwd, args.string('state') ?? STATE_FOLDER);
    portOf(args);
    runnerOf(args);
    if (action === undefined) return foreground(host, args, stateDir);
    const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!run)
      throw new CommandError(
        exit.usage,
        `platc sandbox has no \`${action}\``,
        didYouMean(action, Object.keys(actions)) ??
          `There is ${Object.keys(actions).join(', ')}; without any of them it runs in the foreground.`,
      );
    return run(host, args, stateDir);
  },
};

/** A folder below the current one is shown from there. */
function shown(host: Host, folder: string): string {
  const path = relative(host.cwd, folder);
  if (path === '') return '.';
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? folder : path;
}

/** Serves until it is interrupted; its first line is its endpoint. */
async function foreground(host: Host, args: Arguments, stateDir: string): Promise<number> {
  const { runSandbox } = await import('../sandbox/main.ts');
  const { StateLockedError } = await import('../sandbox/state-lock.ts');
  const port = portOf(args);
  const runner = runnerOf(args);
  await expectEngine(runner);
  keepOutOfGit(host, stateDir);
  try {
    const signal = await runSandbox({
      port,
      stateDir,
      version,
      runner,
      ready(endpoint) {
        host.out(args.flag('json') ? `${JSON.stringify({ endpoint })}\n` : `${endpoint}\n`);
        if (port !== 0 && !endpoint.endsWith(`:${port}`))
          host.err(`port ${port} is taken: the sandbox uses ${endpoint.split(':').at(-1)}\n`);
      },
    });
    return signal === 'SIGINT' ? 130 : 143;
  } catch (error) {
    if (!(error instanceof StateLockedError)) throw error;
    const { findRunningSandbox } = await import('../sandbox/endpoint-file.ts');
    const running = await findRunningSandbox(stateDir);
    throw new CommandError(
      exit.refused,
      `a sandbox uses ${shown(host, stateDir)} already: process ${error.pid}${running ? `, at ${running.endpoint}` : ''}`,
      '`npx platc sandbox stop` ends it; with --state another one can run beside it.',
    );
  }
}

async function start(host: Host, args: Arguments, stateDir: string): Promise<number> {
  const { findRunningSandbox } = await import('../sandbox/endpoint-file.ts');
  const before = await findRunningSandbox(stateDir);
  const port = portOf(args);
  const runner = runnerOf(args);
  if (before && args.string('runner') !== undefined && before.runner !== runner)
    throw new CommandError(
      exit.refused,
      `the sandbox runs already, at ${before.endpoint}, with --runner ${before.runner}`,
      '`npx platc sandbox stop` first; its state is kept.',
    );
  if (!before) await expectEngine(runner);
  const options = ['port', 'runner'].flatMap((name) => {
    const value = args.string(name);
    return value === undefined ? [] : [`--${name}`, value];
  });
  const { endpoint, pid } = before ?? (await startSandbox(host, stateDir, undefined, options));
  if (args.flag('json')) host.out(`${JSON.stringify({ endpoint, pid, started: !before })}\n`);
  else host.out(`${before ? 'runs already at ' : ''}${endpoint}\n`);
  const wanted = port !== 0 && (!before || args.string('port') !== undefined);
  if (wanted && !endpoint.endsWith(`:${port}`))
    host.err(
      `${before ? `it was not started at port ${port}` : `port ${port} is taken`}: the sandbox uses ${endpoint.split(':').at(-1)}\n`,
    );
  return exit.done;
}

async function stop(host: Host, args: Arguments, stateDir: string): Promise<number> {
  const { stopInBackground } = await import('../sandbox/background.ts');
  const stopped = await stopInBackground(stateDir);
  if (args.flag('json')) host.out(`${JSON.stringify({ stopped })}\n`);
  else host.out(stopped ? 'the sandbox is stopped; its state is kept\n' : 'the sandbox was not running\n');
  return exit.done;
}

async function status(host: Host, args: Arguments, stateDir: string): Promise<number> {
  const { findRunningSandbox } = await import('../sandbox/endpoint-file.ts');
  const running = await findRunningSandbox(stateDir);
  if (args.flag('json'))
    host.out(`${JSON.stringify({ running: running !== undefined, ...running, state: stateDir })}\n`);
  else
    host.out(
      running
        ? `running at ${running.endpoint}, process ${running.pid}, ${running.runner === 'docker' ? 'tasks as containers, ' : ''}state in ${shown(host, stateDir)}\n`
        : 'not running: npx platc sandbox start\n',
    );
  return exit.done;
}

/** Ends it, and deletes all that it kept. */
async function reset(host: Host, args: Arguments, stateDir: string): Promise<number> {
  const { nodeMachine } = await import('../host/node-machine.ts');
  const folder = shown(host, stateDir);
  const found = nodeMachine.tree.entries(stateDir);
  const isThere = nodeMachine.tree.kind(stateDir) !== undefined;
  const isEmptyFolder = nodeMachine.tree.kind(stateDir) === 'folder' && found.length === 0;
  // What a sandbox has never used is not its to delete.
  if (isThere && !isEmptyFolder && !found.some(({ name }) => name === 'lock')) {
    throw new CommandError(
      exit.refused,
      `${folder} is not the state of a sandbox: nothing was deleted`,
      'Check --state.',
    );
  }
  if (found.length > 0 && !args.flag('yes')) {
    const answer = await host.terminal.ask(
      `Delete everything that is deployed in the sandbox (${folder})? [y/N] `,
    );
    if (answer === undefined)
      throw new CommandError(
        exit.refused,
        'not reset: there is no terminal to ask on',
        'npx platc sandbox reset --yes',
      );
    if (!/^y(es)?$/i.test(answer.trim()))
      throw new CommandError(exit.refused, 'not reset: nothing was touched');
  }
  const { stopInBackground } = await import('../sandbox/background.ts');
  await stopInBackground(stateDir);
  nodeMachine.removeFolder(stateDir);
  if (args.flag('json')) host.out(`${JSON.stringify({ reset: true })}\n`);
  else host.out('the sandbox is empty\n');
  return exit.done;
}
