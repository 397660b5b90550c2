import { describe, expect, it } from 'vitest';
import { shortEvent, UnhealthyTargets } from './service-event.ts';
import { usualCause } from './usual-cause.ts';

const task = '8f1c2d3e4f5061728394a5b6c7d8e9f0';
const group =
  '(target-group arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/shop-api/1a2b3c4d5e6f7081)';
const failure = { task, reason: `Task failed ELB health checks in ${group}`, exitCode: 0, log: [] };

describe('an event', () => {
  it('is told with the name of the target group and the beginning of the task id', () => {
    expect(shortEvent(`(task ${task}) (port 80) is unhealthy in ${group}`)).toBe(
      '(task 8f1c2d3e) (port 80) is unhealthy in (target-group shop-api)',
    );
  });
});

describe('a task that fails the checks of the load balancer', () => {
  const seen = (message: string) => {
    const targets = new UnhealthyTargets();
    targets.event(message);
    return targets.explain(failure);
  };

  it.each([
    ['Health checks failed with these codes: [500]', /depends on/],
    ['Health checks failed with these codes: [404]', /health\.path/],
    ['Request timed out', /does not listen/],
  ])('says what the load balancer got: %s', (reason, usual) => {
    const explained = seen(`(task ${task}) (port 80) is unhealthy in ${group} due to (reason ${reason})`);
    expect(explained.reason).toBe(`${failure.reason}: ${reason}`);
    expect(usualCause(explained)).toMatch(usual);
  });

  it('says nothing of another task, nor of an event of another kind', () => {
    expect(seen(`(task 0) (port 80) is unhealthy in ${group} due to (reason x)`)).toBe(failure);
    expect(seen(`has started 1 tasks: (task ${task}).`)).toBe(failure);
  });

  it('keeps the reason of an end that has nothing to do with it', () => {
    const targets = new UnhealthyTargets();
    targets.event(`(task ${task}) (port 80) is unhealthy in ${group} due to (reason x)`);
    const exited = { ...failure, reason: 'Essential container in task exited' };
    expect(targets.explain(exited)).toBe(exited);
  });
});
