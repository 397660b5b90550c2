import { AwsError } from './aws/aws-error.ts';
import { connectAws, type Aws } from './aws/aws.ts';
import { checkEnvironment, environmentNames } from './check-config.ts';
import { CommandError, exit } from './commands/command.ts';
import type { Host } from './host/host.ts';
import type { Machine } from './host/machine.ts';
import type { Model } from './model.ts';

/** Where an environment is deployed, and the way there. */
export interface Connection {
  readonly aws: Aws;
  /** Twelve digits: whose credentials these are. */
  readonly account: string;
  readonly region: string;
  readonly target: Target;
}

/** What only building images has to know. */
type Target =
  | { readonly kind: 'aws' }
  | {
      readonly kind: 'sandbox';
      readonly endpoint: string;
      /** Absolute. */
      readonly stateDir: string;
      /** What its tasks are, `docker` for containers; processes if not given. */
      readonly runner?: string;
    };

export interface ConnectOptions {
  /** Whether the sandbox may be started where it does not run: for commands that change something. */
  readonly start?: boolean;
  readonly machine?: Machine;
}

/**
 * The way to the account of an environment, or to the sandbox of this project. Refuses (4) the credentials of an account
 * that is not the environment's. Settings of AWS come from the SDK's own variables and files, but the region.
 */
export async function connect(host: Host, model: Model, options: ConnectOptions = {}): Promise<Connection> {
  const { account, target } = model.config;
  const way = await reach(host, model, options);
  if (target === 'sandbox') return guarded(way, account, model.environment);
  return guarded(way, account, model.environment).catch(async (error: unknown) => {
    if (error instanceof AwsError && error.kind === 'no-credentials')
      throw new CommandError(
        error.exitCode,
        `${error.message}, and environment ${model.environment} is on AWS`,
        [error.hint, await sandboxHint(host, model.environment)]
          .filter((line) => line !== undefined)
          .join('\n'),
        error.details,
      );
    throw error;
  });
}

/** The same way without asking whose account it is. Makes no call to AWS yet. */
export async function reach(
  host: Host,
  { config: { region, target } }: Model,
  options: ConnectOptions = {},
): Promise<Omit<Connection, 'account'>> {
  const { interrupted } = host;
  if (target === 'aws')
    return {
      aws: connectAws({ region, interrupted, profile: host.env['AWS_PROFILE'] }),
      region,
      target: { kind: 'aws' },
    };
  const { findSandbox, sandboxCredentials } = await import('./sandbox-target.ts');
  const { endpoint, stateDir, runner } = await findSandbox(host, options);
  const aws = connectAws({ region, endpoint, credentials: sandboxCredentials, interrupted });
  return { aws, region, target: { kind: 'sandbox', endpoint, stateDir, runner } };
}

/** Who has no account, or forgot `--env`, may mean an environment on this machine, or what is shared by those on it. */
async function sandboxHint(host: Host, environment: string): Promise<string | undefined> {
  if (environment === 'common') {
    const { commonOfSandbox, findOwnSandbox } = await import('./sandbox-target.ts');
    const endpoint = await findOwnSandbox(host);
    return endpoint && `What is shared in the sandbox of this project: ${commonOfSandbox(endpoint)}`;
  }
  const name = environmentNames(host).find(
    (candidate) => checkEnvironment(host, candidate).model?.config.target === 'sandbox',
  );
  return name === undefined ? undefined : `\`--env ${name}\` is the sandbox on this machine.`;
}

async function guarded(
  connection: Omit<Connection, 'account'>,
  expected: string | undefined,
  environment: string,
): Promise<Connection> {
  const { account, arn } = await connection.aws.identity();
  if (expected === undefined || expected === account) return { ...connection, account };
  throw new CommandError(
    exit.refused,
    `these credentials belong to account ${account}, but environment ${environment} is account ${expected}: nothing was touched`,
    `You are ${arn}. Choose the right profile with AWS_PROFILE, or correct account in environments/${environment}.yaml.`,
    { account, expected },
  );
}
