import { STATUS_CODES } from 'node:http';

/** One fault in a request, placed by the part of the request and the path inside it. */
export interface Fault {
  in: string;
  path: string;
  detail: string;
}

/** An error as every client sees it: RFC 9457 with the request's id, https://www.rfc-editor.org/rfc/rfc9457 */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
  requestId: string;
  errors?: Fault[];
}

export const PROBLEM_JSON = 'application/problem+json';

/** With type `about:blank` the title is that of the status code (RFC 9457, section 4.2.1). */
export function problem(status: number, detail: string, requestId: string, errors?: Fault[]): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    requestId,
    ...(errors && { errors }),
  };
}
