import { describe, expect, it } from 'vitest';
import { plainText } from '../deploy/testing/plain-style.ts';
import type { Terminal } from '../host/host.ts';
import type { History, PastRelease, ServiceHistory } from './history.ts';
import { historyText } from './history-text.ts';
import { whoText } from './release-text.ts';
import { Past } from './testing/past.ts';

const terminal = (columns: number, interactive = true): Terminal => ({
  interactive,
  columns,
  style: plainText,
  errStyle: plainText,
  ask: () => Promise.resolve(undefined),
});

const past = (release: number, more: Partial<PastRelease> = {}): PastRelease => ({
  ...new Past().record(release, more),
  state: 'succeeded',
  isDeployed: false,
  durationMs: 41_000,
  ...more,
});
const historyOf = (...services: ServiceHistory[]): History => ({ app: 'app', environment: 'prod', services });
const api = (releases: readonly PastRelease[], more: Partial<ServiceHistory> = {}): ServiceHistory => ({
  service: 'api',
  stack: 'app-prod-api',
  status: 'UPDATE_COMPLETE',
  total: releases.length,
  releases,
  ...more,
});

const reason =
  'Error occurred during operation ECS Deployment Circuit Breaker was triggered, and the reason given was long';

describe('past releases for people', () => {
  it('are the newest first, with a mark at what is deployed, in 60 columns', () => {
    const text = historyText(
      historyOf(
        api(
          [
            past(43, { restores: 41, isDeployed: true, flags: ['outage'] }),
            past(42, { state: 'failed', dirty: true, durationMs: 182_000, reason }),
            past(9, { result: 'started', state: 'under way' }),
          ],
          { deployed: 43, total: 12 },
        ),
      ),
      terminal(60),
    );
    expect(text).toBe(`app → prod

api  release 43 is deployed
→ 43  succeeded    2026-03-04 12:30 UTC  41 s
      by ada, commit 4f2a91c, image aaaaaaaaaaaa
      restores release 41
      allowed: outage
  42  failed       2026-03-04 12:30 UTC  3 min 2 s
      by ada, commit 4f2a91c-dirty, image aaaaaaaaaaaa
      Error occurred during operation ECS Deployment Circuit
      Breaker was triggered, and the reason given was long
   9  under way    2026-03-04 12:30 UTC  41 s
      by ada, commit 4f2a91c, image aaaaaaaaaaaa
  9 earlier: npx platc history --env prod --service api
  --limit 12
`);
  });

  it('are not broken in a pipe, and cannot paint over it', () => {
    const text = historyText(
      historyOf(api([past(1, { state: 'failed', reason: `${reason}\u001B[2J` })])),
      terminal(60, false),
    );
    expect(text).toContain(`\n     ${reason}\\u{1b}[2J\n`);
  });

  it('tell of a deploy that was killed what is known', () => {
    const text = (isDeployed: boolean) =>
      historyText(
        historyOf(api([past(1, { result: 'started', state: 'unfinished', isDeployed })])),
        terminal(200),
      );
    expect(text(true)).toContain('nobody recorded its end: its deploy was stopped, and it came about');
    expect(text(false)).toContain('nobody recorded its end: its deploy was stopped before, and it is not');
  });

  it('may be none, or of a stack that is gone or at work', () => {
    const { status: _, ...gone } = api([past(1)]);
    const text = historyText(
      historyOf(
        api([]),
        { ...gone, service: 'web' },
        api([past(2)], { service: 'jobs', status: 'UPDATE_IN_PROGRESS' }),
      ),
      terminal(80),
    );
    expect(text).toContain(
      'api  nothing was released yet\n  its first: npx platc deploy --env prod --service api\n',
    );
    expect(text).toContain('\nweb  is not deployed now\n');
    expect(text).toContain('\njobs  its stack is UPDATE_IN_PROGRESS\n');
  });
});

describe('who it was', () => {
  it.each([
    ['arn:aws:iam::123456789012:user/team/ada', 'ada'],
    ['arn:aws:iam::123456789012:root', 'root'],
    [
      'arn:aws:sts::123456789012:assumed-role/app-prod-deploy/GitHubActions',
      'GitHubActions as app-prod-deploy',
    ],
    ['arn:aws-cn:sts::123456789012:federated-user/grace', 'grace'],
  ])('%s', (arn, who) => {
    expect(whoText(arn)).toBe(who);
  });
});
