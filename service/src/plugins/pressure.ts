import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../settings.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For those who would end a process that does not answer: one that is busy is not broken. */
    alwaysAnswers?: boolean;
  }
}

/**
 * Watches the event loop and the heap. In a scope without routes, for the hook of the plugin looks up the route of
 * each request, which costs more than to ask only when it matters.
 *
 * @returns whether the service has more to do than it can
 */
export async function watchPressure(
  app: FastifyInstance,
  { maxEventLoopDelay, maxHeap }: Pick<Settings, 'maxEventLoopDelay' | 'maxHeap'>,
): Promise<() => boolean> {
  let isUnderPressure = () => false;
  await app.register(async (scope) => {
    await scope.register(underPressure, { maxEventLoopDelay, maxHeapUsedBytes: maxHeap });
    ({ isUnderPressure } = scope);
  });
  return () => isUnderPressure();
}
