import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResourceBehaviour } from '../resource-behaviour.ts';
import type { TestSandbox } from '../test-sandbox.ts';
import { resourceRequest, startTestSandbox } from '../test-sandbox.ts';
import { logsBehaviours } from './behaviours.ts';
import { appendLogEvents } from './log-groups.ts';
import { StreamFile } from './stream-file.ts';

let sandbox: TestSandbox;
let logs: CloudWatchLogsClient;
const logGroupName = '/platc/demo/local/api';
const day = 86_400_000;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  logs = new CloudWatchLogsClient({ ...sandbox.client, region: 'eu-west-1' });
});
afterEach(() => sandbox.remove());

const destination = (logStreamName: string, createGroup = false) =>
  ({ region: 'eu-west-1', logGroupName, logStreamName, createGroup }) as const;
const append = (stream: string, ...events: [time: number, message: string][]): boolean =>
  appendLogEvents(
    sandbox.context,
    destination(stream),
    events.map(([time, message]) => ({ timestamp: sandbox.clock.now() + time, message })),
  );
const createGroup = () => logs.send(new CreateLogGroupCommand({ logGroupName }));
const filter = async (input: object = {}): Promise<(string | undefined)[]> =>
  ((await logs.send(new FilterLogEventsCommand({ logGroupName, ...input }))).events ?? []).map(
    ({ message }) => message,
  );

describe('groups and streams', () => {
  it('are made once, described and deleted', async () => {
    await createGroup();
    await expect(createGroup()).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/other', kmsKeyId: 'arn:key' }));
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 14 }));
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/platc' }));
    expect(logGroups).toMatchObject([
      {
        logGroupName,
        retentionInDays: 14,
        creationTime: sandbox.clock.now(),
        arn: 'arn:aws:logs:eu-west-1:000000000000:log-group:/platc/demo/local/api:*',
      },
    ]);
    const first = await logs.send(new DescribeLogGroupsCommand({ limit: 1 }));
    expect(first.logGroups).toMatchObject([{ logGroupName: '/other', kmsKeyId: 'arn:key' }]);
    const rest = await logs.send(new DescribeLogGroupsCommand({ limit: 1, nextToken: first.nextToken }));
    expect(rest.logGroups).toMatchObject([{ logGroupName }]);
    expect(rest.nextToken).toBeUndefined();

    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }));
    const again = new CreateLogStreamCommand({ logGroupName, logStreamName: 's' });
    await expect(logs.send(again)).rejects.toMatchObject({
      message: 'The specified log stream already exists',
    });
    await logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 's' }));
    const gone = new DeleteLogStreamCommand({ logGroupName, logStreamName: 's' });
    await expect(logs.send(gone)).rejects.toMatchObject({
      message: 'The specified log stream does not exist.',
    });
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
    await expect(filter()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  it('are ordered by name or by their last event, and go by pages', async () => {
    await createGroup();
    append('b', [1, 'x']);
    append('a', [3, 'x']);
    append('c', [2, 'x']);
    const names = async (input: object): Promise<(string | undefined)[]> => {
      const found: (string | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page: {
          logStreams?: { logStreamName?: string | undefined }[] | undefined;
          nextToken?: string | undefined;
        } = await logs.send(new DescribeLogStreamsCommand({ logGroupName, limit: 2, nextToken, ...input }));
        found.push(...(page.logStreams ?? []).map(({ logStreamName }) => logStreamName));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return found;
    };
    expect(await names({})).toEqual(['a', 'b', 'c']);
    expect(await names({ descending: true })).toEqual(['c', 'b', 'a']);
    expect(await names({ orderBy: 'LastEventTime', descending: true })).toEqual(['a', 'c', 'b']);
    expect(await names({ orderBy: 'LastEventTime' })).toEqual(['b', 'c', 'a']);
    expect(await names({ logStreamNamePrefix: 'c' })).toEqual(['c']);
    const { logStreams } = await logs.send(
      new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: 'b' }),
    );
    expect(logStreams).toMatchObject([
      { lastEventTimestamp: sandbox.clock.now() + 1, firstEventTimestamp: sandbox.clock.now() + 1 },
    ]);
  });
});

