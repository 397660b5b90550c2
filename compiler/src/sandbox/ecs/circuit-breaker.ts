import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';

/**
 * After how many failed tasks the deployment circuit breaker trips: half of the desired count, rounded up, at
 * least 3 and at most 200; or what the service's threshold configuration says.
 * How a percentage without bounds is rounded is not documented; here up, and at least 1.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ThresholdConfiguration.html
 */
export function breakerThreshold(
  breaker: DeploymentCircuitBreaker | undefined,
  desiredCount: number,
): number {
  const { type, value = 50 } = breaker?.thresholdConfiguration ?? {};
  if (type === 'COUNT') return Math.max(1, value);
  const share = Math.ceil((desiredCount * value) / 100);
  return type === 'UNBOUNDED_PERCENT' ? Math.max(1, share) : Math.min(200, Math.max(3, share));
}

const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * How long the scheduler waits before it starts the next task, in milliseconds, after this many in a row that
 * ended by themselves before they were healthy. AWS documents the longest pause, 15 minutes, not the steps.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
export function startPause(failuresInRow: number): number {
  return failuresInRow === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** (failuresInRow - 1));
}
