import { AwsError } from '../aws-error.ts';

/**
 * The code of most of what CloudFormation refuses; it is not modelled, so that clients match on the message.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html
 */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** A member of the request outside of its modelled constraint. */
export function constraintError(member: string, value: string, constraint: string): AwsError {
  return validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}
