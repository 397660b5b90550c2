import swagger from '@fastify/swagger';
import fp from 'fastify-plugin';
import type { Settings } from '../settings.ts';
import { complete } from './document.ts';
import type { OpenApiDocument } from './document.ts';

const DESCRIPTION = [
  'Every error is a problem document (RFC 9457) that carries the id of the request.',
  'A path that is not here is answered with 404; a method that a path does not have with 405 and `Allow`.',
  'Each path that has GET has HEAD.',
].join(' ');

/** Collects the routes that are registered after it for the document. */
export const openapi = fp<{ settings: Settings }>(
  async (app, { settings }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: settings.appName, version: settings.appVersion, description: DESCRIPTION },
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
  },
  { name: 'openapi' },
);
