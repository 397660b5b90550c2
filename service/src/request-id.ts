import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

// No spaces, quotes or control characters: the id is repeated in a header, in logs and in errors.
const WELL_FORMED = /^[\w.:+/=-]{1,128}$/;

/** The caller's `x-request-id` if it is well formed, else a new UUID. */
export function requestId(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
}
