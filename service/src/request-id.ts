import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

// No spaces, quotes or control characters: the id is repeated in a header, in logs and in errors.
const WELL_FORMED = /^[\w.:+/=-]{1,128}$/;

// Of the form of a UUID, and as unique: the first parts are those of this process, the last one counts.
const ofThisProcess = randomUUID().slice(0, 24);
let made = 0;

/** The caller's `x-request-id` if it is well formed, else a new one. */
export function requestId(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  if (typeof given === 'string' && WELL_FORMED.test(given)) return given;
  made += 1;
  return `${ofThisProcess}${made.toString(16).padStart(12, '0')}`;
}
