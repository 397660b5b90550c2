import { resolve } from 'node:path';
import type { Credentials } from './aws/aws.ts';
import { CommandError, exit } from './commands/command.ts';
import type { Host } from './host/host.ts';
import type { Machine } from './host/machine.ts';

/** Where the sandbox of a project keeps its state. */
export const STATE_FOLDER = '.platc/sandbox';

/** The sandbox looks at the region of a signature alone. */
export const sandboxCredentials: Credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };

export interface FoundSandbox {
  readonly endpoint: string;
  /** Absolute. */
  readonly stateDir: string;
  /** What its tasks are: `process` or `docker`. */
  readonly runner: string;
}

/** The one that `AWS_ENDPOINT_URL` names, else the one of this project, started if that is allowed. Throws `CommandError`. */
export async function findSandbox(
  host: Host,
  options: { readonly start?: boolean; readonly machine?: Machine } = {},
): Promise<FoundSandbox> {
  const named = host.env['AWS_ENDPOINT_URL'];
  if (named !== undefined && named !== '') return askSandbox(named.replace(/\/+$/, ''));
  const stateDir = resolve(host.cwd, STATE_FOLDER);
  const { findRunningSandbox } = await import('./sandbox/endpoint-file.ts');
  const running = await findRunningSandbox(stateDir);
  if (running) return { endpoint: running.endpoint, stateDir, runner: running.runner };
  if (!options.start)
    throw new CommandError(exit.failed, 'the sandbox is not running', 'npx platc sandbox start');
  const { endpoint, runner } = await startSandbox(host, stateDir, options.machine);
  host.err(`sandbox started at ${endpoint}\n`);
  return { endpoint, stateDir, runner };
}

/** The endpoint of the one of this project, if it runs. */
export async function findOwnSandbox(host: Host): Promise<string | undefined> {
  const { findRunningSandbox } = await import('./sandbox/endpoint-file.ts');
  return (await findRunningSandbox(resolve(host.cwd, STATE_FOLDER)))?.endpoint;
}

/** What is set so that `--env common`, which is of an account on AWS, is what the environments of a sandbox share. */
export function commonOfSandbox(endpoint: string): string {
  const { accessKeyId, secretAccessKey } = sandboxCredentials;
  return `AWS_ENDPOINT_URL=${endpoint} AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey} before a command with --env common`;
}

/**
 * Starts the sandbox of a state folder in the background, or finds the one that runs.
 * @param options of `platc sandbox`, for the one that is started
 */
export async function startSandbox(
  host: Host,
  stateDir: string,
  machine?: Machine,
  options: readonly string[] = [],
) {
  const { self } = machine ?? (await import('./host/node-machine.ts')).nodeMachine;
  const { SandboxStartError, startInBackground } = await import('./sandbox/background.ts');
  keepOutOfGit(host, stateDir);
  try {
    return await startInBackground({
      stateDir,
      command: [...self, 'sandbox', '--state', stateDir, ...options],
      env: { ...host.env },
    });
  } catch (error) {
    if (!(error instanceof SandboxStartError)) throw error;
    throw new CommandError(
      exit.failed,
      error.message,
      `\`npx platc sandbox --state ${stateDir}\` runs it in the foreground, and \`npx platc sandbox reset\` begins anew.`,
    );
  }
}

/** A state that git sees would make every tree a dirty one. One that lies elsewhere is its owner's business. */
export function keepOutOfGit(host: Host, stateDir: string): void {
  const file = '.platc/.gitignore';
  if (stateDir === resolve(host.cwd, STATE_FOLDER) && !host.exists(file)) host.writeFile(file, '*\n');
}

/** Makes sure that there is a sandbox behind an endpoint: what is meant for one must not reach anything else. */
async function askSandbox(endpoint: string): Promise<FoundSandbox> {
  const health = await fetch(`${endpoint}/_sandbox/health`, { signal: AbortSignal.timeout(5_000) })
    .then((response): Promise<unknown> => response.json())
    .catch(() => undefined);
  const { status, stateDir, runner }: { status?: unknown; stateDir?: unknown; runner?: unknown } =
    typeof health === 'object' && health !== null ? health : {};
  if (status === 'healthy' && typeof stateDir === 'string')
    return { endpoint, stateDir, runner: String(runner) };
  throw new CommandError(
    exit.failed,
    `AWS_ENDPOINT_URL is ${endpoint}, where no sandbox answers`,
    'Unset it for the sandbox of this project, or start one there: npx platc sandbox --port …',
  );
}
