import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RepositoryRecord } from '../repositories.ts';

/** One request to the registry, once it is known who asks for what. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly region: string;
  readonly repository: RepositoryRecord;
  /** What stands behind the repository's name: a digest, a tag, the name of an upload. */
  readonly reference: string;
}

/** Answers a request. Without a body unless one is given. */
export function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number>> = {},
  body = '',
): void {
  response.writeHead(status, {
    'content-length': Buffer.byteLength(body),
    ...headers,
    'docker-distribution-api-version': 'registry/2.0',
  });
  response.end(body);
}
