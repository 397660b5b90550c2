import { beforeEach, describe, expect, it } from 'vitest';
import { Formation } from '../../test/helpers/formation.ts';
import type { StackEvent } from '../aws/cloudformation.ts';
import { deleteStack, mend, tokenFor } from './mend.ts';

const topic = (name: string) => ({ Type: 'AWS::SNS::Topic', Properties: { DisplayName: name } });
const one = { Resources: { Topic: topic('one') } };
const two = { Resources: { Topic: topic('two'), Other: { ...topic('other'), DependsOn: 'Topic' } } };

let formation: Formation;
/** Phase and text of each step. */
let steps: string[];
let seen: StackEvent[];
let looks: number;

beforeEach(() => {
  formation = new Formation();
  steps = [];
  seen = [];
  looks = 0;
});

const watch = {
  event: (event: StackEvent) => void seen.push(event),
  async poll() {
    looks += 1;
  },
};
const mended = () =>
  mend(formation.api, formation.clock, 'shop', (phase, text) => void steps.push(`${phase}: ${text}`), watch);
const fails = (logicalId: string, operation: 'create' | 'update' | 'delete', times = 1) =>
  formation.cloud.faults.fail({ logicalId, operation }, 'it broke', times);
const begin = (operation: string, template: unknown, more = {}) =>
  formation.cloud.call(operation, { StackName: 'shop', TemplateBody: JSON.stringify(template), ...more });
const writes = () =>
  formation.calls.map(({ operation }) => operation).filter((operation) => !operation.startsWith('Describe'));
const seenOf = (logicalId: string) =>
  seen.filter((event) => event.LogicalResourceId === logicalId).map((event) => event.ResourceStatus);

