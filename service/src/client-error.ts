import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ConnectionError } from 'fastify';
import { PROBLEM_JSON, problem } from './problem.ts';
import { requestId } from './request-id.ts';

const STATUS_OF = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
]);
const DETAIL_OF = new Map([
  [405, 'CONNECT is for proxies, and this is none.'],
  [408, 'The request did not arrive in time.'],
  [413, 'The request is too large.'],
  [431, 'The headers of the request are too large.'],
]);

export interface Refusal {
  requestId: string;
  status: number;
}

/**
 * Answers what Node could not read as HTTP, on the bare socket, since there is no request yet.
 * https://nodejs.org/api/http.html#event-clienterror
 *
 * @returns undefined where there is nobody to answer
 */
export function answerClientError(error: ConnectionError, socket: Duplex): Refusal | undefined {
  if (error.code === 'ECONNRESET' || socket.destroyed) return undefined;
  const refusal = refuse(socket, STATUS_OF.get(error.code) ?? 400);
  if (!socket.writable) socket.destroy(error);
  return refusal;
}

/** Answers with a problem and ends the connection. */
export function refuse(socket: Duplex, status: number): Refusal {
  const id = requestId({ headers: {} });
  if (socket.writable) {
    const detail = DETAIL_OF.get(status) ?? 'The request is not well-formed HTTP.';
    const body = JSON.stringify(problem(status, detail, id));
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `content-type: ${PROBLEM_JSON}; charset=utf-8`,
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${id}`,
      ...(status === 405 ? ['allow: GET, HEAD'] : []),
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  }
  return { requestId: id, status };
}
