import type { FastifyInstance, FastifySchema } from 'fastify';

/** As much of a route as its description needs. */
export interface DescribedRoute {
  method: string;
  url: string;
  schema: FastifySchema;
}

/** The routes that are registered from now on, but for those that hide and the HEAD that each GET brings along. */
export function collectRoutes(app: FastifyInstance): readonly DescribedRoute[] {
  const routes: DescribedRoute[] = [];
  app.addHook('onRoute', ({ method, url, schema }) => {
    const methods = [method].flat();
    if (!schema || ('hide' in schema && schema.hide)) return;
    routes.push(...methods.filter((name) => name !== 'HEAD').map((name) => ({ method: name, url, schema })));
  });
  return routes;
}
