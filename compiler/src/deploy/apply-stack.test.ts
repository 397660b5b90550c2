import { beforeEach, describe, expect, it } from 'vitest';
import type { RenderedStack } from '../stack.ts';
import { applyStack } from './apply-stack.ts';
import type { Deployment } from './deployment.ts';
import type { ResourceChange, StackPlan } from '../plan/plan.ts';
import { guard } from './judge.ts';
import { FakeAws } from './testing/fake-aws.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { lost, refused, throttled } from './testing/fake-cloudformation.ts';
import { RecordedProgress } from './testing/recorded-progress.ts';

const name = 'app-dev-network';
let clock: FakeClock;
let aws: FakeAws;
let progress: RecordedProgress;

const stackOf = (body: string, more: Partial<RenderedStack> = {}): RenderedStack => ({
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
  ...more,
});
const template = (...ids: string[]) => `Resources:\n${ids.map((id) => `  ${id}:\n`).join('')}`;
const network = (...ids: string[]) => stackOf(template(...ids));

function deployment(more: Partial<Deployment> = {}): Deployment {
  return {
    aws,
    clock,
    progress,
    judge: guard(new Set(), new Map()),
    environment: 'dev',
    caller: { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/ada' },
    commit: 'c0ffee',
    dirty: false,
    flags: [],
    rolloutSeconds: () => 900,
    artifacts: () => ({ bucket: 'artifacts', region: 'eu-west-1', s3: () => aws.s3() }),
    ...more,
  };
}

beforeEach(() => {
  clock = new FakeClock();
  aws = new FakeAws(clock);
  progress = new RecordedProgress();
});

describe('a stack', () => {
  it('is created by a change set, each event told once and in order', async () => {
    aws.formation.outputs.set(name, { VpcId: 'vpc-1' });
    const outcome = await applyStack(deployment(), network('Vpc', 'Subnet'), {});
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

  it.each([
    "The submitted information didn't contain changes. Submit different information to create a change set.",
    'No updates are to be performed.',
  ])('is left alone where CloudFormation says: %s', async (text) => {
    aws.formation.noChangeText = text;
    await applyStack(deployment(), network('Vpc'), {});
    const again = await applyStack(deployment(), network('Vpc'), {});
    expect(again).toMatchObject({ action: 'none', status: 'CREATE_COMPLETE', changes: 0 });
    expect(aws.formation.openChangeSets(name)).toBe(0);
  });

  it('is updated', async () => {
    await applyStack(deployment(), network('Vpc'), {});
    const outcome = await applyStack(deployment(), network('Vpc', 'Subnet'), {});
    expect(outcome).toMatchObject({ action: 'update', status: 'UPDATE_COMPLETE', changes: 2 });
  });

  it('that cannot be created shows the first failure, not the cancelled ones', async () => {
    aws.formation.failing.set('Subnet', 'The CIDR is taken');
    const outcome = await applyStack(deployment(), network('Vpc', 'Subnet', 'Route'), {});
    expect(outcome.status).toBe('ROLLBACK_COMPLETE');
    expect(outcome.failure?.causes).toEqual([
      { logicalId: 'Subnet', type: 'AWS::Test::Thing', reason: 'The CIDR is taken' },
    ]);
    expect(progress.lines).toContain(`${name} rolling back`);
  });

  it('whose update fails is rolled back', async () => {
    await applyStack(deployment(), network('Vpc'), {});
    aws.formation.failing.set('Subnet', 'The CIDR is taken');
    const outcome = await applyStack(deployment(), network('Vpc', 'Subnet'), {});
    expect(outcome).toMatchObject({
      action: 'update',
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failure: { causes: [{ logicalId: 'Subnet' }] },
    });
  });

  it('too large for a request goes through the artifacts bucket', async () => {
    const body = `${template('Vpc')}# ${'x'.repeat(51_200)}\n`;
    await applyStack(deployment(), stackOf(body), {});
    const [key] = [...aws.objects.keys()];
    expect(key).toMatch(/^artifacts\/templates\/app-dev-network\/[0-9a-f]{64}\.yaml$/);
    await expect(
      applyStack(deployment({ artifacts: () => undefined }), stackOf(`${body}#\n`), {}),
    ).rejects.toMatchObject({ exitCode: 4 });
  });

  it('that CloudFormation cannot plan says why, and leaves nothing behind', async () => {
    const reason =
      'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation]. To troubleshoot …';
    aws.formation.seed(name, 'UPDATE_COMPLETE', template('Vpc'));
    aws.formation.noChangeText = reason;
    await expect(applyStack(deployment(), network('Vpc'), {})).rejects.toMatchObject({
      exitCode: 3,
      message: `CloudFormation cannot plan ${name}: /Resources/A/Properties Required property [X] not found`,
    });
    expect(aws.formation.openChangeSets(name)).toBe(0);
  });
});

describe('what is left over', () => {
  it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED'])(
    '%s is deleted, and the stack is created',
    async (status) => {
      aws.formation.seed(name, status);
      const outcome = await applyStack(deployment(), network('Vpc'), {});
      expect(outcome).toMatchObject({ action: 'create', status: 'CREATE_COMPLETE' });
      expect(aws.formation.calls.filter((call) => call === 'deleteStack')).toHaveLength(1);
    },
  );

  it('REVIEW_IN_PROGRESS takes the change set', async () => {
    aws.formation.seed(name, 'REVIEW_IN_PROGRESS', '');
    expect(await applyStack(deployment(), network('Vpc'), {})).toMatchObject({
      action: 'create',
      status: 'CREATE_COMPLETE',
    });
  });

  it('UPDATE_ROLLBACK_FAILED is rolled back to its end, and never deleted', async () => {
    aws.formation.seed(name, 'UPDATE_ROLLBACK_FAILED');
    expect(await applyStack(deployment(), network('Vpc'), {})).toMatchObject({
      action: 'update',
      status: 'UPDATE_COMPLETE',
    });
    expect(aws.formation.calls).toContain('continueUpdateRollback');
    expect(aws.formation.calls).not.toContain('deleteStack');
  });

  it('UPDATE_ROLLBACK_FAILED that stays so is handed to a person', async () => {
    aws.formation.rollbackStaysStuck = true;
    aws.formation.seed(name, 'UPDATE_ROLLBACK_FAILED');
    await expect(applyStack(deployment(), network('Vpc'), {})).rejects.toMatchObject({
      exitCode: 3,
      details: { status: 'UPDATE_ROLLBACK_FAILED' },
    });
    expect(aws.formation.calls.filter((call) => call === 'continueUpdateRollback')).toHaveLength(1);
  });

  it.each(['UPDATE_FAILED', 'DELETE_FAILED'])('%s is handed to a person', async (status) => {
    aws.formation.seed(name, status);
    await expect(applyStack(deployment(), network('Vpc'), {})).rejects.toMatchObject({
      exitCode: 3,
      details: { status },
    });
    expect(aws.formation.calls).not.toContain('deleteStack');
  });
});

describe('another deploy of the same stack in the same moment', () => {
  it.each([
    'Stack:arn:aws:cloudformation:x is in UPDATE_IN_PROGRESS state and can not be updated.',
    `Stack [${name}] already exists and cannot be created again with the changeSet [x].`,
  ])('is waited for: %s', async (text) => {
    await applyStack(deployment(), network('Vpc'), {});
    aws.formation.fail('createChangeSet', refused(text));
    expect(await applyStack(deployment(), network('Vpc', 'Subnet'), {})).toMatchObject({
      status: 'UPDATE_COMPLETE',
    });
  });

  it('that goes on for ever is an error with its reason', async () => {
    await applyStack(deployment(), network('Vpc'), {});
    const text = 'Stack:x is in UPDATE_IN_PROGRESS state and can not be updated.';
    aws.formation.fail('createChangeSet', refused(text), 10);
    await expect(applyStack(deployment(), network('Vpc', 'Subnet'), {})).rejects.toMatchObject({
      exitCode: 3,
    });
  });

  it('that was faster says to run the command again', async () => {
    await applyStack(deployment(), network('Vpc'), {});
    aws.formation.fail('executeChangeSet', refused('ChangeSet [x] does not exist', 'ChangeSetNotFound'));
    await expect(applyStack(deployment(), network('Vpc', 'Subnet'), {})).rejects.toMatchObject({
      exitCode: 3,
      message: `another operation on ${name} began in the same moment`,
      hint: 'Nothing of this stack was touched by this run. The same command follows that operation, then goes on.',
    });
  });
});

describe('an operation under way', () => {
  it('is followed, then the deploy goes on', async () => {
    aws.formation.seed(name, 'UPDATE_COMPLETE', template('Vpc'));
    aws.formation.beginElsewhere(name, 60);
    const outcome = await applyStack(deployment(), network('Vpc', 'Subnet'), {});
    expect(outcome.status).toBe('UPDATE_COMPLETE');
    expect(progress.lines).toContain(
      `${name} following: UPDATE_IN_PROGRESS: an operation is under way, following it`,
    );
    expect(aws.formation.calls.filter((call) => call === 'executeChangeSet')).toHaveLength(1);
  });

  it('of somebody else that fails does not stop the deploy', async () => {
    aws.formation.seed(name, 'UPDATE_COMPLETE', template('Vpc'));
    aws.formation.beginElsewhere(name, 60, 'UPDATE_ROLLBACK_COMPLETE');
    expect(await applyStack(deployment(), network('Vpc', 'Subnet'), {})).toMatchObject({
      status: 'UPDATE_COMPLETE',
    });
  });

  it('that this deploy began before it was interrupted, and that fails, is its failure', async () => {
    await applyStack(deployment(), network('Vpc'), {});
    aws.formation.failing.set('Subnet', 'The CIDR is taken');
    aws.formation.seconds.set('Vpc', 60);
    const interruption = new Error('interrupted');
    clock.beforeSleep = () => {
      if (aws.formation.statusOf(name) === 'UPDATE_IN_PROGRESS') throw interruption;
    };
    await expect(applyStack(deployment(), network('Vpc', 'Subnet'), {})).rejects.toBe(interruption);
    expect(aws.formation.statusOf(name)).toBe('UPDATE_IN_PROGRESS');
    clock.beforeSleep = () => undefined;
    const outcome = await applyStack(deployment(), network('Vpc', 'Subnet'), {});
    expect(outcome).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failure: { causes: [{ logicalId: 'Subnet' }] },
    });
    expect(aws.formation.calls.filter((call) => call === 'executeChangeSet')).toHaveLength(2);
  });

  it('that this deploy began before it was interrupted, and that succeeds, is not begun again', async () => {
    const interruption = new Error('interrupted');
    clock.beforeSleep = () => {
      if (aws.formation.statusOf(name) === 'CREATE_IN_PROGRESS') throw interruption;
    };
    await expect(applyStack(deployment(), network('Vpc'), {})).rejects.toBe(interruption);
    clock.beforeSleep = () => undefined;
    expect(await applyStack(deployment(), network('Vpc'), {})).toMatchObject({
      action: 'none',
      status: 'CREATE_COMPLETE',
    });
    expect(aws.formation.calls.filter((call) => call === 'executeChangeSet')).toHaveLength(1);
  });
});

