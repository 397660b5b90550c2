import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './errors.ts';

/**
 * Answers 405 with `Allow` (RFC 9110, section 15.5.6) where a path exists and the method does not: Fastify itself
 * says 404. Registers the routes it is given and then, for each path, all methods left over.
 */
export async function methodNotAllowed(
  app: FastifyInstance,
  { routes }: { routes: (app: FastifyInstance) => Promise<void> },
): Promise<void> {
  const urls = new Set<string>();
  app.addHook('onRoute', ({ url }) => void urls.add(url));
  await routes(app);

  const known = METHODS.filter((method) => method !== 'CONNECT');
  for (const method of known) {
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  }

  for (const url of urls) {
    const methods = known.filter((method) => app.hasRoute({ url, method }));
    const allow = methods.toSorted().join(', ');
    const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
      reply.header('allow', allow);
      return sendProblem(request, reply, 405, `${request.method} is not allowed here, but ${allow}.`);
    };
    app.route({
      url,
      method: known.filter((method) => !methods.includes(method)),
      schema: { hide: true },
      // Before the body is read: no body makes the method right.
      preParsing: refuse,
      handler: refuse,
    });
  }
}
