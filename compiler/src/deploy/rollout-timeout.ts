import type { ResolvedPlatform } from '../generated/config.ts';
import type { RenderedStack } from '../stack.ts';

/** What `deployment.timeout` is where nothing is said, in seconds: of stacks that have no service. */
export const defaultTimeout = 900;

/** The time limits of the rollouts by the name of their stack, in seconds. */
export function rolloutTimeouts(
  { services }: Pick<ResolvedPlatform, 'services'>,
  stacks: readonly Pick<RenderedStack, 'name' | 'service'>[],
): (stack: string) => number {
  const limits = new Map(
    stacks.map(({ name, service }) => [name, services[service ?? '']?.deployment.timeout ?? defaultTimeout]),
  );
  return (stack) => limits.get(stack) ?? defaultTimeout;
}

/** `15 minutes`, `90 seconds`. */
export function durationText(seconds: number): string {
  if (seconds % 3600 === 0 && seconds > 3600) return `${seconds / 3600} hours`;
  if (seconds % 60 === 0 && seconds > 60) return `${seconds / 60} minutes`;
  return `${seconds} seconds`;
}
