import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Identity } from './aws.ts';
import { caller, clientSettings, type ConnectOptions } from './client.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export async function callerIdentity(options: ConnectOptions): Promise<Identity> {
  const client = new STSClient(clientSettings(options));
  const { Account, Arn } = await caller('STS', options)('GetCallerIdentity', (o) =>
    client.send(new GetCallerIdentityCommand({}), o),
  );
  return { account: Account ?? '', arn: Arn ?? '' };
}
