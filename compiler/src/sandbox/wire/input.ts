import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error.ts';
import { missingMembers, missingMessage } from './required.ts';
import { ShapeError } from './shape-error.ts';

/** Runs a reader and answers what does not fit with the protocol's own error. */
export function readOrRefuse<T>(code: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ShapeError) throw new AwsError(code, error.message);
    throw error;
  }
}

/** Throws the service's validation error where a required member is missing. */
export function requireMembers(schema: NormalizedSchema, input: unknown, code: string): void {
  const missing = missingMembers(schema, input);
  if (missing.length > 0) throw new AwsError(code, missingMessage(missing));
}
