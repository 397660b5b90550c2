import type { FastifyRequest } from 'fastify';

/** The pattern of the route that serves the request; never its path, of which there are endlessly many. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unmatched';
}
