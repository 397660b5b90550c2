import { beforeEach, describe, expect, it } from 'vitest';
import type { Stack } from '../aws/cloudformation.ts';
import { chooseRelease } from './choose-release.ts';
import { Past, stackOf } from './testing/past.ts';

let past: Past;
beforeEach(() => {
  past = new Past();
});

const wanted = { environment: 'prod', service: 'api' };
const choose = async (stack: Stack | undefined, to?: number) => {
  const { record, goesOn } = await chooseRelease(past.releases, wanted, stack, to);
  return goesOn ? `goes on to ${record.release}` : record.release;
};
const refused = (stack: Stack | undefined, to?: number) =>
  choose(stack, to).then(
    (chosen) => expect.unreachable(`chose ${chosen}`),
    ({ exitCode, message, hint }: { exitCode: number; message: string; hint: string }) => {
      expect(exitCode).toBe(4);
      expect(hint).toMatch(/^Nothing was touched\. /);
      return `${message}\n${hint.replace('Nothing was touched. ', '')}`;
    },
  );

describe('without a number, it goes back', () => {
  it('to the last release that succeeded before the deployed one', async () => {
    past.record(1);
    past.record(2);
    past.record(3, { result: 'failed' });
    past.record(4, { result: 'interrupted' });
    past.record(5);
    expect(await choose(stackOf(5))).toBe(2);
  });

  it('also where the deployed one is not held to have succeeded, or its record is missing', async () => {
    past.record(1);
    past.record(2, { result: 'failed', status: 'UPDATE_COMPLETE' });
    expect(await choose(stackOf(2))).toBe(1);
    expect(await choose(stackOf(3))).toBe(1);
  });

  it('also where nobody recorded that the deployed one came about', async () => {
    past.record(1);
    past.record(2, { result: 'started' });
    expect(await choose(stackOf(2))).toBe(1);
  });

  it('after a rollback further back than what it restored, through all rollbacks before it', async () => {
    past.record(1);
    past.record(2);
    past.record(3);
    past.record(4, { restores: 2 });
    expect(await choose(stackOf(4))).toBe(1);
    past.record(5);
    expect(await choose(stackOf(5))).toBe(4);
    past.record(6, { restores: 4 });
    expect(await choose(stackOf(6))).toBe(1);
  });

  it.each([
    ['failed', 'release 3 failed, and CloudFormation went back to release 2 by itself'],
    [
      'interrupted',
      'release 3 was begun and did not come about: release 2 is still the one that is deployed',
    ],
    ['started', 'release 3 was begun and did not come about: release 2 is still the one that is deployed'],
  ] as const)('nowhere where the last release %s: there is nothing to take back', async (result, why) => {
    past.record(1);
    past.record(2);
    past.record(3, { result });
    expect(await refused(stackOf(2, 'UPDATE_ROLLBACK_COMPLETE'))).toBe(
      `api of prod: ${why}\nWhere release 2 is to be taken back as well: npx platc rollback --env prod --service api --to 1`,
    );
    expect(await choose(stackOf(2), 1)).toBe(1);
  });

  it('nowhere where nothing before succeeded', async () => {
    past.record(1, { result: 'failed' });
    past.record(2);
    expect(await refused(stackOf(2))).toMatch(/^api of prod: no release before 2 succeeded\n/);
    past.record(3, { result: 'failed' });
    expect(await refused(stackOf(2))).toMatch(/\nNo release before 2 succeeded\.$/);
  });

  it('nowhere where the stack has no release', async () => {
    expect(await refused({ ...stackOf(0), Parameters: [] })).toMatch(/^api of prod: it was never released\n/);
  });
});

describe('a number', () => {
  beforeEach(() => {
    past.record(1);
    past.record(2, { result: 'failed', reason: 'Circuit Breaker' });
    past.record(3);
  });

  it('is any release that succeeded', async () => {
    expect(await choose(stackOf(3), 1)).toBe(1);
  });

  it.each([
    [2, 'release 2 never succeeded (failed: Circuit Breaker)'],
    [3, 'release 3 is already deployed'],
    [9, 'there is no release 9'],
  ])('%i is none', async (to, why) => {
    expect(await refused(stackOf(3), to)).toBe(
      `api of prod: ${why}\nWhat was released: npx platc history --env prod --service api`,
    );
  });
});

describe('a rollback whose end nobody recorded', () => {
  beforeEach(() => {
    past.record(1);
    past.record(2);
    past.record(3);
    past.record(4, { result: 'started', restores: 2 });
  });

  it.each([
    ['is under way', stackOf(4, 'UPDATE_IN_PROGRESS')],
    ['came about', stackOf(4)],
    ['did not come about', stackOf(3, 'UPDATE_ROLLBACK_COMPLETE')],
  ])('and that %s goes on, with its number and without', async (_, stack) => {
    expect(await choose(stack)).toBe('goes on to 2');
    expect(await choose(stack, 2)).toBe('goes on to 2');
  });

  it('does not stand in the way of another one, unless it is under way', async () => {
    expect(await choose(stackOf(4), 1)).toBe(1);
    expect(await refused(stackOf(4, 'UPDATE_IN_PROGRESS'), 1)).toMatch(
      /^api of prod: stack app-prod-api is UPDATE_IN_PROGRESS: release 4 is being deployed\n/,
    );
    expect(await refused(stackOf(4, 'DELETE_IN_PROGRESS'))).toMatch(/is DELETE_IN_PROGRESS/);
  });
});

describe('a stack takes no rollback', () => {
  it.each([
    [undefined, /^api of prod: it is not deployed.*\nnpx platc deploy --env prod --service api$/],
    ['REVIEW_IN_PROGRESS', /it is not deployed/],
    ['ROLLBACK_COMPLETE', /it is not deployed/],
    [
      'UPDATE_IN_PROGRESS',
      /\nWait for its end.*aws cloudformation cancel-update-stack --stack-name app-prod-api$/,
    ],
    ['UPDATE_ROLLBACK_IN_PROGRESS', /\nWait for its end: npx platc status/],
    ['DELETE_IN_PROGRESS', /\nWait for its end/],
    ['UPDATE_ROLLBACK_FAILED', /aws cloudformation continue-update-rollback --stack-name app-prod-api$/],
    ['UPDATE_FAILED', /takes no change set in this state\nnpx platc deploy/],
    ['DELETE_FAILED', /takes no change set in this state\nnpx platc deploy/],
  ] as const)('while it is %s', async (status, text) => {
    past.record(1);
    past.record(2);
    const stack = status === undefined ? undefined : stackOf(2, status);
    expect(await refused(stack)).toMatch(text);
    expect(await refused(stack, 1)).toMatch(text);
  });
});