describe('lost answers and throttling', () => {
  it('never run a change set twice: the answer to the execution was lost', async () => {
    aws.formation.fail('executeChangeSet', lost(), 1, true);
    expect(await applyStack(deployment(), network('Vpc'), {})).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(aws.formation.calls.filter((call) => call === 'executeChangeSet')).toHaveLength(1);
  });

  it('execute again where the request never arrived', async () => {
    aws.formation.fail('executeChangeSet', lost(), 2);
    expect(await applyStack(deployment(), network('Vpc'), {})).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(aws.formation.calls.filter((call) => call === 'executeChangeSet')).toHaveLength(3);
  });

  it('take it for begun where AWS knows the token', async () => {
    aws.formation.fail(
      'executeChangeSet',
      refused('A client request token already exists', 'TokenAlreadyExistsException'),
      1,
      true,
    );
    expect(await applyStack(deployment(), network('Vpc'), {})).toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  it('give up on a change set that somebody else has made obsolete', async () => {
    aws.formation.fail('executeChangeSet', refused('User: x is not authorized', 'AccessDenied'));
    await expect(applyStack(deployment(), network('Vpc'), {})).rejects.toMatchObject({
      code: 'AccessDenied',
    });
  });

  it('are waited out while following', async () => {
    aws.formation.fail('describeStackEvents', throttled(), 3);
    aws.formation.fail('createChangeSet', lost(), 1, true);
    aws.formation.fail('describeStacks', lost(), 2);
    expect(await applyStack(deployment(), network('Vpc'), {})).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(progress.lines.filter((line) => line === 'Vpc CREATE_COMPLETE')).toHaveLength(1);
    expect(aws.formation.openChangeSets(name)).toBe(0);
  });

  it('are reported after five minutes', async () => {
    aws.formation.fail('describeStacks', throttled(), 1_000);
    const began = clock.now().getTime();
    await expect(applyStack(deployment(), network('Vpc'), {})).rejects.toMatchObject({ kind: 'throttled' });
    expect((clock.now().getTime() - began) / 60_000).toBeGreaterThan(4);
  });
});

describe('a change set that was not agreed to', () => {
  const shown = (logicalId: string, action: ResourceChange['action']) => {
    const change: ResourceChange = {
      action,
      logicalId,
      type: 'AWS::Test::Thing',
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
    await applyStack(deployment(), network('DataBucket'), {});
    aws.formation.replaced.add('DataBucket');
    await expect(applyStack(deployment(), network('DataBucket', 'Other'), {})).rejects.toMatchObject({
      exitCode: 4,
      message: `${name}: DataBucket (AWS::S3::Bucket) holds data and would be replaced`,
    });
    expect(aws.formation.openChangeSets(name)).toBe(0);
    expect(aws.formation.statusOf(name)).toBe('CREATE_COMPLETE');
  });

  it('is executed where it is allowed', async () => {
    await applyStack(deployment(), network('DataBucket'), {});
    const allowed = deployment({ judge: guard(new Set(['delete']), new Map()) });
    expect(await applyStack(allowed, network('Other'), {})).toMatchObject({ status: 'UPDATE_COMPLETE' });
  });

  it('is removed: something is deleted that the plan did not show', async () => {
    await applyStack(deployment(), network('Vpc', 'Old'), {});
    const judge = guard(new Set(), shown('Vpc', 'Modify'));
    await expect(applyStack(deployment({ judge }), network('Vpc'), {})).rejects.toMatchObject({
      exitCode: 4,
      message: `${name}: Old (AWS::Test::Thing) would be deleted, and the plan did not show it`,
    });
    const agreed = guard(new Set(), shown('Old', 'Remove'));
    expect(await applyStack(deployment({ judge: agreed }), network('Vpc'), {})).toMatchObject({
      status: 'UPDATE_COMPLETE',
    });
  });

  it('of a new stack leaves no empty stack behind', async () => {
    const judge = () => ({ reason: 'no' });
    await expect(applyStack(deployment({ judge }), network('Vpc'), {})).rejects.toMatchObject({
      exitCode: 4,
    });
    clock.beforeSleep = () => undefined;
    await clock.sleep(10_000);
    expect(aws.formation.statusOf(name)).toBe('DELETE_COMPLETE');
  });
});
