import { describe, expect, it } from 'vitest';
import type { ResolvedPlatform } from '../generated/config.ts';
import { durationText, rolloutTimeouts } from './rollout-timeout.ts';

describe('the time limit of a rollout', () => {
  const services = { api: { deployment: { timeout: 1800 } } } as unknown as ResolvedPlatform['services'];
  const limits = rolloutTimeouts({ services }, [
    { name: 'shop-dev-network' },
    { name: 'shop-dev-api', service: 'api' },
  ]);

  it("is the one of the stack's service, else a quarter of an hour", () => {
    expect(limits('shop-dev-api')).toBe(1800);
    expect(limits('shop-dev-network')).toBe(900);
    expect(limits('shop-common')).toBe(900);
  });

  it.each([
    [90, '90 seconds'],
    [900, '15 minutes'],
    [3600, '60 minutes'],
    [7200, '2 hours'],
  ])('of %d s reads %s', (seconds, text) => expect(durationText(seconds)).toBe(text));
});
