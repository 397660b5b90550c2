import { AwsError } from '../../aws-error.ts';

/** What a stack event says of an error. An error that is not AWS's own is a fault of the sandbox. */
export function reasonOf(error: unknown): string {
  if (error instanceof AwsError) return error.message;
  return `Internal Failure (${error instanceof Error ? error.message : String(error)})`;
}
