import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../test/helpers/memory-host.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { FilteredLogEvent, LogsApi } from '../aws/logs.ts';
import { followLogs } from './follow-logs.ts';
import type { LogEvent } from './log-event.ts';
import { logLine } from './log-line.ts';
import { readLogs } from './read-logs.ts';
import { since } from './since.ts';

const task = '0123456789abcdef0123456789abcdef';

/** Log groups whose events are handed out one a page, from `startTime` on. */
function fakeLogs(groups: Readonly<Record<string, FilteredLogEvent[]>>): LogsApi {
  const refuse = () => Promise.reject(new Error('not called'));
  return {
    getLogEvents: refuse,
    filterLogEvents({ logGroupName = '', startTime = 0, nextToken = '0' }) {
      const group = groups[logGroupName];
      if (!group) return Promise.reject(new AwsError('refused', 'ResourceNotFoundException', '', ''));
      const found = group.filter(({ timestamp = 0 }) => timestamp >= startTime);
      const at = Number(nextToken);
      return Promise.resolve({
        $metadata: {},
        events: found.slice(at, at + 1),
        ...(at + 1 < found.length && { nextToken: String(at + 1) }),
      });
    },
  };
}

const event = (eventId: string, timestamp: number, message: string, of = task): FilteredLogEvent => ({
  eventId,
  timestamp,
  message,
  logStreamName: `api/api/${of}`,
});
const api = { service: 'api', logGroup: '/platc/shop/dev/api' };
const worker = { service: 'worker', logGroup: '/platc/shop/dev/worker' };

describe('readLogs', () => {
  it('brings all pages of all services into the order of time', async () => {
    const logs = fakeLogs({
      [api.logGroup]: [event('1', 10, 'old'), event('2', 20, 'a\n'), event('3', 40, 'c')],
      [worker.logGroup]: [event('1', 30, 'b')],
    });
    const events = await readLogs(logs, { sources: [api, worker], from: 15, task: undefined });
    expect(events.map(({ service, message }) => [service, message])).toEqual([
      ['api', 'a'],
      ['worker', 'b'],
      ['api', 'c'],
    ]);
  });

  it('keeps to a task by the beginning of its id, and takes a missing group as silent', async () => {
    const logs = fakeLogs({ [api.logGroup]: [event('1', 1, 'mine'), event('2', 2, 'other', 'ffff')] });
    const events = await readLogs(logs, { sources: [api, worker], from: 0, task: '0123' });
    expect(events).toEqual([{ id: 'api/1', service: 'api', task, at: 1, message: 'mine' }]);
  });

  it('passes other errors on', async () => {
    const denied = new AwsError('denied', 'AccessDeniedException', '', '');
    const logs = { ...fakeLogs({}), filterLogEvents: () => Promise.reject(denied) };
    await expect(readLogs(logs, { sources: [api], from: 0, task: undefined })).rejects.toBe(denied);
  });
});

describe('followLogs', () => {
  it('hands out each event once, late ones too, until it is interrupted', async () => {
    const group = [event('1', 1_000, 'a')];
    const rounds = [
      () => group.push(event('2', 60_000, 'b')),
      () => group.unshift(event('3', 55_000, 'late')),
      () => undefined,
      () => {
        throw new Error('interrupted');
      },
    ];
    const taken: LogEvent[][] = [];
    const sleep = async () => void rounds.shift()?.();
    const following = followLogs(
      fakeLogs({ [api.logGroup]: group }),
      { sources: [api], from: 0, task: undefined },
      sleep,
      (events) => taken.push([...events]),
    );
    await expect(following).rejects.toThrow('interrupted');
    expect(taken.map((events) => events.map(({ message }) => message))).toEqual([['a'], ['b'], ['late'], []]);
  });
});

describe('logLine', () => {
  const line = (message: string, readable = true) =>
    logLine(
      { id: '', service: 'api', task, at: Date.UTC(2026, 0, 2, 3, 4, 5, 6), message },
      { readable, style: plainStyle },
    );
  const json =
    '{"level":"info","time":"2026-01-01T10:20:30.400Z","msg":"request done","route":"/api","status":200}';

  it.each([
    ['a JSON line', json, 'api 01234567  10:20:30.400 info  request done route=/api status=200\n'],
    [
      'the numbers of pino',
      '{"level":50,"time":1767225600000,"msg":"no"}',
      'api 01234567  00:00:00.000 error no\n',
    ],
    ['a level of its own', '{"level":35,"message":"x"}', 'api 01234567  03:04:05.006 35    x\n'],
    ['no level and no time', '{"a":{"b":1}}', 'api 01234567  03:04:05.006 a={"b":1}\n'],
    ['a time that is none', '{"time":"soon","msg":"x"}', 'api 01234567  03:04:05.006 x\n'],
    [
      'an error with its stack',
      '{"level":"ERROR","msg":"x","err":{"stack":"Error: y\\n  at z"}}',
      'api 01234567  03:04:05.006 error x\n    Error: y\n      at z\n',
    ],
    ['an error without', '{"level":"warn","err":"y"}', 'api 01234567  03:04:05.006 warn  err=y\n'],
    ['plain text', 'Listening', 'api 01234567  Listening\n'],
    ['what is no JSON after all', '{"level":', 'api 01234567  {"level":\n'],
  ])('shows %s', (_what, message, expected) => {
    expect(line(message)).toBe(expected);
  });

  it('leaves a JSON line as it is where nobody looks', () => {
    expect(line(json, false)).toBe(`api 01234567  ${json}\n`);
  });
});

describe('since', () => {
  const now = new Date('2026-01-02T00:00:00Z');
  it.each([
    ['30s', '2026-01-01T23:59:30.000Z'],
    ['10m', '2026-01-01T23:50:00.000Z'],
    ['2h', '2026-01-01T22:00:00.000Z'],
    ['7d', '2025-12-26T00:00:00.000Z'],
    ['2026-01-01T12:00:00Z', '2026-01-01T12:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(new Date(since(text, now)).toISOString()).toBe(expected);
  });

  it.each(['10', 'm', '-5m', 'yesterday', '2026-13-45'])('refuses %s', (text) => {
    expect(() => since(text, now)).toThrow(expect.objectContaining({ exitCode: 64 }));
  });
});