describe('what takes a change set is left as it is, and nothing is said or followed', () => {
  const untouched = () => ({ steps, seen, looks, writes: writes() });
  const nothing = { steps: [], seen: [], looks: 0, writes: [] };

  it('no stack', async () => {
    expect(await mended()).toEqual({ stack: undefined });
    expect(untouched()).toEqual(nothing);
  });

  it('a stack of which there is only a change set', async () => {
    await begin('CreateChangeSet', one, { ChangeSetName: 'first', ChangeSetType: 'CREATE' });
    await formation.cloud.settle();
    expect(await formation.cloud.status('shop')).toBe('REVIEW_IN_PROGRESS');
    expect(await mended()).toEqual({ stack: undefined });
    expect(untouched()).toEqual(nothing);
  });

  it('a stack that is complete', async () => {
    await formation.cloud.create('shop', one);
    expect(await mended()).toEqual({ stack: expect.objectContaining({ StackStatus: 'CREATE_COMPLETE' }) });
    await formation.cloud.update('shop', two);
    expect(await mended()).toEqual({ stack: expect.objectContaining({ StackStatus: 'UPDATE_COMPLETE' }) });
    expect(untouched()).toEqual(nothing);
  });

  it('a stack that was rolled back', async () => {
    await formation.cloud.create('shop', one);
    fails('Other', 'create');
    await formation.cloud.update('shop', two);
    expect((await mended()).stack?.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(untouched()).toEqual(nothing);
  });

  it('a stack that was deleted', async () => {
    await formation.cloud.create('shop', one);
    await formation.cloud.call('DeleteStack', { StackName: 'shop' });
    await formation.cloud.settle();
    expect(await mended()).toEqual({ stack: undefined });
    expect(untouched()).toEqual(nothing);
  });
});

describe('what is under way is followed to its end', () => {
  it('a creation', async () => {
    await begin('CreateStack', one);
    const { stack, attached } = await mended();
    expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
    expect(attached).toMatchObject({
      status: 'CREATE_COMPLETE',
      stack: { StackStatus: 'CREATE_IN_PROGRESS' },
    });
    expect(attached?.events).toEqual(seen);
    expect(seenOf('Topic')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
    expect(steps).toEqual(['following: CREATE_IN_PROGRESS: an operation is under way, following it']);
    expect(looks).toBeGreaterThan(0);
    expect(writes()).toEqual([]);
  });

  it('an update, which is rolled back', async () => {
    await formation.cloud.create('shop', one);
    fails('Other', 'create');
    await begin('UpdateStack', two);
    const { stack, attached } = await mended();
    expect(stack?.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(attached).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      stack: { StackStatus: 'UPDATE_IN_PROGRESS' },
    });
    expect(seenOf('Other')).toContain('CREATE_FAILED');
  });

  it('a deletion: after it there is no stack, but one whose end is known', async () => {
    const id = await formation.cloud.create('shop', one);
    await formation.cloud.call('DeleteStack', { StackName: 'shop' });
    const { stack, attached } = await mended();
    expect(stack).toBeUndefined();
    expect(attached).toMatchObject({ status: 'DELETE_COMPLETE', stack: { StackId: id } });
    expect(writes()).toEqual([]);
  });

  it('a creation that fails: what is left of it is deleted, and how it ended is not forgotten', async () => {
    fails('Topic', 'create');
    await begin('CreateStack', one);
    const { stack, attached } = await mended();
    expect(stack).toBeUndefined();
    expect(attached).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
    expect(steps).toEqual([
      'following: CREATE_IN_PROGRESS: an operation is under way, following it',
      'deleting: ROLLBACK_COMPLETE: its creation failed earlier, deleting what is left of it',
    ]);
  });
});

describe('what is left of a creation that failed is deleted', () => {
  it.each([
    ['ROLLBACK_COMPLETE', {}, 0],
    ['CREATE_FAILED', { OnFailure: 'DO_NOTHING' }, 0],
    ['ROLLBACK_FAILED', {}, 1],
  ])('%s', async (status, more, failedDeletions) => {
    fails('Other', 'create');
    if (failedDeletions > 0) fails('Topic', 'delete', failedDeletions);
    const id = await formation.cloud.create('shop', two, more);
    expect(await formation.cloud.status(id)).toBe(status);
    expect(await mended()).toEqual({ stack: undefined });
    expect(steps).toEqual([`deleting: ${status}: its creation failed earlier, deleting what is left of it`]);
    expect(await formation.cloud.status(id)).toBe('DELETE_COMPLETE');
    expect(writes()).toEqual(['DeleteStack']);
    // By its ARN: a name can come to mean another stack.
    expect(formation.calls.find(({ operation }) => operation === 'DeleteStack')?.input).toMatchObject({
      StackName: id,
    });
    expect(seen.at(-1)).toMatchObject({ PhysicalResourceId: id, ResourceStatus: 'DELETE_COMPLETE' });
  });

  it('and what cannot be deleted is named', async () => {
    fails('Other', 'create');
    fails('Topic', 'delete', Infinity);
    await formation.cloud.create('shop', two);
    await expect(mended()).rejects.toMatchObject({
      exitCode: 3,
      message: 'shop could not be deleted, it is DELETE_FAILED: it broke',
      hint: 'Mend what is named, then run the same command again.',
      details: { stack: 'shop', status: 'DELETE_FAILED' },
    });
  });
});

describe('a rollback that got stuck', () => {
  /** The update of Topic fails, and so does its way back, `times` times. */
  const stuck = async (times = 1): Promise<string> => {
    const id = await formation.cloud.create('shop', one);
    fails('Topic', 'update', 1 + times);
    await formation.cloud.update('shop', two);
    expect(await formation.cloud.status('shop')).toBe('UPDATE_ROLLBACK_FAILED');
    return id;
  };

  it('goes on, by a token, and what happens is shown', async () => {
    const id = await stuck();
    const now = formation.clock.now().toISOString();
    const { stack, ...rest } = await mended();
    expect(stack).toMatchObject({ StackId: id, StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(rest).toEqual({});
    expect(steps).toEqual(['rolling back: UPDATE_ROLLBACK_FAILED: going on with its rollback']);
    expect(writes()).toEqual(['ContinueUpdateRollback']);
    const token = formation.calls.find(({ operation }) => operation === 'ContinueUpdateRollback')?.input[
      'ClientRequestToken'
    ];
    expect(token).toBe(tokenFor('rollback', id, now));
    expect(new Set(seen.map((event) => event.ClientRequestToken))).toEqual(new Set([token]));
    expect(seen[0]?.ResourceStatus).toBe('UPDATE_ROLLBACK_IN_PROGRESS');
  });

  it.each([false, true])(
    'goes on once, also where the answer is lost (after it took effect: %s)',
    async (late) => {
      await stuck();
      formation.lose('ContinueUpdateRollback', { late });
      expect((await mended()).stack?.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
      const tokens = formation.calls
        .filter(({ operation }) => operation === 'ContinueUpdateRollback')
        .map(({ input }) => input['ClientRequestToken']);
      expect(tokens).toHaveLength(2);
      expect(new Set(tokens).size).toBe(1);
    },
  );

  it('is followed where AWS says that it knows the token already', async () => {
    await stuck();
    formation.refuse(
      'ContinueUpdateRollback',
      'TokenAlreadyExistsException',
      'A client request token already exists',
      {
        late: true,
      },
    );
    expect((await mended()).stack?.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(formation.count('ContinueUpdateRollback')).toBe(1);
  });

  it('is left to a person where it gets stuck again, and never deleted', async () => {
    await stuck(2);
    await expect(mended()).rejects.toMatchObject({
      exitCode: 3,
      message: 'stack shop is UPDATE_ROLLBACK_FAILED: it takes no change set in this state',
      hint: 'See its events, mend what they name, then run the same command again.',
      details: { stack: 'shop', status: 'UPDATE_ROLLBACK_FAILED' },
    });
    expect(writes()).toEqual(['ContinueUpdateRollback']);
  });

  it('that AWS refuses to go on with is an error', async () => {
    await stuck();
    formation.refuse('ContinueUpdateRollback', 'AccessDenied', 'User: ada is not authorized to perform: x');
    await expect(mended()).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

describe('what only a person can decide about is left alone', () => {
  it('DELETE_FAILED', async () => {
    await formation.cloud.create('shop', one);
    fails('Topic', 'delete', Infinity);
    await formation.cloud.call('DeleteStack', { StackName: 'shop' });
    await formation.cloud.settle();
    await expect(mended()).rejects.toMatchObject({
      exitCode: 3,
      message: 'stack shop is DELETE_FAILED: it takes no change set in this state',
      hint: 'Its deletion did not finish. Finish it by `platc destroy`, then deploy.',
    });
    expect({ steps, writes: writes() }).toEqual({ steps: [], writes: [] });
  });

  it('UPDATE_FAILED', async () => {
    await formation.cloud.create('shop', one);
    fails('Other', 'create');
    await formation.cloud.update('shop', two, { DisableRollback: true });
    await expect(mended()).rejects.toMatchObject({
      exitCode: 3,
      message: 'stack shop is UPDATE_FAILED: it takes no change set in this state',
      hint: 'Roll it back: aws cloudformation rollback-stack --stack-name shop',
      details: { stack: 'shop', status: 'UPDATE_FAILED' },
    });
    expect({ steps, writes: writes() }).toEqual({ steps: [], writes: [] });
  });
});

describe('a deletion', () => {
  const deleted = (id: string) => deleteStack(formation.api, formation.clock, id);

  it('has a token of its own, by which its events are known', async () => {
    const id = await formation.cloud.create('shop', one);
    const token = tokenFor('delete', id, formation.clock.now().toISOString());
    const { events } = await deleted(id);
    expect(new Set(events.map((event) => event.ClientRequestToken))).toEqual(new Set([token]));
  });

  it('that fails says what AWS says', async () => {
    const id = await formation.cloud.create('shop', one);
    formation.cloud.faults.fail({ logicalId: 'Topic', operation: 'delete' }, 'it broke \n', 9);
    await expect(deleted(id)).rejects.toMatchObject({
      message: 'shop could not be deleted, it is DELETE_FAILED: it broke',
    });
  });

  it('is asked for once, also where answers are lost', async () => {
    const id = await formation.cloud.create('shop', one);
    formation.lose('DeleteStack', { late: true });
    const { status, events } = await deleted(id);
    expect(status).toBe('DELETE_COMPLETE');
    expect(events[0]).toMatchObject({ ResourceStatus: 'DELETE_IN_PROGRESS', PhysicalResourceId: id });
    expect(formation.count('DeleteStack')).toBe(2);
  });

  it('of what is gone is done', async () => {
    expect(await deleted('arn:aws:cloudformation:eu-west-1:000000000000:stack/shop/1')).toEqual({
      status: 'DELETE_COMPLETE',
      events: [],
    });
  });

  it('that an export forbids says whose', async () => {
    const id = await formation.cloud.create('shop', {
      ...one,
      Outputs: { Topic: { Value: { Ref: 'Topic' }, Export: { Name: 'topic' } } },
    });
    await formation.cloud.create('user', {
      Resources: {
        Mine: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'topic' } } },
      },
    });
    await expect(deleted(id)).rejects.toMatchObject({
      message:
        'shop could not be deleted, it is CREATE_COMPLETE: Export topic cannot be deleted as it is in use by user',
    });
  });

  it('has another token for another stack, time or call', () => {
    expect(tokenFor('delete', 'a')).toBe(tokenFor('delete', 'a'));
    const others = [['delete', 'b'], ['deletea'], ['delete', 'a', ''], ['execute', 'a']];
    expect(new Set([['delete', 'a'], ...others].map((parts) => tokenFor(...parts))).size).toBe(5);
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
    expect(tokenFor('delete', 'a')).toMatch(/^platc-[0-9a-f]{40}$/);
  });
});
