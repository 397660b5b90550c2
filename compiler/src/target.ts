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
  const { config, environment } = model;
  const { region } = config;
  const interrupted = host.interrupted;
  if (config.target === 'sandbox') {
    const { findSandbox, sandboxCredentials } = await import('./sandbox-target.ts');
    const { endpoint, stateDir } = await findSandbox(host, options);
    const aws = connectAws({ region, endpoint, credentials: sandboxCredentials, interrupted });
    return guarded(
      { aws, region, target: { kind: 'sandbox', endpoint, stateDir } },
      config.account,
      environment,
    );
  }
  return guarded(
    { aws: connectAws({ region, interrupted }), region, target: { kind: 'aws' } },
    config.account,
    environment,
  ).catch(async (error: unknown) => {
    if (error instanceof AwsError && error.kind === 'no-credentials')
      throw new CommandError(
        error.exitCode,
        `there are no AWS credentials, and environment ${environment} is on AWS`,
        [error.hint, await sandboxHint(host, environment)].filter((line) => line !== undefined).join('\n'),
        error.details,
      );
    throw error;
  });
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
