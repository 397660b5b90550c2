import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyBaseLogger } from 'fastify';
import { PROBLEM_JSON, problem } from './problem.ts';
import { requestId } from './request-id.ts';

const STATUS_OF = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
]);
const DETAIL_OF = new Map([
  [408, 'The request did not arrive in time.'],
  [431, 'The headers of the request are too large.'],
]);

/**
 * Answers what Node could not read as HTTP, on the bare socket, since there is no request yet.
 * https://nodejs.org/api/http.html#event-clienterror
 */
export function answerClientError(error: ConnectionError, socket: Socket, log: FastifyBaseLogger): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;

  const status = STATUS_OF.get(error.code) ?? 400;
  const id = requestId({ headers: {} });
  const detail = DETAIL_OF.get(status) ?? 'The request is not well-formed HTTP.';
  const body = JSON.stringify(problem(status, detail, id));
  log.info({ requestId: id, status, code: error.code }, 'request refused');

  if (!socket.writable) {
    socket.destroy(error);
    return;
  }
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_JSON}; charset=utf-8`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${id}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
