import { describe, expect, it } from 'vitest';
import type { StackOutcome } from './deployment.ts';
import { failureText, type FailureContext } from './failure-text.ts';
import { plainText } from './testing/plain-style.ts';

/** What a failure says to do next. */
function next(status: string, more: Partial<FailureContext> = {}): readonly string[] {
  const outcome: StackOutcome = { name: 'app-prod-api', action: 'update', status, changes: 1, outputs: {} };
  const text = failureText(
    outcome,
    { causes: [{ reason: 'ECS went back to api:1 from api:2' }], tasks: [], stoppedTasks: 0 },
    {
      environment: 'prod',
      service: 'api',
      image: undefined,
      commit: undefined,
      places: [],
      style: plainText,
      ...more,
    },
  );
  const lines = text.trimEnd().split('\n');
  return lines
    .slice(lines.findIndex((line) => line.startsWith('  Next')))
    .map((line) => line.slice('  Next    '.length));
}

describe('what to do next', () => {
  const mend = 'mend the cause, then: npx platc deploy --env prod';

  it('is to mend it, where CloudFormation went back by itself', () => {
    expect(next('UPDATE_ROLLBACK_COMPLETE')).toEqual([mend]);
  });

  it('is to go back, where CloudFormation holds the bad release for deployed', () => {
    expect(next('UPDATE_COMPLETE')).toEqual(['npx platc rollback --env prod --service api', `or ${mend}`]);
    expect(next('UPDATE_COMPLETE', { service: undefined })).toEqual([mend]);
  });

  it('of a rollback is to choose another release', () => {
    expect(next('UPDATE_ROLLBACK_COMPLETE', { restores: 41 })).toEqual([
      'choose another release (npx platc history --env prod --service api): npx platc rollback --env prod --service api --to <release>',
      `or ${mend}`,
    ]);
  });
});
