import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { Settings } from '../settings.ts';
import { RETRY_AFTER } from './errors.ts';

/** For routes that have to answer under pressure too: a process that is busy is not one to be killed. */
export const ALWAYS_ANSWERS = { pressureHandler: () => {} };

/** Turns requests away with 503 and `Retry-After` while the event loop is late or the heap nearly full. */
export const pressure = fp<{ settings: Settings }>(
  async (app: FastifyInstance, { settings }) => {
    await app.register(underPressure, {
      maxEventLoopDelay: settings.maxEventLoopDelay,
      maxHeapUsedBytes: settings.maxHeap,
      retryAfter: RETRY_AFTER,
    });
  },
  { name: 'pressure' },
);
