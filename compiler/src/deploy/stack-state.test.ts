import { StackStatus } from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, it } from 'vitest';
import { Formation } from '../../test/helpers/formation.ts';
import {
  conditionOf,
  isFinal,
  isSuccess,
  nameOf,
  outputsOf,
  parametersOf,
  readStack,
} from './stack-state.ts';

/** Every status there is, and what is done about it. A new one of AWS makes the first test below fail. */
const conditions = {
  CREATE_COMPLETE: 'stable',
  CREATE_FAILED: 'leftover',
  CREATE_IN_PROGRESS: 'busy',
  DELETE_COMPLETE: 'absent',
  DELETE_FAILED: 'stuck',
  DELETE_IN_PROGRESS: 'busy',
  IMPORT_COMPLETE: 'stable',
  IMPORT_IN_PROGRESS: 'busy',
  IMPORT_ROLLBACK_COMPLETE: 'stable',
  IMPORT_ROLLBACK_FAILED: 'stuck',
  IMPORT_ROLLBACK_IN_PROGRESS: 'busy',
  REVIEW_IN_PROGRESS: 'absent',
  ROLLBACK_COMPLETE: 'leftover',
  ROLLBACK_FAILED: 'leftover',
  ROLLBACK_IN_PROGRESS: 'busy',
  UPDATE_COMPLETE: 'stable',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'busy',
  UPDATE_FAILED: 'stuck',
  UPDATE_IN_PROGRESS: 'busy',
  UPDATE_ROLLBACK_COMPLETE: 'stable',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'busy',
  UPDATE_ROLLBACK_FAILED: 'half-rolled-back',
  UPDATE_ROLLBACK_IN_PROGRESS: 'busy',
} as const;
const statuses = Object.entries(conditions);

describe('a status', () => {
  it('is each one that the SDK knows', () => {
    expect(Object.keys(conditions).toSorted()).toEqual(Object.values(StackStatus).toSorted());
  });

  it.each(statuses)('%s: the stack is %s', (status, condition) => {
    expect(conditionOf(status)).toBe(condition);
  });

  it('that nobody knows yet is left to a person, and followed where it is under way', () => {
    expect(conditionOf(undefined)).toBe('absent');
    expect(conditionOf('')).toBe('stuck');
    expect(conditionOf('MOVE_IN_PROGRESS')).toBe('busy');
    expect(conditionOf('MOVE_IN_PROGRESS_FAILED')).toBe('stuck');
  });

  it('is never one in which an updated stack is deleted', () => {
    const deleted = statuses.filter(([, condition]) => condition === 'leftover').map(([status]) => status);
    expect(deleted.filter((status) => status.startsWith('UPDATE_') || status.startsWith('IMPORT_'))).toEqual(
      [],
    );
  });

  it('is final where nothing is under way', () => {
    for (const [status] of statuses) expect(isFinal(status)).toBe(!status.endsWith('_IN_PROGRESS'));
    expect(isFinal('COMPLETE')).toBe(false);
  });

  it('is a success only where the change set was carried out', () => {
    expect(statuses.map(([status]) => status).filter(isSuccess)).toEqual([
      'CREATE_COMPLETE',
      'UPDATE_COMPLETE',
    ]);
  });
});

describe('a stack', () => {
  let formation: Formation;
  const template = {
    Parameters: { Stage: { Type: 'String', Default: 'test' } },
    Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
    Outputs: { Stage: { Value: { Ref: 'Stage' } }, Greeting: { Value: 'hello' } },
  };
  beforeEach(() => {
    formation = new Formation();
  });
  const read = (name: string) => readStack(formation.api, formation.clock, name);

  it('is read by name or ARN, with its outputs and parameters', async () => {
    await formation.cloud.create('other', template);
    const id = await formation.cloud.create('shop', template);
    await formation.cloud.create('third', template);
    const stack = await read('shop');
    expect(stack).toMatchObject({ StackId: id, StackStatus: 'CREATE_COMPLETE' });
    expect(await read(id)).toEqual(stack);
    expect(outputsOf(stack)).toEqual({ Stage: 'test', Greeting: 'hello' });
    expect(parametersOf(stack)).toEqual({ Stage: 'test' });
  });

  it('that is not there is undefined, with no outputs and no parameters', async () => {
    expect(await read('shop')).toBeUndefined();
    expect(outputsOf(undefined)).toEqual({});
    expect(parametersOf(undefined)).toEqual({});
  });

  it.each([
    ['ValidationError', 'Rate of something else'],
    ['SomethingElse', 'Stack with id shop does not exist'],
  ])('that AWS refuses with %s: %s is an error', async (code, message) => {
    formation.refuse('DescribeStacks', code, message);
    await expect(read('shop')).rejects.toMatchObject({ code });
  });

  it('is asked for again where the answer is lost', async () => {
    await formation.cloud.create('shop', template);
    formation.lose('DescribeStacks', { times: 2 });
    expect(await read('shop')).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    expect(formation.count('DescribeStacks')).toBe(3);
  });

  it('may leave out what its types call optional', () => {
    const stack = { StackName: 'shop', StackStatus: 'CREATE_COMPLETE', CreationTime: new Date(0) } as const;
    expect(outputsOf({ ...stack, Outputs: [{}] })).toEqual({ '': '' });
    expect(parametersOf({ ...stack, Parameters: [{}] })).toEqual({ '': '' });
    expect(outputsOf(stack)).toEqual({});
    expect(parametersOf(stack)).toEqual({});
  });

  it('has its name in its ARN', () => {
    expect(nameOf('arn:aws:cloudformation:eu-west-1:000000000000:stack/shop-dev/1a2b')).toBe('shop-dev');
    expect(nameOf('shop-dev')).toBe('shop-dev');
    expect(nameOf('arn:aws:cloudformation:eu-west-1:000000000000:stack/shop')).toBe(
      'arn:aws:cloudformation:eu-west-1:000000000000:stack/shop',
    );
  });
});
