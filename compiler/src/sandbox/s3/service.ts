import type { AwsService, SandboxContext } from '../context.ts';
import { Bodies } from './bodies.ts';
import { bucketOperations } from './bucket-operations.ts';
import { Buckets } from './buckets.ts';
import { listOperations } from './list-operations.ts';
import { objectOperations } from './object-operations.ts';

/** Buckets are one namespace, whatever the region: there is one account. */
export function s3Service(context: SandboxContext): AwsService {
  const bodies = new Bodies(context.stateDir);
  const buckets = new Buckets(context);
  return {
    signingName: 's3',
    operations: {
      ...bucketOperations(context),
      ...objectOperations(context, bodies),
      ...listOperations(context),
    },
    start() {
      const versions = buckets
        .all()
        .flatMap(({ name }) => buckets.objects(name).all())
        .flatMap((object) => object.versions);
      return bodies.sweep(new Set(versions.flatMap(({ body }) => (body ? [body.sha256] : []))));
    },
  };
}
