import rateLimitPlugin from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Settings } from '../settings.ts';
import type { Hit } from '../windows.ts';

/** Of IPv6 one client has a network, and could take a new address for each request: https://www.rfc-editor.org/rfc/rfc6177 */
const NETWORK_OF_A_CLIENT = 64;

/** Who counts: this process, or the primary for all workers. */
export type CountHit = (key: string, window: number) => Promise<Hit> | Hit;

/**
 * Limits what one client may send: 429 with `Retry-After` beyond it. The client is the address that the load balancer
 * saw (see trusted-proxies.ts). Routes that load balancers and monitors ask have `config: { rateLimit: false }`.
 */
export const rateLimit = fp<{ settings: Settings; count: CountHit }>(
  async (app: FastifyInstance, { settings, count }) => {
    await app.register(rateLimitPlugin, {
      max: settings.rateLimit,
      timeWindow: settings.rateLimitWindow,
      ipv6Subnet: NETWORK_OF_A_CLIENT,
      store: storeOf(count),
      // If nobody can count, answering is better than refusing.
      skipOnError: true,
    });
  },
  { name: 'rate-limit' },
);

/** The plugin limits routes; to guess paths is none, and is what a limit is good for. */
export function limited(
  app: FastifyInstance,
  next: (request: FastifyRequest, reply: FastifyReply) => void,
): (request: FastifyRequest, reply: FastifyReply) => void {
  const limit = app.rateLimit();
  return (request, reply) => {
    limit.call(app, request, reply).then(
      // oxlint-disable-next-line promise/no-callback-in-promise -- a handler of Fastify, which answers by itself
      () => next(request, reply),
      (error: unknown) => reply.send(error),
    );
  };
}

/** The interface of the plugin's stores: https://github.com/fastify/fastify-rate-limit#custom-store */
function storeOf(count: CountHit) {
  return class Store {
    async incr(key: string, done: (error: Error | null, hit?: Hit) => void, window: number): Promise<void> {
      let hit: Hit;
      try {
        hit = await count(key, window);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      done(null, hit);
    }

    child(): Store {
      return this;
    }
  };
}
