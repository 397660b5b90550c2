import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { RETRY_AFTER, UNAVAILABLE, sendProblem } from '../plugins/errors.ts';
import type { Settings } from '../settings.ts';
import type { DescribedRoute } from './routes.ts';

const document = Type.Object({}, { additionalProperties: true, description: 'This document' });

// Of the connection, not of the answer.
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'date', 'content-length'];

/** So many answers of the page at a time, of up to 1.5 MB each, which clients may ask for and not read. */
const MOST_PAGES = 20;

interface Described {
  page: FastifyInstance;
  /** The document, once for all answers: those that nobody reads then take no memory each. */
  text: string;
}

/** The OpenAPI document at `/openapi.json`, and a page that shows it at `/docs`; both are made when first asked for. */
export const docs: FastifyPluginAsyncTypebox<{
  settings: Settings;
  routes: readonly DescribedRoute[];
}> = async (app, { settings, routes }) => {
  let described: Promise<Described> | undefined;
  const description = (): Promise<Described> => {
    described ??= import('./describe.ts')
      .then(({ describe }) => describe(routes, settings))
      .then((page) => ({ page, text: JSON.stringify(page.swagger()) }))
      .catch((error: unknown) => {
        // The next who asks has it tried again.
        described = undefined;
        throw error;
      });
    return described;
  };

  app.get(
    '/openapi.json',
    { schema: { summary: 'Describes all of this', tags: ['api'], response: { 200: document } } },
    async (_request, reply) => {
      const { text } = await description();
      return reply
        .type('application/json; charset=utf-8')
        .serializer(() => text)
        .send({});
    },
  );

  if (!settings.enableDocs) return;
  let pages = 0;
  for (const url of ['/docs', '/docs/*']) {
    app.get(url, { schema: { hide: true } }, async (request, reply) => {
      if (pages === MOST_PAGES) {
        reply.header('retry-after', RETRY_AFTER);
        return sendProblem(request, reply, 503, UNAVAILABLE);
      }
      pages += 1;
      reply.raw.once('close', () => (pages -= 1));
      const { page } = await description();
      const answer = await page.inject({ url: request.url, headers: request.headers });
      if (answer.statusCode === 404) return reply.callNotFound();
      for (const [name, value] of Object.entries(answer.headers)) {
        if (value !== undefined && !OF_THE_CONNECTION.includes(name)) reply.header(name, value);
      }
      return reply.code(answer.statusCode).send(answer.rawPayload);
    });
  }
};
