import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Account } from '../../test/helpers/account.ts';
import type { ResourceChange, StackPlan } from '../plan/plan.ts';
import type { RenderedStack } from '../stack.ts';
import { applyStack } from './apply-stack.ts';
import { isNoChange } from './change-set.ts';
import type { Deployment } from './deployment.ts';
import { guard } from './judge.ts';
import { RecordedProgress } from './testing/recorded-progress.ts';

const name = 'app-dev-network';
let account: Account;
let progress: RecordedProgress;

beforeEach(async () => {
  account = new Account();
  progress = new RecordedProgress();
  await account.makeBucket('artifacts');
});
afterEach(() => account.remove());

const stackOf = (body: string): RenderedStack => ({
  name,
  kind: 'network',
  body,
  parameters: [],
  resources: [],
  outputs: [],
  tags: { app: 'app' },
  capabilities: [],
  lines: new Map(),
  origin: ['network'],
});
/** Topics, made one after the other. */
const template = (...ids: string[]) =>
  `Resources:\n${ids
    .map(
      (id, index) =>
        `  ${id}:\n    Type: AWS::SNS::Topic\n${index === 0 ? '' : `    DependsOn: ${ids[index - 1]}\n`}    Properties: { DisplayName: ${id} of ${ids.length} }\n`,
    )
    .join('')}`;
const network = (...ids: string[]) => stackOf(template(...ids));
const withOutput = (body: string) => stackOf(`${body}Outputs:\n  VpcId: { Value: vpc-1 }\n`);

function deployment(more: Partial<Deployment> = {}): Deployment {
  return {
    aws: account,
    clock: account.clock,
    progress,
    judge: guard(new Set(), new Map()),
    environment: 'dev',
    caller: { account: '000000000000', arn: 'arn:aws:iam::000000000000:user/ada' },
    commit: 'c0ffee',
    dirty: false,
    flags: [],
    rolloutSeconds: () => 900,
    artifacts: () => ({ bucket: 'artifacts', region: 'eu-west-1', s3: () => account.s3() }),
    ...more,
  };
}

const apply = (stack: RenderedStack, more: Partial<Deployment> = {}) =>
  applyStack(deployment(more), stack, {});
const fails = (logicalId: string, operation: 'create' | 'update' | 'delete', times = 1) =>
  account.faults.fail({ logicalId, operation }, 'The CIDR is taken', times);
const status = async () => (await account.stack(name)).StackStatus;

/** Change sets that were neither executed nor deleted. */
async function openChangeSets(): Promise<readonly string[]> {
  const { Summaries: sets = [] } = await account.call('CloudFormation', 'ListChangeSets', {
    StackName: name,
  });
  return sets
    .filter(({ ExecutionStatus }: { ExecutionStatus: string }) => /AVAILABLE/.test(ExecutionStatus))
    .map(({ ChangeSetName }: { ChangeSetName: string }) => ChangeSetName);
}

