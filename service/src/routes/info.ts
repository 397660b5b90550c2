import { hostname } from 'node:os';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { info } from '../schemas/info.ts';
import type { Settings } from '../settings.ts';
import { regionOf, taskArn } from '../task-metadata.ts';

/** Says what is running and where; region and task only where they are known. */
export const infoRoutes: FastifyPluginAsyncTypebox<{ settings: Settings }> = async (app, { settings }) => {
  let task: string | undefined;

  app.get(
    '/api/info',
    { schema: { summary: 'Says what is running', tags: ['api'], response: { 200: info } } },
    async (request) => {
      if (task === undefined && settings.taskMetadataUri !== undefined) {
        task = await taskArn(settings.taskMetadataUri).catch((err: unknown) => {
          request.log.warn({ err }, 'the task metadata cannot be read');
          return undefined;
        });
      }
      const region = settings.region ?? (task === undefined ? undefined : regionOf(task));
      return {
        name: settings.appName,
        version: settings.appVersion,
        environment: settings.environment,
        node: process.version,
        host: hostname(),
        ...(region !== undefined && { region }),
        ...(task !== undefined && { task }),
      };
    },
  );
};
