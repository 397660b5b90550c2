import type { Stack } from '../aws/cloudformation.ts';
import { inlineLimit } from '../deploy/template-source.ts';
import type { RenderedStack } from '../stack.ts';
import { parametersFor, providerOf, type Planning } from './live-parameters.ts';

/** Why no change set can tell what would happen to a stack, a sentence each. */
export function obstaclesOf(
  planning: Planning,
  stack: RenderedStack,
  existing: Stack,
  stable: boolean,
): readonly string[] {
  const { unknown, missing } = parametersFor(planning, stack, existing);
  const waits = new Set([...unknown].map((name) => providerOf(planning, stack, name)?.name ?? ''));
  const large = Buffer.byteLength(stack.body) > inlineLimit;
  return [
    ...(stable ? [] : [`it is ${existing.StackStatus}: planned from its template`]),
    ...(unknown.size > 0
      ? [`waits for ${[...unknown].join(', ')} of ${[...waits].join(', ')}: planned from its template`]
      : []),
    ...(missing.length > 0
      ? [
          `${missing.join(', ')} ${missing.length === 1 ? 'gets its first value' : 'get their first values'} while deploying: planned from its template`,
        ]
      : []),
    ...(large ? ['its template is too large to be sent along: planned from it'] : []),
  ];
}