describe('a stack', () => {
  it('is created by a change set, each event told once and in order', async () => {
    const outcome = await apply(withOutput(template('Vpc', 'Subnet')));
    expect(outcome).toMatchObject({
      action: 'create',
      status: 'CREATE_COMPLETE',
      changes: 2,
      outputs: { VpcId: 'vpc-1' },
    });
    expect(progress.lines).toEqual([
      `${name} reading`,
      `${name} planning`,
      `${name} creating: 2 changes`,
      'Vpc CREATE_IN_PROGRESS',
      'Vpc CREATE_IN_PROGRESS',
      'Vpc CREATE_COMPLETE',
      'Subnet CREATE_IN_PROGRESS',
      'Subnet CREATE_IN_PROGRESS',
      'Subnet CREATE_COMPLETE',
      `${name} done: 2 changes`,
    ]);
  });

  it('is left alone where CloudFormation says that nothing changes', async () => {
    await apply(network('Vpc'));
    expect(await apply(network('Vpc'))).toMatchObject({
      action: 'none',
      status: 'CREATE_COMPLETE',
      changes: 0,
    });
    expect(await openChangeSets()).toEqual([]);
  });

  it.each([
    [
      "The submitted information didn't contain changes. Submit different information to create a change set.",
      true,
    ],
    ['No updates are to be performed.', true],
    ['The following hook(s)/validation failed: [x]', false],
  ])('%s: nothing changes, %s', (text, unchanged) => expect(isNoChange(text)).toBe(unchanged));

  it('is updated', async () => {
    await apply(network('Vpc'));
    expect(await apply(network('Vpc', 'Subnet'))).toMatchObject({
      action: 'update',
      status: 'UPDATE_COMPLETE',
      changes: 2,
    });
  });

  it('that cannot be created shows the first failure, not the cancelled ones', async () => {
    fails('Subnet', 'create');
    const beside = `${template('Vpc', 'Subnet')}  Other:\n    Type: AWS::SNS::Topic\n    DependsOn: Vpc\n`;
    account.faults.hold({ logicalId: 'Other', operation: 'create' });
    const outcome = await apply(stackOf(beside));
    expect(outcome.status).toBe('ROLLBACK_COMPLETE');
    expect(outcome.failure?.causes).toEqual([
      { logicalId: 'Subnet', type: 'AWS::SNS::Topic', reason: 'The CIDR is taken' },
    ]);
    expect(progress.lines).toContain('Other CREATE_FAILED');
    expect(progress.lines).toContain(`${name} rolling back`);
  });

  it('whose update fails is rolled back', async () => {
    await apply(network('Vpc'));
    fails('Subnet', 'create');
    expect(await apply(network('Vpc', 'Subnet'))).toMatchObject({
      action: 'update',
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failure: { causes: [{ logicalId: 'Subnet' }] },
    });
  });

  it('too large for a request goes through the artifacts bucket', async () => {
    const body = `${template('Vpc')}# ${'x'.repeat(51_200)}\n`;
    expect(await apply(stackOf(body))).toMatchObject({ status: 'CREATE_COMPLETE' });
    const { Contents } = await account.call('S3', 'ListObjectsV2', { Bucket: 'artifacts' });
    expect(Contents).toMatchObject([
      { Key: expect.stringMatching(/^templates\/app-dev-network\/[0-9a-f]{64}\.yaml$/) },
    ]);
    await expect(apply(stackOf(`${body}#\n`), { artifacts: () => undefined })).rejects.toMatchObject({
      exitCode: 4,
    });
  });

  it('that CloudFormation cannot plan says why, and leaves nothing behind', async () => {
    await apply(network('Vpc'));
    const body = `${template('Vpc')}  Bad:\n    Type: AWS::SSM::Parameter\n    Properties: { Type: String }\n`;
    await expect(apply(stackOf(body))).rejects.toMatchObject({
      exitCode: 3,
      message: `CloudFormation cannot plan ${name}: /Resources/Bad/Properties Required property [Value] not found`,
    });
    expect(await openChangeSets()).toEqual([]);
  });

  it('says how to free the name of a log group that is taken', async () => {
    const group = `${template('Vpc')}  Log:\n    Type: AWS::Logs::LogGroup\n    Properties: { LogGroupName: /platc/app/dev/api }\n`;
    await account.deploy('another', group);
    await expect(apply(stackOf(group))).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.stringMatching(
        /^Nothing of this stack was touched\.\nIts logs are .*\naws logs delete-log-group --log-group-name \/platc\/app\/dev\/api$/,
      ),
    });
  });
});

describe('what is left over', () => {
  it('of a creation that failed is deleted, and the stack is created', async () => {
    fails('Vpc', 'create');
    await account.deploy(name, template('Vpc'));
    expect(await status()).toBe('ROLLBACK_COMPLETE');
    expect(await apply(network('Vpc'))).toMatchObject({ action: 'create', status: 'CREATE_COMPLETE' });
    expect(account.calls.count('DeleteStack')).toBe(1);
  });

  it('REVIEW_IN_PROGRESS takes the change set', async () => {
    const input = { StackName: name, ChangeSetName: 'first', ChangeSetType: 'CREATE' };
    await account.call('CloudFormation', 'CreateChangeSet', { ...input, TemplateBody: template('Old') });
    await account.time.advance(60_000);
    expect(await status()).toBe('REVIEW_IN_PROGRESS');
    expect(await apply(network('Vpc'))).toMatchObject({ action: 'create', status: 'CREATE_COMPLETE' });
  });

  it('UPDATE_ROLLBACK_FAILED is rolled back to its end, and never deleted', async () => {
    await account.deploy(name, template('Vpc'));
    fails('Vpc', 'update', 2);
    await account.deploy(name, template('Vpc', 'Subnet'));
    expect(await status()).toBe('UPDATE_ROLLBACK_FAILED');
    expect(await apply(network('Vpc', 'Other'))).toMatchObject({
      action: 'update',
      status: 'UPDATE_COMPLETE',
    });
    expect(account.calls.count('ContinueUpdateRollback')).toBe(1);
    expect(account.calls.count('DeleteStack')).toBe(0);
  });

  it('UPDATE_ROLLBACK_FAILED that stays so is handed to a person', async () => {
    await account.deploy(name, template('Vpc'));
    fails('Vpc', 'update', 3);
    await account.deploy(name, template('Vpc', 'Subnet'));
    await expect(apply(network('Vpc'))).rejects.toMatchObject({
      exitCode: 3,
      details: { status: 'UPDATE_ROLLBACK_FAILED' },
    });
    expect(account.calls.count('ContinueUpdateRollback')).toBe(1);
  });
});

