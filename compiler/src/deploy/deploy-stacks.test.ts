import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Account } from '../../test/helpers/account.ts';
import type { RenderedStack } from '../stack.ts';
import { deployStacks } from './deploy-stacks.ts';
import type { Deployment } from './deployment.ts';
import type { Judge } from './judge.ts';
import { RecordedProgress } from './testing/recorded-progress.ts';

let account: Account;
let progress: RecordedProgress;

beforeEach(() => {
  account = new Account();
  progress = new RecordedProgress();
});
afterEach(() => account.remove());

const stackOf = (name: string, more: Partial<RenderedStack> = {}): RenderedStack => ({
  name,
  kind: 'service',
  body: `Resources:\n  ${name.toUpperCase()}:\n    Type: AWS::SNS::Topic\n`,
  parameters: [],
  resources: [],
  outputs: [],
  tags: {},
  capabilities: [],
  lines: new Map(),
  origin: ['services', name],
  ...more,
});
const refusesB: Judge = ({ name }) =>
  name === 'b' ? { reason: 'B would be replaced', allow: 'replace' } : undefined;

function deploy(stacks: readonly RenderedStack[], judge: Judge = () => undefined) {
  const deployment: Deployment = {
    aws: account,
    clock: account.clock,
    progress,
    judge,
    environment: 'dev',
    caller: { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/ada' },
    commit: undefined,
    dirty: false,
    flags: [],
    rolloutSeconds: () => 900,
    artifacts: () => undefined,
  };
  return deployStacks(deployment, { stacks, all: stacks, images: new Map() });
}

describe('stacks that are deployed at once', () => {
  it('end each for itself: one that fails does not hide that another is refused, nor the other way round', async () => {
    account.faults.fail({ logicalId: 'A', operation: 'create' }, 'it broke');
    const { outcomes, errors } = await deploy([stackOf('a'), stackOf('b'), stackOf('c')], refusesB);
    expect(outcomes).toMatchObject([
      { name: 'a', status: 'ROLLBACK_COMPLETE', failure: { causes: [{ reason: 'it broke' }] } },
      { name: 'c', status: 'CREATE_COMPLETE' },
    ]);
    expect(errors).toMatchObject([{ stack: 'b', error: { exitCode: 4, message: 'b: B would be replaced' } }]);
    expect(progress.lines).toContain('b failed: B would be replaced');
  });

  it('wait for those that they need; of one that was refused nothing goes on', async () => {
    const network = stackOf('b', { kind: 'network', outputs: ['VpcId'] });
    const { outcomes, errors } = await deploy([network, stackOf('c', { parameters: ['VpcId'] })], refusesB);
    expect(outcomes).toEqual([]);
    expect(errors).toMatchObject([{ stack: 'b' }]);
    expect(progress.lines).toContain('c skipped: not touched');
  });

  it('end at an interruption', async () => {
    account.beforeSleep = () => {
      throw new Error('interrupted');
    };
    await expect(deploy([stackOf('a')])).rejects.toThrow('interrupted');
  });
});
