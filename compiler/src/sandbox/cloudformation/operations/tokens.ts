import { AwsError } from '../../aws-error.ts';
import { own } from '../template/json.ts';
import type { StackRecord } from '../records.ts';

/**
 * Whether a request was accepted before. The same token on the same request is a retry, whose answer was lost.
 * @throws TokenAlreadyExistsException when the token was used for another request; its text is not documented
 */
export function isRepeated(stack: StackRecord, token: string | undefined, request: string): boolean {
  const known = token === undefined ? undefined : own(stack.tokens, token);
  if (known === undefined) return false;
  if (known === request) return true;
  throw new AwsError('TokenAlreadyExistsException', `A client request token already exists: ${token}`);
}

export function withToken(
  stack: StackRecord,
  token: string | undefined,
  request: string,
): StackRecord['tokens'] {
  return token === undefined ? stack.tokens : { ...stack.tokens, [token]: request };
}
