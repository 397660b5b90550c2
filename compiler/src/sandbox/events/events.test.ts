import { describe, expect, it } from 'vitest';
import type { SandboxContext } from '../context.ts';
import { MemoryStore } from '../store.ts';
import { TestClock } from '../test-clock.ts';
import { resourceRequest } from '../test-sandbox.ts';
import { eventBehaviours } from './behaviours.ts';
import { EventBus, type PublishedEvent } from './event-bus.ts';
import { checkPattern, matchesPattern } from './event-pattern.ts';

const event = {
  source: 'aws.ecs',
  'detail-type': 'ECS Task State Change',
  detail: { stopCode: 'EssentialContainerExited', containers: ['a', 'b'], exitCode: 1, reason: null },
};

describe('a pattern', () => {
  it.each<[string, unknown]>([
    ['one of several values', { source: ['aws.ec2', 'aws.ecs'] }],
    ['every key', { source: ['aws.ecs'], detail: { exitCode: [1], stopCode: [{ prefix: 'Essential' }] } }],
    ['a value of a list', { detail: { containers: ['b'] } }],
    ['the beginning of a value of a list', { detail: { containers: [{ prefix: 'b' }] } }],
    ['a list that is there', { detail: { containers: [{ exists: true }] } }],
    ['null', { detail: { reason: [null] } }],
    ['an end', { detail: { stopCode: [{ suffix: 'Exited' }] } }],
    ['letters of any case', { detail: { stopCode: [{ 'equals-ignore-case': 'essentialcontainerexited' }] } }],
    ['what is there', { detail: { exitCode: [{ exists: true }], nothing: [{ exists: false }] } }],
    ['what is something else', { detail: { exitCode: [{ 'anything-but': [0, 2] }] } }],
  ])('takes %s', (_what, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(true);
    expect(() => checkPattern(pattern)).not.toThrow();
  });

  it.each<[string, unknown]>([
    ['another value', { source: ['aws.ec2'] }],
    ['a text for a number', { detail: { exitCode: ['1'] } }],
    ['one key of two', { source: ['aws.ecs'], detail: { stopCode: ['TaskFailedToStart'] } }],
    ['what is missing', { detail: { nothing: [{ exists: true }] } }],
    ['what is excluded', { detail: { stopCode: [{ 'anything-but': 'EssentialContainerExited' }] } }],
    ['a list of which no value begins so', { detail: { containers: [{ prefix: 'c' }] } }],
    ['a list of nothing else', { detail: { containers: [{ 'anything-but': ['a', 'b'] }] } }],
    ['a key below a text', { source: { a: ['b'] } }],
  ])('does not take %s', (_what, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(false);
  });

  it.each([
    { detail: { exitCode: [{ numeric: ['>', 0] }] } },
    { detail: { exitCode: [{ toString: 'x' }] } },
    { $or: [{ source: ['a'] }] },
  ])('that cannot be carried out is refused: %j', (pattern) => {
    expect(() => checkPattern(pattern)).toThrow('does not understand');
  });
});

describe('a rule', () => {
  const written: { readonly group: string; readonly stream: string; readonly message: string }[] = [];
  const clock = new TestClock();
  const context: SandboxContext = {
    clock,
    store: new MemoryStore(),
    accountId: '000000000000',
    partition: 'aws',
    stateDir: '/none',
    effect: () => undefined,
    randomHex: (length) => 'a'.repeat(length),
  };
  const bus = new EventBus(context, ({ logGroupName, logStreamName }, events) => {
    for (const { message } of events) written.push({ group: logGroupName, stream: logStreamName, message });
    return true;
  });
  const [behaviour] = eventBehaviours(bus);
  const properties = {
    Name: 'exits',
    EventPattern: { source: ['aws.ecs'] },
    Targets: [
      { Id: 'log', Arn: 'arn:aws:logs:eu-west-1:000000000000:log-group:/exits' },
      { Id: 'queue', Arn: 'arn:aws:sqs:eu-west-1:000000000000:exits' },
    ],
  };
  const request = resourceRequest('AWS::Events::Rule', properties);
  const publish = (given: Partial<PublishedEvent> = {}) => {
    written.length = 0;
    bus.publish({
      region: 'eu-west-1',
      source: 'aws.ecs',
      detailType: 'Change',
      resources: ['arn'],
      detail: () => ({ startedAt: new Date(0) }),
      ...given,
    });
    return written;
  };

  it('writes the events of its region to its log groups, until it is disabled or gone', () => {
    expect(publish()).toEqual([]);
    expect(behaviour?.create(request)).toEqual({
      physicalId: 'exits',
      attributes: { Arn: 'arn:aws:events:eu-west-1:000000000000:rule/exits', RuleName: 'exits' },
    });
    const [line] = publish();
    expect(line).toMatchObject({
      group: '/exits',
      stream: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    });
    expect(JSON.parse(line?.message ?? '')).toEqual({
      version: '0',
      id: 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa',
      'detail-type': 'Change',
      source: 'aws.ecs',
      account: '000000000000',
      time: '2026-01-01T00:00:00Z',
      region: 'eu-west-1',
      resources: ['arn'],
      detail: { startedAt: '1970-01-01T00:00:00.000Z' },
    });
    expect(publish()).toHaveLength(1);
    expect(publish({ region: 'us-east-1' })).toEqual([]);
    expect(publish({ source: 'aws.ec2' })).toEqual([]);
    const existing = { ...request, physicalId: 'exits' };
    behaviour?.update({ ...existing, properties: { ...properties, State: 'DISABLED' } }, properties);
    expect(publish()).toEqual([]);
    behaviour?.update(existing, properties);
    expect(publish()).toHaveLength(1);
    const other = { ...request, logicalId: 'Other' };
    expect(() => behaviour?.create(other)).toThrow('already exists');
    behaviour?.remove(existing);
    expect(publish()).toEqual([]);
  });

  it('of another event bus is refused', () => {
    const own = { ...request, properties: { ...properties, EventBusName: 'own' } };
    expect(() => behaviour?.create(own)).toThrow('Event bus own does not exist.');
  });
});
