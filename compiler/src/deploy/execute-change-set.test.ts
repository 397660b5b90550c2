import { beforeEach, describe, expect, it } from 'vitest';
import { Formation } from '../../test/helpers/formation.ts';
import type { ChangeSet } from './change-set.ts';
import { executeChangeSet, executionToken } from './execute-change-set.ts';
import { tokenFor } from './mend.ts';

const template = (name: string) =>
  JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: name } } } });

let formation: Formation;
let changeSet: ChangeSet;
/** Milliseconds of each wait. */
let waits: number[];

beforeEach(async () => {
  formation = new Formation();
  waits = [];
  changeSet = await planned('first', 'CREATE');
});

async function planned(
  name: string,
  type: 'CREATE' | 'UPDATE' = 'UPDATE',
  displayName = name,
): Promise<ChangeSet> {
  const { Id: id, StackId: stackId } = await formation.cloud.call('CreateChangeSet', {
    StackName: 'shop',
    ChangeSetName: name,
    ChangeSetType: type,
    TemplateBody: template(displayName),
  });
  await formation.cloud.settle();
  return { id, stackId, changes: [] };
}

const execute = (set = changeSet) =>
  executeChangeSet(
    formation.api,
    {
      ...formation.clock,
      sleep: async (ms) => {
        waits.push(ms);
        await formation.clock.sleep(ms);
      },
    },
    set,
  );
const executions = () => formation.count('ExecuteChangeSet');
const begun = async () =>
  (await formation.cloud.path('shop')).filter((status) => /^(CREATE|UPDATE)_IN_PROGRESS$/.test(status))
    .length;
const overtaken = {
  exitCode: 3,
  message: 'another operation on shop began in the same moment',
  hint: 'Nothing of this stack was touched by this run. The same command follows that operation, then goes on.',
  details: { stack: 'shop' },
};

describe('a change set', () => {
  it('is executed by its id, under a token made from it', async () => {
    await execute();
    expect(formation.calls).toEqual([
      {
        operation: 'ExecuteChangeSet',
        input: {
          ChangeSetName: changeSet.id,
          StackName: changeSet.stackId,
          ClientRequestToken: executionToken(changeSet.id),
        },
      },
    ]);
    expect(executionToken(changeSet.id)).toBe(tokenFor('execute', changeSet.id));
    await formation.cloud.settle();
    expect(await formation.cloud.status('shop')).toBe('CREATE_COMPLETE');
  });

  it('whose execution was asked for and whose answer was lost is not executed again', async () => {
    formation.lose('ExecuteChangeSet', { late: true });
    await execute();
    expect(executions()).toBe(1);
    expect(await begun()).toBe(1);
  });

  it('whose execution never reached AWS is executed again, after ever longer waits', async () => {
    formation.lose('ExecuteChangeSet', { times: 6 });
    await execute();
    expect(executions()).toBe(7);
    expect(await begun()).toBe(1);
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('is given up after the tenth time', async () => {
    formation.lose('ExecuteChangeSet', { times: 20 });
    await expect(execute()).rejects.toMatchObject({ kind: 'unreachable', code: 'ECONNRESET' });
    expect(executions()).toBe(10);
    expect(await begun()).toBe(0);
  });

  it.each(['TokenAlreadyExistsException', 'InvalidChangeSetStatus'])(
    'that AWS says was executed already (%s) is taken for begun where it was',
    async (code) => {
      formation.refuse('ExecuteChangeSet', code, 'it was executed', { late: true });
      await execute();
      expect(executions()).toBe(1);
    },
  );

  it('that AWS says was executed, and has not been, is executed', async () => {
    formation.refuse('ExecuteChangeSet', 'TokenAlreadyExistsException', 'it was executed');
    await execute();
    expect(executions()).toBe(2);
    expect(await begun()).toBe(1);
  });

  it.each(['AccessDenied', 'LimitExceededException'])('that AWS refuses by %s is left', async (code) => {
    formation.refuse('ExecuteChangeSet', code, 'no');
    await expect(execute()).rejects.toMatchObject({ code });
    expect(formation.calls).toHaveLength(1);
  });

  it.each([
    ['ValidationError', 'the template is wrong'],
    ['SomethingElse', 'Stack is in UPDATE_IN_PROGRESS state'],
  ])('that AWS refuses by %s: %s is left', async (code, message) => {
    formation.refuse('ExecuteChangeSet', code, message);
    await expect(execute()).rejects.toMatchObject({ code });
    expect(formation.calls).toHaveLength(1);
  });
});

describe('another operation in the same moment', () => {
  beforeEach(async () => {
    await formation.cloud.call('ExecuteChangeSet', { ChangeSetName: changeSet.id });
    await formation.cloud.settle();
    changeSet = await planned('second');
  });

  it('that deleted the change set', async () => {
    const { id } = await planned('third');
    await formation.cloud.call('ExecuteChangeSet', { ChangeSetName: id });
    await expect(execute()).rejects.toMatchObject(overtaken);
    expect(executions()).toBe(1);
    expect(formation.count('DescribeChangeSet')).toBe(0);
  });

  it('that is under way', async () => {
    const text = `Stack:${changeSet.stackId} is in UPDATE_IN_PROGRESS state and can not be updated.`;
    formation.refuse('ExecuteChangeSet', 'ValidationError', text);
    await expect(execute()).rejects.toMatchObject(overtaken);
    expect(executions()).toBe(1);
  });

  it('that is this execution, begun by a call whose answer was lost', async () => {
    const text = `Stack:${changeSet.stackId} is in UPDATE_IN_PROGRESS state and can not be updated.`;
    formation.refuse('ExecuteChangeSet', 'ValidationError', text, { late: true });
    await execute();
    expect(executions()).toBe(1);
  });

  it('is none where the change set can just not be executed: there is nothing in it', async () => {
    const empty = await planned('empty', 'UPDATE', 'first');
    await expect(execute(empty)).rejects.toMatchObject({ code: 'InvalidChangeSetStatus' });
    expect(executions()).toBe(1);
    expect(waits).toEqual([]);
  });

  it('that made the change set obsolete, and left it there', async () => {
    await formation.cloud.update('shop', template('third'));
    await expect(execute()).rejects.toMatchObject(overtaken);
    expect(executions()).toBe(1);
    expect(waits).toEqual([]);
  });
});
