import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { sendProblem } from './errors.ts';

/**
 * Answers 405 with `Allow` (RFC 9110, section 15.5.6) where a path exists and the method does not:
 * Fastify itself says 404. Registers the routes it is given and then, for each path, all methods left over.
 */
export async function methodNotAllowed(
  app: FastifyInstance,
  { routes }: { routes: ((app: FastifyInstance) => Promise<void>)[] },
): Promise<void> {
  const allowed = new Map<string, Set<string>>();
  app.addHook('onRoute', (route: RouteOptions) => {
    const methods = allowed.get(route.url) ?? new Set<string>();
    for (const method of [route.method].flat()) methods.add(method);
    allowed.set(route.url, methods);
  });
  for (const route of routes) await app.register(route);

  const known = METHODS.filter((method) => method !== 'CONNECT');
  for (const method of known) {
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  }

  for (const [url, methods] of allowed) {
    const allow = [...methods].toSorted().join(', ');
    const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
      reply.header('allow', allow);
      return sendProblem(request, reply, 405, `${request.method} is not allowed here, but ${allow}.`);
    };
    app.route({
      url,
      method: known.filter((method) => !methods.has(method)),
      // Before the body is read: no body makes the method right.
      onRequest: refuse,
      handler: refuse,
    });
  }
}