describe('PutLogEvents', () => {
  it('takes events in the order of time into a stream that exists', async () => {
    await createGroup();
    const put = (logStreamName: string, ...timestamps: number[]) =>
      logs.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName,
          logEvents: timestamps.map((timestamp) => ({ timestamp, message: String(timestamp) })),
        }),
      );
    await expect(put('s', 1)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }));
    await put('s', 1, 2, 2);
    await expect(put('s', 2, 1)).rejects.toMatchObject({
      message: 'Log events in a single PutLogEvents request must be in chronological order.',
    });
    expect(await filter()).toEqual(['1', '2', '2']);
  });
});

describe('FilterLogEvents', () => {
  it('merges streams in the order of time, from one time to another', async () => {
    await createGroup();
    append('one', [0, 'a'], [20, 'c']);
    append('two', [10, 'b'], [30, 'd']);
    const now = sandbox.clock.now();
    expect(await filter()).toEqual(['a', 'b', 'c', 'd']);
    expect(await filter({ startTime: now + 10, endTime: now + 20 })).toEqual(['b', 'c']);
    expect(await filter({ logStreamNames: ['two'] })).toEqual(['b', 'd']);
    expect(await filter({ logStreamNamePrefix: 'o' })).toEqual(['a', 'c']);
    const arn = 'arn:aws:logs:eu-west-1:000000000000:log-group:/platc/demo/local/api:*';
    expect(await filter({ logGroupName: undefined, logGroupIdentifier: arn })).toHaveLength(4);
    await expect(filter({ logStreamNames: ['none'] })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('goes by pages that neither repeat nor skip, also when events come in between', async () => {
    await createGroup();
    append('one', ...Array.from({ length: 5 }, (_, index): [number, string] => [index, String(index)]));
    const seen: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page: {
        events?:
          | {
              eventId?: string | undefined;
              message?: string | undefined;
              logStreamName?: string | undefined;
            }[]
          | undefined;
        nextToken?: string | undefined;
      } = await logs.send(new FilterLogEventsCommand({ logGroupName, limit: 2, nextToken }));
      seen.push(...(page.events ?? []).map(({ message }) => message));
      if (seen.length === 2) append('two', [100, 'late']);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(seen).toEqual(['0', '1', '2', '3', '4', 'late']);
  });

  it.each([
    ['error', ['an error', 'error and warning']],
    ['error warning', ['error and warning']],
    ['"and warning"', ['error and warning']],
    ['?warning ?fine', ['all fine', 'error and warning']],
    ['error -warning', ['an error']],
    ['', ['all fine', 'an error', 'error and warning']],
  ])('finds the terms %s', async (filterPattern, expected) => {
    await createGroup();
    append('s', [0, 'all fine'], [1, 'an error'], [2, 'error and warning']);
    expect(await filter({ filterPattern })).toEqual(expected);
  });

  it('refuses patterns that it does not know', async () => {
    await createGroup();
    await expect(filter({ filterPattern: '[level, message]' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('does not give what the group no longer keeps', async () => {
    await createGroup();
    append('s', [0, 'old'], [day, 'new']);
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
    await sandbox.clock.advance(day + 1);
    expect(await filter()).toEqual(['new']);
  });
});

describe('GetLogEvents', () => {
  it('goes forth and back through a stream, and a token stays at its end', async () => {
    await createGroup();
    append('s', ...Array.from({ length: 5 }, (_, index): [number, string] => [index, String(index)]));
    const get = async (input: object) => {
      const output = await logs.send(
        new GetLogEventsCommand({ logGroupName, logStreamName: 's', limit: 2, ...input }),
      );
      return { ...output, messages: output.events?.map(({ message }) => message) };
    };
    const head = await get({ startFromHead: true });
    expect(head.messages).toEqual(['0', '1']);
    const second = await get({ nextToken: head.nextForwardToken });
    expect(second.messages).toEqual(['2', '3']);
    const third = await get({ nextToken: second.nextForwardToken });
    expect(third.messages).toEqual(['4']);
    const end = await get({ nextToken: third.nextForwardToken });
    expect(end.messages).toEqual([]);
    expect(end.nextForwardToken).toBe(third.nextForwardToken);
    append('s', [9, 'more']);
    expect((await get({ nextToken: end.nextForwardToken })).messages).toEqual(['more']);
    expect((await get({ nextToken: second.nextBackwardToken })).messages).toEqual(['0', '1']);
    const tail = await get({});
    expect(tail.messages).toEqual(['4', 'more']);
    expect((await get({ nextToken: tail.nextBackwardToken })).messages).toEqual(['2', '3']);
    const now = sandbox.clock.now();
    expect((await get({ startTime: now + 1, endTime: now + 2, limit: 9 })).messages).toEqual(['1']);
    await expect(get({ nextToken: 'odd' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(get({ logStreamName: 'none' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('appendLogEvents', () => {
  it('says where there is no group, and makes one where it is asked to', async () => {
    expect(append('s', [0, 'lost'])).toBe(false);
    expect(appendLogEvents(sandbox.context, destination('s', true), [])).toBe(true);
    expect(append('s', [0, 'kept'])).toBe(true);
    expect(await filter()).toEqual(['kept']);
  });

  it('keeps events over a restart, whatever the last line looks like', async () => {
    await createGroup();
    append('s', [0, 'one'], [1, 'two\nlines']);
    const folder = join(sandbox.context.stateDir, 'logs');
    const [file = ''] = await readdir(folder);
    await appendFile(join(folder, file), '[1,2,3,"cut o');
    await sandbox.restart();
    logs = new CloudWatchLogsClient({ ...sandbox.client, region: 'eu-west-1' });
    expect(await filter()).toEqual(['one', 'two\nlines']);
    append('s', [2, 'three']);
    await sandbox.restart();
    logs = new CloudWatchLogsClient({ ...sandbox.client, region: 'eu-west-1' });
    expect(await filter()).toEqual(['one', 'two\nlines', 'three']);
  });
});

describe('StreamFile', () => {
  it('is bounded: the oldest events go', () => {
    const path = join(sandbox.context.stateDir, 'logs', 'x.jsonl');
    const file = new StreamFile(path);
    const message = 'x'.repeat(1024 * 1024);
    for (let index = 0; index < 20; index += 1) file.append([{ timestamp: index, message }], 0);
    expect(file.events.length).toBeGreaterThanOrEqual(3);
    expect(file.events.length).toBeLessThanOrEqual(8);
    expect(file.events.at(-1)?.timestamp).toBe(19);
    const loaded = new StreamFile(path);
    expect(loaded.events).toEqual(file.events);
    loaded.append([{ timestamp: 19, message: 'next' }], 0);
    const ids = loaded.events.map(({ eventId }) => eventId);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('AWS::Logs::LogGroup', () => {
  it('makes a group with its retention, again after a crash, and takes it away with its streams', async () => {
    const [behaviour]: readonly ResourceBehaviour[] = logsBehaviours(sandbox.context);
    if (!behaviour) throw new Error('there is no behaviour');
    const request = resourceRequest('AWS::Logs::LogGroup', {
      LogGroupName: logGroupName,
      RetentionInDays: '14',
      KmsKeyId: 'k',
    });
    const created = behaviour.create(request);
    expect(behaviour.create(request)).toEqual(created);
    expect(created).toEqual({
      physicalId: logGroupName,
      attributes: { Arn: 'arn:aws:logs:eu-west-1:000000000000:log-group:/platc/demo/local/api:*' },
    });
    expect(() => behaviour.create({ ...request, logicalId: 'Other' })).toThrow('already exists');
    append('s', [0, 'one']);
    const existing = { ...request, properties: { LogGroupName: logGroupName }, physicalId: logGroupName };
    const groups = async () => (await logs.send(new DescribeLogGroupsCommand({}))).logGroups;
    expect(await groups()).toMatchObject([{ retentionInDays: 14 }]);
    behaviour.update({ ...existing, tags: { app: 'demo' } }, request.properties);
    const [group] = (await groups()) ?? [];
    expect(group?.retentionInDays).toBeUndefined();
    const tagged = new ListTagsForResourceCommand({ resourceArn: group?.logGroupArn });
    expect((await logs.send(tagged)).tags).toEqual({ app: 'demo' });
    behaviour.remove(existing);
    behaviour.remove(existing);
    behaviour.create(request);
    expect(await filter()).toEqual([]);
    expect(await readdir(join(sandbox.context.stateDir, 'logs'))).toEqual([]);
  });
});
