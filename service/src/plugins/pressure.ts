import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../settings.ts';
import { Turn } from '../turn.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For those who would end a process that does not answer: one that is busy is not broken. */
    alwaysAnswers?: boolean;
  }
}

/** Whether the service has more to do than it can, asked for each request. */
export type IsUnderPressure = () => boolean;

/**
 * Watches the event loop and the heap. In a scope without routes, for the hook of the plugin looks up the route of
 * each request, which costs more than to ask only when it matters.
 */
export async function watchPressure(
  app: FastifyInstance,
  { maxEventLoopDelay, maxHeap }: Pick<Settings, 'maxEventLoopDelay' | 'maxHeap'>,
): Promise<IsUnderPressure> {
  let isUnderPressure = () => false;
  await app.register(async (scope) => {
    await scope.register(underPressure, { maxEventLoopDelay, maxHeapUsedBytes: maxHeap });
    ({ isUnderPressure } = scope);
  });
  if (maxEventLoopDelay === 0) return () => isUnderPressure();
  const turn = new Turn(maxEventLoopDelay);
  return () => turn.isOver() || isUnderPressure();
}
