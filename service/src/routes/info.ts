import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { info } from '../schemas/info.ts';
import type { Settings } from '../settings.ts';
import { regionOf, taskArn } from '../task-metadata.ts';

/** Says what is running and where; region and task only where they are known. */
export async function infoRoutes(app: FastifyInstance, { settings }: { settings: Settings }) {
  let task: string | undefined;

  app.get('/api/info', { schema: { response: { 200: info } } }, async (request) => {
    if (task === undefined && settings.taskMetadataUri !== undefined) {
      task = await taskArn(settings.taskMetadataUri).catch((err: unknown) => {
        request.log.warn({ err }, 'the task metadata cannot be read');
        return undefined;
      });
    }
    return {
      name: settings.appName,
      version: settings.appVersion,
      environment: settings.environment,
      node: process.version,
      host: hostname(),
      region: settings.region ?? (task && regionOf(task)),
      task,
    };
  });
}
