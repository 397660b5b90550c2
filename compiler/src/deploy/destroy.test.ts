import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Account } from '../../test/helpers/account.ts';
import { deletionOrder, deployedStacks } from './deployed-stacks.ts';
import { destroyStacks } from './destroy.ts';
import { RecordedProgress } from './testing/recorded-progress.ts';

const TOPIC = 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n';
let account: Account;
let progress: RecordedProgress;

beforeEach(() => {
  account = new Account();
  progress = new RecordedProgress();
});
afterEach(() => account.remove());

async function stack(name: string, environment: string, app = 'app', body = TOPIC): Promise<void> {
  const tags = { 'managed-by': 'platc', app, environment };
  await account.deploy(name, body, { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) });
}

/** A stack of which there is only a change set. */
async function planned(name: string): Promise<void> {
  const input = { StackName: name, ChangeSetName: 'first', ChangeSetType: 'CREATE', TemplateBody: TOPIC };
  await account.call('CloudFormation', 'CreateChangeSet', input);
}

const found = async (environment: string) =>
  (await deployedStacks(await account.cloudFormation(), account.clock, 'app')).filter(
    (one) => one.environment === environment,
  );
const destroyed = async (environment: string) =>
  destroyStacks(account, account.clock, progress, await found(environment));
const statusOf = async (name: string) => (await account.stack(name)).StackStatus;

describe('the stacks of an environment', () => {
  it('are known by their tags, not by the beginning of their names', async () => {
    await stack('app-dev-api', 'dev');
    await stack('app-dev-eu-api', 'dev-eu');
    await stack('app-dev-other', 'dev', 'another-app');
    await account.deploy('app-dev-by-hand', TOPIC);
    expect((await found('dev')).map(({ name }) => name)).toEqual(['app-dev-api']);
  });

  it('include those that were planned and never made: they have no tags', async () => {
    for (const name of ['app-dev-api', 'app-common', 'app-registry-api', 'other-dev-api'])
      await planned(name);
    expect((await found('dev')).map(({ name }) => name)).toEqual(['app-dev-api']);
    expect((await found('common')).map(({ name }) => name).toSorted()).toEqual([
      'app-common',
      'app-registry-api',
    ]);
  });

  it('go in reverse order', async () => {
    for (const name of ['network', 'platform', 'api', 'my-platform']) await stack(`app-dev-${name}`, 'dev');
    const order = deletionOrder(await found('dev')).map((group) => group.map(({ name }) => name).toSorted());
    expect(order).toEqual([
      ['app-dev-api', 'app-dev-my-platform'],
      ['app-dev-platform'],
      ['app-dev-network'],
    ]);
  });
});

describe('destroying', () => {
  it('stops at a stack that cannot be deleted, and says why', async () => {
    for (const name of ['network', 'platform', 'api']) await stack(`app-dev-${name}`, 'dev');
    account.faults.fail(
      { stackName: 'app-dev-platform', logicalId: 'Topic', operation: 'delete' },
      'The load balancer is in use',
      Infinity,
    );
    const { stacks } = await destroyed('dev');
    expect(stacks).toEqual([
      { name: 'app-dev-api', status: 'DELETE_COMPLETE' },
      {
        name: 'app-dev-platform',
        status: 'DELETE_FAILED',
        failure: 'app-dev-platform could not be deleted, it is DELETE_FAILED: The load balancer is in use',
      },
      {
        name: 'app-dev-network',
        status: 'CREATE_COMPLETE',
        failure: 'not touched, since another stack could not be deleted',
      },
    ]);
    expect(await statusOf('app-dev-network')).toBe('CREATE_COMPLETE');
    expect(progress.lines).toContain('app-dev-network skipped: not touched');
  });

  it('goes on with what an earlier one left half deleted', async () => {
    await stack('app-dev-api', 'dev');
    account.faults.fail({ logicalId: 'Topic', operation: 'delete' }, 'not now');
    expect((await destroyed('dev')).stacks).toMatchObject([{ status: 'DELETE_FAILED' }]);
    expect((await destroyed('dev')).stacks).toEqual([{ name: 'app-dev-api', status: 'DELETE_COMPLETE' }]);
  });

  it('waits for an operation under way', async () => {
    await stack('app-dev-api', 'dev');
    account.time.after(60_000, account.faults.hold({ logicalId: 'Other', operation: 'create' }));
    const TemplateBody = `${TOPIC}  Other:\n    Type: AWS::SNS::Topic\n`;
    await account.call('CloudFormation', 'UpdateStack', { StackName: 'app-dev-api', TemplateBody });
    expect((await destroyed('dev')).stacks).toEqual([{ name: 'app-dev-api', status: 'DELETE_COMPLETE' }]);
    expect(progress.lines).toContain('app-dev-api following: UPDATE_IN_PROGRESS: waiting for its end');
  });

  it('empties what can only be deleted empty, and only what all environments share', async () => {
    const output = (resource: string, name: string) =>
      `Resources:\n  It: { ${resource} }\nOutputs:\n  ${name}: { Value: !Ref It }\n`;
    const bucket = (name: string) => `Type: AWS::S3::Bucket, Properties: { BucketName: ${name} }`;
    await stack(
      'app-registry-api',
      'common',
      'app',
      output('Type: AWS::ECR::Repository, Properties: { RepositoryName: app/api }', 'RepositoryName'),
    );
    await stack('app-common', 'common', 'app', output(bucket('artifacts'), 'ArtifactsBucketName'));
    await stack('app-dev-network', 'dev', 'app', output(bucket('another'), 'ArtifactsBucketName'));
    await account.putImage('app/api', 'one');
    for (const Bucket of ['artifacts', 'another'])
      await account.call('S3', 'PutObject', { Bucket, Key: 'x', Body: Buffer.from('{}') });
    expect((await destroyed('common')).stacks.map(({ status }) => status)).toEqual([
      'DELETE_COMPLETE',
      'DELETE_COMPLETE',
    ]);
    expect((await destroyed('dev')).stacks).toMatchObject([{ status: 'DELETE_FAILED' }]);
    expect(await account.object('another', 'x')).toBe('{}');
  });

  it('is refused for a stack with termination protection, by AWS itself', async () => {
    await stack('app-dev-api', 'dev');
    const input = { StackName: 'app-dev-api', EnableTerminationProtection: true };
    await account.call('CloudFormation', 'UpdateTerminationProtection', input);
    expect((await destroyed('dev')).stacks).toMatchObject([
      { status: 'CREATE_COMPLETE', failure: expect.stringContaining('TerminationProtection') },
    ]);
  });
});
