import { beforeEach, describe, expect, it } from 'vitest';
import { Formation } from '../../test/helpers/formation.ts';
import type { CloudFormationApi, StackEvent } from '../aws/cloudformation.ts';
import { follow, isOfStack } from './follow.ts';

const template = (name: string) => ({
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: name } } },
});

let formation: Formation;
let stackId: string;
let looks: number;
beforeEach(async () => {
  formation = new Formation();
  stackId = await formation.cloud.create('shop', template('one'));
  looks = 0;
});

const poll = async () => void (looks += 1);
const followed = (begun?: { token: string; status: readonly string[] }) =>
  follow(formation.api, formation.clock, { stackId, ...(begun && { begun }) }, { poll });
const update = (content: object = template('two')) =>
  formation.cloud.call('UpdateStack', {
    StackName: 'shop',
    TemplateBody: JSON.stringify(content),
    ClientRequestToken: 'mine',
  });
const mine = { token: 'mine', status: ['UPDATE_IN_PROGRESS'] };

describe('an operation of which there is no sign', () => {
  it('is given up after sixty looks, at every sixth of which the stack was asked', async () => {
    await expect(followed(mine)).rejects.toMatchObject({
      exitCode: 3,
      message: `CloudFormation accepted the operation on ${stackId}, but shows no sign of it`,
      hint: 'Run the same command again: it goes on from what is there.',
    });
    expect(looks).toBe(61);
    expect(formation.count('DescribeStackEvents')).toBe(61);
    expect(formation.count('DescribeStacks')).toBe(10);
    expect(formation.calls[0]?.input).toStrictEqual({ StackName: stackId });
  });

  it('is waited for as long as the stack is in the middle of something', async () => {
    formation.cloud.faults.hold({ logicalId: 'Topic', operation: 'update' });
    await update();
    formation.beforeSleep = () => {
      if (looks > 200) throw new Error('enough');
    };
    await expect(followed({ token: 'other', status: ['UPDATE_IN_PROGRESS'] })).rejects.toThrow('enough');
  });

  it('is the one that ended before the first look, where none is known by its token', async () => {
    const { status, events } = await followed();
    expect(status).toBe('CREATE_COMPLETE');
    expect(events.map(({ ResourceStatus }) => ResourceStatus)).toContain('CREATE_IN_PROGRESS');
    expect(looks).toBe(0);
  });
});

describe('an operation that shows something now and then', () => {
  it('needs no look at the stack, however long it takes', async () => {
    const [topic, other] = [
      formation.cloud.faults.hold({ logicalId: 'Topic', operation: 'update' }),
      formation.cloud.faults.hold({ logicalId: 'Other', operation: 'create' }),
    ];
    const { Resources: resources } = template('two');
    await update({ Resources: { ...resources, Other: { ...resources.Topic, DependsOn: 'Topic' } } });
    formation.beforeSleep = () => {
      if (looks === 4) topic();
      if (looks === 9) other();
    };
    expect(await followed(mine)).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(looks).toBe(9);
    expect(formation.count('DescribeStacks')).toBe(0);
  });
});

describe('a reason of AWS that quotes a setting', () => {
  it('is told without its value', async () => {
    formation.cloud.faults.fail(
      { logicalId: 'Topic', operation: 'update' },
      'DB_PASSWORD=hunter2 is no good',
    );
    await update();
    const { events } = await followed(mine);
    const reasons = events.map(({ ResourceStatusReason }) => ResourceStatusReason).join();
    expect(reasons).toContain('is no good');
    expect(reasons).not.toContain('hunter2');
  });
});

describe('a stack that cannot be asked', () => {
  it.each([
    ['ValidationError', 'Something else is wrong'],
    ['AccessDenied', 'User does not exist'],
  ])('is an error: %s: %s', async (code, message) => {
    formation.refuse('DescribeStackEvents', code, message);
    await expect(followed(mine)).rejects.toMatchObject({ code });
  });

  it('because it is gone was deleted', async () => {
    formation.refuse('DescribeStackEvents', 'ValidationError', `Stack [${stackId}] does not exist`);
    expect(await followed(mine)).toEqual({ status: 'DELETE_COMPLETE', events: [] });
  });
});

describe('an event', () => {
  const event = (more: Partial<StackEvent>): StackEvent => ({
    StackId: stackId,
    StackName: 'shop',
    EventId: '1',
    Timestamp: new Date(0),
    ...more,
  });
  const type = 'AWS::CloudFormation::Stack';

  it('is about the stack, about a stack inside it, or about a resource', () => {
    expect(isOfStack(event({ ResourceType: type, PhysicalResourceId: stackId }))).toBe(true);
    expect(isOfStack(event({ ResourceType: type, PhysicalResourceId: `${stackId}2` }))).toBe(false);
    expect(isOfStack(event({ ResourceType: 'AWS::SNS::Topic', PhysicalResourceId: stackId }))).toBe(false);
  });

  it('may leave out what its type calls optional, and a page its events', async () => {
    const pages: (StackEvent[] | undefined)[] = [
      undefined,
      [{ StackId: undefined, StackName: 'shop', EventId: undefined, Timestamp: new Date(0) }],
      [event({ EventId: '2', ResourceType: type, PhysicalResourceId: stackId })],
      [
        event({
          EventId: '3',
          ResourceType: type,
          PhysicalResourceId: stackId,
          ResourceStatus: 'UPDATE_COMPLETE',
        }),
      ],
    ];
    // Following makes this call alone where it sees the end.
    const api = {
      async describeStackEvents() {
        const events = pages.shift();
        return { $metadata: {}, ...(events && { StackEvents: events }) };
      },
    } as unknown as CloudFormationApi;
    const { status, events } = await follow(api, formation.clock, { stackId });
    expect(status).toBe('UPDATE_COMPLETE');
    expect(events.map(({ EventId }) => EventId)).toEqual([undefined, '2', '3']);
  });
});