describe('another deploy of the same stack in the same moment', () => {
  it.each([
    `Stack:arn:aws:cloudformation:x is in UPDATE_IN_PROGRESS state and can not be updated.`,
    `Stack [${name}] already exists and cannot be created again with the changeSet [x].`,
  ])('is waited for: %s', async (text) => {
    await apply(network('Vpc'));
    account.calls.refuse('CreateChangeSet', 'ValidationError', text);
    expect(await apply(network('Vpc', 'Subnet'))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  });

  it('that begins between a look at the stack and the change set is followed', async () => {
    await apply(network('Vpc'));
    const goOn = account.faults.hold({ logicalId: 'Vpc', operation: 'update' });
    account.beforeCall = async (operation) => {
      if (operation !== 'CreateChangeSet' || account.calls.count('CreateChangeSet') !== 1) return;
      await account.call('CloudFormation', 'UpdateStack', {
        StackName: name,
        TemplateBody: template('Vpc', 'Theirs'),
      });
      account.time.after(30_000, goOn);
    };
    expect(await apply(network('Vpc', 'Subnet'))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(progress.lines).toContain(
      `${name} following: UPDATE_IN_PROGRESS: an operation is under way, following it`,
    );
    expect(account.calls.count('CreateChangeSet')).toBe(3);
  });

  it('that goes on for ever is an error with its reason', async () => {
    await apply(network('Vpc'));
    const text = 'Stack:x is in UPDATE_IN_PROGRESS state and can not be updated.';
    account.calls.refuse('CreateChangeSet', 'ValidationError', text, { times: 10 });
    await expect(apply(network('Vpc', 'Subnet'))).rejects.toMatchObject({ exitCode: 3 });
  });

  it('that was faster says to run the command again', async () => {
    await apply(network('Vpc'));
    account.beforeCall = async (operation) => {
      if (operation !== 'ExecuteChangeSet') return;
      const [ChangeSetName] = await openChangeSets();
      await account.call('CloudFormation', 'DeleteChangeSet', { StackName: name, ChangeSetName });
    };
    await expect(apply(network('Vpc', 'Subnet'))).rejects.toMatchObject({
      exitCode: 3,
      message: `another operation on ${name} began in the same moment`,
      hint: 'Nothing of this stack was touched by this run. The same command follows that operation, then goes on.',
    });
  });
});

describe('an operation under way', () => {
  const beginElsewhere = async (...ids: string[]) => {
    await apply(network('Vpc'));
    account.time.after(60_000, account.faults.hold({ logicalId: 'Vpc', operation: 'update' }));
    await account.call('CloudFormation', 'UpdateStack', { StackName: name, TemplateBody: template(...ids) });
  };
  const executions = () => account.calls.count('ExecuteChangeSet');
  /** Ctrl-C, once the stack has got into a status. */
  const interruptAt = (at: string) => {
    const interruption = new Error('interrupted');
    account.beforeSleep = async () => {
      const { Stacks } = await account.call('CloudFormation', 'DescribeStacks');
      if (Stacks[0]?.StackStatus === at) throw interruption;
    };
    return interruption;
  };

  it('is followed, then the deploy goes on', async () => {
    await beginElsewhere('Vpc', 'Theirs');
    expect(await apply(network('Vpc', 'Subnet'))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(progress.lines).toContain(
      `${name} following: UPDATE_IN_PROGRESS: an operation is under way, following it`,
    );
    expect(executions()).toBe(2);
  });

  it('of somebody else that fails does not stop the deploy', async () => {
    fails('Theirs', 'create');
    await beginElsewhere('Vpc', 'Theirs');
    expect(await apply(network('Vpc', 'Subnet'))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(progress.lines).toContain('Theirs CREATE_FAILED');
  });

  it('that this deploy began before it was interrupted, and that fails, is its failure', async () => {
    await apply(network('Vpc'));
    fails('Subnet', 'create');
    account.time.after(60_000, account.faults.hold({ logicalId: 'Vpc', operation: 'update' }));
    const interruption = interruptAt('UPDATE_IN_PROGRESS');
    await expect(apply(network('Vpc', 'Subnet'))).rejects.toBe(interruption);
    expect(await status()).toBe('UPDATE_IN_PROGRESS');
    account.beforeSleep = () => undefined;
    expect(await apply(network('Vpc', 'Subnet'))).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failure: { causes: [{ logicalId: 'Subnet' }] },
    });
    expect(executions()).toBe(2);
  });

  it('that this deploy began before it was interrupted, and that succeeds, is not begun again', async () => {
    account.time.after(60_000, account.faults.hold({ logicalId: 'Vpc', operation: 'create' }));
    const interruption = interruptAt('CREATE_IN_PROGRESS');
    await expect(apply(network('Vpc'))).rejects.toBe(interruption);
    account.beforeSleep = () => undefined;
    expect(await apply(network('Vpc'))).toMatchObject({ action: 'none', status: 'CREATE_COMPLETE' });
    expect(executions()).toBe(1);
  });
});

describe('lost answers and throttling', () => {
  it('are waited out while following', async () => {
    account.calls.refuse('DescribeStackEvents', 'Throttling', 'Rate exceeded', { times: 3 });
    account.calls.lose('CreateChangeSet', { late: true });
    account.calls.lose('DescribeStacks', { times: 2 });
    account.calls.lose('ExecuteChangeSet', { late: true });
    expect(await apply(network('Vpc'))).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(progress.lines.filter((line) => line === 'Vpc CREATE_COMPLETE')).toHaveLength(1);
    expect(account.calls.count('ExecuteChangeSet')).toBe(1);
    expect(await openChangeSets()).toEqual([]);
  });

  it('are reported after five minutes', async () => {
    account.calls.refuse('DescribeStacks', 'Throttling', 'Rate exceeded', { times: 1_000 });
    const began = account.time.now();
    await expect(apply(network('Vpc'))).rejects.toMatchObject({ kind: 'throttled' });
    expect((account.time.now() - began) / 60_000).toBeGreaterThan(4);
  });
});

describe('credentials that expire in the middle', () => {
  it.each(['DescribeStackEvents', 'ExecuteChangeSet'])(
    'end the deploy at %s; the same command goes on',
    async (operation) => {
      account.calls.refuse(
        operation,
        'ExpiredToken',
        'The security token included in the request is expired',
      );
      await expect(apply(network('Vpc'))).rejects.toMatchObject({ kind: 'expired', exitCode: 3 });
      expect(await apply(network('Vpc'))).toMatchObject({ status: 'CREATE_COMPLETE' });
      expect(await openChangeSets()).toEqual([]);
    },
  );
});

describe('a change set that was not agreed to', () => {
  const bucket = (bucketName: string, ...ids: string[]) =>
    stackOf(
      `${ids.length === 0 ? 'Resources:\n' : template(...ids)}  DataBucket:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: ${bucketName} }\n`,
    );
  const shown = (logicalId: string, action: ResourceChange['action']) => {
    const change: ResourceChange = {
      action,
      logicalId,
      type: 'AWS::SNS::Topic',
      replacement: 'no',
      holdsData: false,
      properties: [],
      usedBy: [],
    };
    const plan: StackPlan = {
      name,
      kind: 'network',
      state: 'update',
      from: 'change-set',
      notes: [],
      changes: [change],
      parameters: [],
      outputs: [],
      tags: [],
    };
    return new Map([[name, plan]]);
  };

  it('is removed: data would be replaced', async () => {
    await apply(bucket('one'));
    await expect(apply(bucket('another'))).rejects.toMatchObject({
      exitCode: 4,
      message: `${name}: DataBucket (AWS::S3::Bucket) holds data and would be replaced`,
    });
    expect(await openChangeSets()).toEqual([]);
    expect(await status()).toBe('CREATE_COMPLETE');
  });

  it('is executed where it is allowed', async () => {
    await apply(bucket('one', 'Vpc'));
    await expect(apply(network('Vpc'))).rejects.toMatchObject({ exitCode: 4 });
    const judge = guard(new Set(['delete']), new Map());
    expect(await apply(network('Vpc'), { judge })).toMatchObject({ status: 'UPDATE_COMPLETE' });
  });

  it('is removed: something is deleted that the plan did not show', async () => {
    await apply(network('Vpc', 'Old'));
    await expect(
      apply(network('Vpc'), { judge: guard(new Set(), shown('Vpc', 'Modify')) }),
    ).rejects.toMatchObject({
      exitCode: 4,
      message: `${name}: Old (AWS::SNS::Topic) would be deleted, and the plan did not show it`,
    });
    const agreed = guard(new Set(), shown('Old', 'Remove'));
    expect(await apply(network('Vpc'), { judge: agreed })).toMatchObject({ status: 'UPDATE_COMPLETE' });
  });

  it('of a new stack leaves no empty stack behind', async () => {
    await expect(apply(network('Vpc'), { judge: () => ({ reason: 'no' }) })).rejects.toMatchObject({
      exitCode: 4,
    });
    await account.time.advance(60_000);
    expect((await account.call('CloudFormation', 'DescribeStacks')).Stacks).toEqual([]);
  });
});
