import { describe, expect, it } from 'vitest';
import type { CloudFormationApi, Stack, StackEvent } from '../aws/cloudformation.ts';
import { patiently } from './clock.ts';
import { follow } from './follow.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { refused } from './testing/aws-errors.ts';

const stackId = 'arn:aws:cloudformation:eu-west-1:1:stack/app/1';
const begun = { token: 'mine', status: ['UPDATE_IN_PROGRESS'] };

type Status = NonNullable<StackEvent['ResourceStatus']>;

function event(id: string, status: Status, token: string, ofStack = true): StackEvent {
  return {
    StackId: stackId,
    StackName: 'app',
    EventId: id,
    Timestamp: new Date(0),
    LogicalResourceId: ofStack ? 'app' : 'Service',
    ResourceType: ofStack ? 'AWS::CloudFormation::Stack' : 'AWS::ECS::Service',
    PhysicalResourceId: ofStack ? stackId : 'service',
    ResourceStatus: status,
    ClientRequestToken: token,
  };
}

const before = [event('1', 'UPDATE_IN_PROGRESS', 'other'), event('2', 'UPDATE_COMPLETE', 'other')];
const mine = [
  event('3', 'UPDATE_IN_PROGRESS', 'mine'),
  event('4', 'UPDATE_COMPLETE', 'mine', false),
  event('5', 'UPDATE_COMPLETE', 'mine'),
];
const after = [event('6', 'UPDATE_IN_PROGRESS', 'later'), event('7', 'UPDATE_COMPLETE', 'later')];

/** Shows more events at each look, two a page, newest first; the last state stays. */
function stackOf(looks: readonly (readonly StackEvent[])[], status?: Stack['StackStatus']) {
  let look = -1;
  const api: Pick<CloudFormationApi, 'describeStackEvents' | 'describeStacks'> = {
    async describeStackEvents({ NextToken }) {
      if (NextToken === undefined) look += 1;
      const events = (looks[Math.min(look, looks.length - 1)] ?? []).toReversed();
      const from = Number(NextToken ?? 0);
      const more = from + 2 < events.length;
      return {
        $metadata: {},
        StackEvents: events.slice(from, from + 2),
        ...(more && { NextToken: String(from + 2) }),
      };
    },
    async describeStacks() {
      if (status === undefined) throw refused('Stack with id x does not exist');
      return {
        $metadata: {},
        Stacks: [{ StackName: 'app', StackStatus: status, CreationTime: new Date(0) }],
      };
    },
  };
  // Following makes these two calls and no other.
  return api as CloudFormationApi;
}

const ids = (events: readonly StackEvent[]) => events.map(({ EventId }) => EventId);

describe('follow', () => {
  it('sees the events of this operation alone, each once, oldest first', async () => {
    const told: StackEvent[] = [];
    const looks = [
      before,
      [...before, ...mine.slice(0, 1)],
      [...before, ...mine.slice(0, 2)],
      [...before, ...mine, ...after],
    ];
    const ended = await follow(
      stackOf(looks),
      new FakeClock(),
      { stackId, begun },
      { event: (one) => void told.push(one) },
    );
    expect(ids(told)).toEqual(['3', '4', '5']);
    expect(ended).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(ids(ended.events)).toEqual(['3', '4', '5']);
  });

  it('does not take the end of the operation before, or the beginning of the next, for its own', async () => {
    const looks = [
      [...before, ...after],
      [...before, ...after, ...mine],
    ];
    const ended = await follow(stackOf(looks), new FakeClock(), { stackId, begun });
    expect(ids(ended.events)).toEqual(['3', '4', '5']);
  });

  it('joins the operation under way, without knowing its token', async () => {
    const looks = [
      [...before, ...mine.slice(0, 2)],
      [...before, ...mine, ...after],
    ];
    expect(ids((await follow(stackOf(looks), new FakeClock(), { stackId })).events)).toEqual(['3', '4', '5']);
    const ended = await follow(stackOf([[...before, ...mine]]), new FakeClock(), { stackId });
    expect(ended.status).toBe('UPDATE_COMPLETE');
  });

  it('asks the stack where no event tells of the end: a deletion that an export forbids', async () => {
    const begins = event('3', 'DELETE_IN_PROGRESS', 'mine');
    const deletion = { stackId, begun: { token: 'mine', status: ['DELETE_IN_PROGRESS'] } };
    expect(
      (await follow(stackOf([[...before, begins]], 'UPDATE_COMPLETE'), new FakeClock(), deletion)).status,
    ).toBe('UPDATE_COMPLETE');
    expect((await follow(stackOf([[...before, begins]]), new FakeClock(), deletion)).status).toBe(
      'DELETE_COMPLETE',
    );
  });

  it('gives up on an operation that never shows', async () => {
    await expect(
      follow(stackOf([before], 'UPDATE_COMPLETE'), new FakeClock(), { stackId, begun }),
    ).rejects.toMatchObject({ exitCode: 3 });
  });
});

describe('patiently', () => {
  it('repeats only what may pass', async () => {
    let calls = 0;
    const call = () => {
      calls += 1;
      return Promise.reject(refused('no'));
    };
    await expect(patiently(new FakeClock(), call)).rejects.toMatchObject({ code: 'ValidationError' });
    expect(calls).toBe(1);
  });
});
