import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Settings } from '../settings.ts';

const document = Type.Object({}, { additionalProperties: true, description: 'This document' });

// The page's own scripts, and the styles that it sets on elements.
const CONTENT_SECURITY_POLICY = {
  'default-src': "'self'",
  'base-uri': "'self'",
  'frame-ancestors': "'none'",
  'img-src': ["'self'", 'data:'],
  'object-src': "'none'",
  'style-src': ["'self'", "'unsafe-inline'"],
};

/** The OpenAPI document at `/openapi.json`, and a page that shows it at `/docs`. */
export const docs: FastifyPluginAsyncTypebox<{ settings: Settings }> = async (app, { settings }) => {
  app.get(
    '/openapi.json',
    { schema: { summary: 'Describes all of this', tags: ['api'], response: { 200: document } } },
    async () => app.swagger(),
  );

  if (!settings.enableDocs) return;
  const { default: page } = await import('@fastify/swagger-ui');
  await app.register(page, { routePrefix: '/docs', staticCSP: CONTENT_SECURITY_POLICY });
};
