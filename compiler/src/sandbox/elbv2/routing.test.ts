import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { checkConditions } from './check-conditions.ts';
import type { RoutedRequest } from './conditions.ts';
import { compileCondition } from './conditions.ts';
import { matchesStatus } from './matcher.ts';
import type { ListenerRecord, RuleRecord } from './records.ts';
import { compileRouter, WeightedTurns, weightedGroups } from './routing.ts';

const REQUEST: RoutedRequest = {
  method: 'GET',
  host: 'Api.Example.com',
  path: '/img/a.png',
  query: new URLSearchParams('version=v1&debug'),
  headers: { 'user-agent': ['Mozilla/5.0 Chrome'], 'x-list': ['one', 'two'] },
  sourceIp: '127.0.0.1',
};

const path = (...Values: string[]): RuleCondition => ({
  Field: 'path-pattern',
  PathPatternConfig: { Values },
});
const host = (...Values: string[]): RuleCondition => ({ Field: 'host-header', HostHeaderConfig: { Values } });
const header = (HttpHeaderName: string, ...Values: string[]): RuleCondition => ({
  Field: 'http-header',
  HttpHeaderConfig: { HttpHeaderName, Values },
});
const query = (Key: string | undefined, Value: string): RuleCondition => ({
  Field: 'query-string',
  QueryStringConfig: { Values: [Key === undefined ? { Value } : { Key, Value }] },
});
const method = (...Values: string[]): RuleCondition => ({
  Field: 'http-request-method',
  HttpRequestMethodConfig: { Values },
});
const source = (...Values: string[]): RuleCondition => ({ Field: 'source-ip', SourceIpConfig: { Values } });

describe('a condition', () => {
  it.each<[RuleCondition, boolean]>([
    [path('/img/*'), true],
    [path('/img/?.png'), true],
    [path('/img/??.png'), false],
    [path('/IMG/*'), false],
    [path('/img'), false],
    [path('/none', '*'), true],
    [path('/img/a+png'), false],
    [{ Field: 'path-pattern', Values: ['/img/*'] }, true],
    [{ Field: 'path-pattern', RegexValues: ['^/img/[a-z]+\\.png$'] }, true],
    [host('*.example.com'), true],
    [host('api.example.COM'), true],
    [host('example.com'), false],
    [header('User-Agent', '*chrome*'), true],
    [header('X-List', 'two'), true],
    [header('X-None', '*'), false],
    [query('version', 'V1'), true],
    [query('version', 'v2'), false],
    [query(undefined, 'v?'), true],
    [query('debug', ''), true],
    [method('GET', 'HEAD'), true],
    [method('POST'), false],
    [source('127.0.0.0/8'), true],
    [source('10.0.0.0/8', '::1/128'), false],
    [{ Field: 'unknown' }, false],
  ])('%j holds: %s', (condition, holds) => {
    expect(compileCondition(condition)(REQUEST)).toBe(holds);
  });

  it('takes a character after a backslash as it is', () => {
    const literal = compileCondition(path('/a\\*b'));
    expect(literal({ ...REQUEST, path: '/a*b' })).toBe(true);
    expect(literal({ ...REQUEST, path: '/axb' })).toBe(false);
  });

  it.each([
    ['an unknown field', [{ Field: 'colour' }], 'colour'],
    ['two paths', [path('/a'), path('/b')], "one 'path-pattern'"],
    ['six values', [path('/a', '/b', '/c'), host('a.b', 'c.d', 'e.f')], "'5' condition values"],
  ])('is refused for %s', (_what, conditions, message) => {
    expect(() => checkConditions(conditions)).toThrow(message);
  });
});

describe('a listener', () => {
  const fixed = (StatusCode: string) => ({
    Type: 'fixed-response' as const,
    FixedResponseConfig: { StatusCode },
  });
  const none = { owner: '', arn: '', tags: {} };
  const listener: ListenerRecord = {
    ...none,
    loadBalancerArn: '',
    port: 80,
    protocol: 'HTTP',
    certificateArns: [],
    defaultActions: [fixed('404')],
    attributes: {},
    localPort: 8080,
  };
  const rule = (priority: number, conditions: RuleCondition[], status: string): RuleRecord => ({
    ...none,
    listenerArn: '',
    priority,
    conditions,
    actions: [fixed(status)],
  });

  it('takes the first rule all of whose conditions hold, else the default action', () => {
    const rules = [
      rule(1, [path('/img/*'), host('other.*')], '201'),
      rule(2, [path('/img/*')], '202'),
      rule(3, [], '203'),
    ];
    expect(compileRouter(listener, rules)(REQUEST)?.FixedResponseConfig?.StatusCode).toBe('202');
    expect(compileRouter(listener, rules.slice(0, 1))(REQUEST)?.FixedResponseConfig?.StatusCode).toBe('404');
  });

  it('shares requests among target groups by weight', () => {
    const action = {
      Type: 'forward' as const,
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: 'a', Weight: 3 },
          { TargetGroupArn: 'b', Weight: 1 },
          { TargetGroupArn: 'c', Weight: 0 },
        ],
      },
    };
    const turns = new WeightedTurns();
    const groups = weightedGroups(action);
    const chosen = Array.from({ length: 8 }, () => turns.next(groups));
    expect(chosen.filter((arn) => arn === 'a')).toHaveLength(6);
    expect(chosen.filter((arn) => arn === 'b')).toHaveLength(2);
    expect(new WeightedTurns().next([])).toBeUndefined();
    expect(weightedGroups({ Type: 'forward', TargetGroupArn: 'x' })).toEqual([{ arn: 'x', weight: 1 }]);
  });
});

it.each([
  ['200', 200, true],
  ['200,202', 202, true],
  ['200,202', 201, false],
  ['200-299', 250, true],
  ['200-299,401', 401, true],
  ['200-299', 300, false],
])('the matcher %s and %i: %s', (matcher, status, matches) => {
  expect(matchesStatus(matcher, status)).toBe(matches);
});
