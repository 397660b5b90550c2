import { describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import type { CloudFormationApi } from '../aws/cloudformation.ts';
import { CommandError } from '../commands/command.ts';
import { FakeClock } from '../deploy/testing/fake-clock.ts';
import { Interruption } from '../host/node-host.ts';
import type { RenderedStack } from '../stack.ts';
import { describeUpdate } from './temporary-change-set.ts';

const stack = { name: 'shop-dev-api', body: '', tags: {}, capabilities: [] } as unknown as RenderedStack;
const answer = { $metadata: {} };

/** A change set that CloudFormation is still working out whenever it is looked at, and so cannot be removed. */
function pending(removals: { count: number }): CloudFormationApi {
  return {
    createChangeSet: async () => answer,
    describeChangeSet: async () => ({ ...answer, Status: 'CREATE_PENDING' as const }),
    deleteChangeSet: async () => {
      removals.count += 1;
      const reason = 'ChangeSet [x] cannot be deleted in its current status of [CREATE_PENDING]';
      throw new AwsError(
        'refused',
        'InvalidChangeSetStatus',
        reason,
        `CloudFormation DeleteChangeSet: ${reason}`,
      );
    },
  } as Partial<CloudFormationApi> as CloudFormationApi;
}

describe('a change set that cannot be removed', () => {
  const tried = (error: Error) => {
    const clock = new FakeClock();
    clock.beforeSleep = () => {
      throw error;
    };
    const removals = { count: 0 };
    const api = pending(removals);
    const tools = { api, uninterrupted: api, clock, pause: async () => undefined };
    return { removals, plan: describeUpdate(tools, 'stack/1', stack, []) };
  };

  it('does not hide that the user interrupted', async () => {
    const { plan, removals } = tried(new Interruption('SIGINT', 130));
    await expect(plan).rejects.toMatchObject({ exitCode: 130 });
    expect(removals.count).toBeGreaterThan(1);
  });

  it('does not hide another error', async () => {
    const { plan } = tried(new CommandError(4, 'the first one'));
    await expect(plan).rejects.toMatchObject({ exitCode: 4, message: 'the first one' });
  });

  it('is an error of its own where there is no other', async () => {
    const removals = { count: 0 };
    const api: CloudFormationApi = {
      ...pending(removals),
      describeChangeSet: async () => ({ ...answer, Status: 'CREATE_COMPLETE', Changes: [] }),
    };
    const tools = { api, uninterrupted: api, clock: new FakeClock(), pause: async () => undefined };
    await expect(describeUpdate(tools, 'stack/1', stack, [])).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.stringContaining('aws cloudformation delete-change-set'),
    });
  });
});
