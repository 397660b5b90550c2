import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import type { Settings } from './settings.ts';

// Above the bound that the application gives itself, below the 30 s after which ECS kills the container:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (stopTimeout)
const LAST_RESORT = 28_000;

/**
 * Listens until a signal or an unhandled error, then lets the application finish what is in flight.
 * Ends the process: 0 after a signal, 1 after an error or a second signal.
 */
export async function serve(app: FastifyInstance, { host, port, withoutEffect }: Settings): Promise<void> {
  let stopping = false;
  closeWithGrace({ delay: LAST_RESORT, logger: app.log }, async ({ signal, err }) => {
    stopping = true;
    if (err) app.log.fatal({ err }, 'unhandled error');
    else app.log.info({ signal }, 'stopping');
    await app.close();
    app.log.info('stopped');
  });

  for (const name of withoutEffect) {
    app.log.warn({ setting: name }, `${name} has no effect in this version`);
  }
  try {
    await app.listen({ host, port });
  } catch (err) {
    // A signal that comes before the listener makes listen() fail; that is no fault.
    if (stopping) return;
    app.log.fatal({ err }, 'cannot listen');
    process.exit(1);
  }
}
