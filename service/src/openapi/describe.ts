import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../settings.ts';
import { complete } from './document.ts';
import type { OpenApiDocument } from './document.ts';
import type { DescribedRoute } from './routes.ts';

const DESCRIPTION = [
  'Every error is a problem document (RFC 9457) that carries the id of the request.',
  'A path that is not here is answered with 404; a method that a path does not have with 405 and `Allow`.',
  'Each path that has GET has HEAD.',
].join(' ');

// The page's own scripts, and the styles that it sets on elements. HSTS is said by the service, to whom it may be.
const HELMET = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'self'"],
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
    },
  },
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
} as const;

/**
 * An application of its own that knows the routes by their schemas alone, and has the document and the page. It never
 * listens. What it takes to load is a third of what the service takes, and few ever ask for it.
 */
export async function describe(
  routes: readonly DescribedRoute[],
  { appName, appVersion, enableDocs }: Pick<Settings, 'appName' | 'appVersion' | 'enableDocs'>,
): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({ exposeHeadRoutes: false });
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: appName, version: appVersion, description: DESCRIPTION },
      tags: [
        { name: 'api', description: 'What the service is for' },
        { name: 'health', description: 'For load balancers and orchestrators' },
        { name: 'monitoring', description: 'For those who watch' },
      ],
    },
    convertConstToEnum: false,
    transformObject: (made) => {
      if (!('openapiObject' in made)) return made.swaggerObject;
      complete(made.openapiObject as OpenApiDocument);
      return made.openapiObject;
    },
  });
  for (const route of routes) app.route({ ...route, handler: async () => undefined });
  if (enableDocs) {
    const { default: page } = await import('@fastify/swagger-ui');
    await app.register(helmet, HELMET);
    await app.register(page, { routePrefix: '/docs' });
  }
  await app.ready();
  return app;
}
