import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { AwsService, SandboxContext } from '../context.ts';

/** Everybody is the account's root user: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function stsService({ accountId, partition }: SandboxContext): AwsService {
  return {
    signingName: 'sts',
    operations: {
      GetCallerIdentity: (): GetCallerIdentityResponse => ({
        Account: accountId,
        Arn: `arn:${partition}:iam::${accountId}:root`,
        UserId: accountId,
      }),
    },
  };
}
