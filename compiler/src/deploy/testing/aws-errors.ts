import { AwsError } from '../../aws/aws-error.ts';

/** What AWS refuses, as it leaves `aws/`. */
export function refused(message: string, code = 'ValidationError'): AwsError {
  return new AwsError('refused', code, message, message);
}
