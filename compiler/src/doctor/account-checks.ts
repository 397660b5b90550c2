import { AwsError } from '../aws/aws-error.ts';
import { readStack } from '../deploy/stack-state.ts';
import type { Check, Finding, Patient } from './examination.ts';

/** What of the account has to be there. */
export const accountChecks: readonly Check[] = [
  { name: 'account', run: account },
  { name: 'Region', run: region },
  { name: 'access', run: access },
];

/** What a call to AWS finds out, or why it could not. */
async function asking(call: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return [
      {
        state: error.kind === 'denied' || error.kind === 'throttled' ? 'unknown' : 'fault',
        text: error.message,
        ...(error.hint !== undefined && { mend: error.hint }),
      },
    ];
  }
}

/** Without an account in the config, credentials of any account would do. */
async function account({ aws, compilation, environment }: Patient): Promise<readonly Finding[]> {
  if (!compilation || environment === 'common') return [];
  const expected = compilation.model.config.account;
  if (expected === undefined)
    return [
      {
        state: 'note',
        text: `environments/${environment}.yaml names no account: the guard against the wrong one is off`,
        mend: `Write account: '123456789012' with the environment's own number.`,
      },
    ];
  if (!aws) return [];
  const identity = await aws.identity();
  return [
    identity.account === expected
      ? { state: 'ok', text: expected }
      : {
          state: 'fault',
          text: `the credentials are of account ${identity.account}, the environment is ${expected}`,
          mend: `Choose the right profile with AWS_PROFILE, or correct account in environments/${environment}.yaml.`,
        },
  ];
}

async function region({ host, aws, compilation }: Patient): Promise<readonly Finding[]> {
  if (!aws || !compilation) return [];
  return asking(async () => {
    await readStack(await aws.cloudFormation(), host, `${compilation.model.config.app}-common`);
    return [{ state: 'ok', text: `CloudFormation answers in ${aws.region}` }];
  });
}

/** The roles of pipelines: https://docs.github.com/en/actions/reference/security/oidc says what GitHub's side has to be. */
async function access({ host, aws, compilation, environment }: Patient): Promise<readonly Finding[]> {
  if (!compilation || compilation.model.config.target !== 'aws') return [];
  const { executionRole } = compilation;
  if (!executionRole)
    return environment === 'common'
      ? []
      : [
          {
            state: 'note',
            text: 'there is no `access` in platform.yaml: everybody deploys with rights of their own',
            mend: 'With it pipelines get roles that end at this environment: docs/deployment.md.',
          },
        ];
  const github: Finding = {
    state: 'note',
    text: `who may deploy to ${environment} is decided on GitHub`,
    mend: `Settings, Environments, ${environment}: required reviewers and a branch rule. No role on AWS can ask for them.`,
  };
  if (!aws) return [github];
  const found = await asking(async () => {
    const stack = await readStack(
      await aws.inRegion(executionRole.region).cloudFormation(),
      host,
      executionRole.stack,
    );
    const role = stack?.Outputs?.find(({ OutputKey }) => OutputKey === executionRole.output)?.OutputValue;
    return [
      role === undefined
        ? {
            state: 'fault',
            text: `${executionRole.stack} has no role for ${environment} yet`,
            mend: 'Somebody with the rights runs: npx platc deploy --env common',
          }
        : { state: 'ok', text: role },
    ];
  });
  return [...found, github];
}
