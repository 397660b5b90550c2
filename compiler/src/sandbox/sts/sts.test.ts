import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { startTestSandbox } from '../test-sandbox.ts';

it('everybody is the root user of the one account', async () => {
  const sandbox = await startTestSandbox();
  const sts = new STSClient({ ...sandbox.client, region: 'us-east-1' });
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '000000000000',
    Arn: 'arn:aws:iam::000000000000:root',
    UserId: '000000000000',
  });
  const assume = new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::000000000000:role/a', RoleSessionName: 's' });
  await expect(sts.send(assume)).rejects.toMatchObject({ name: 'InvalidAction' });
  await sandbox.remove();
});
