import type { IncomingMessage } from 'node:http';

/**
 * What is wrong with the Host of a request, if anything: HTTP/1.1 wants exactly one. Node takes the first of many, and what
 * is before the service might take another.
 * https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export function hostFault({ rawHeaders, httpVersion }: IncomingMessage): string | undefined {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  if (hosts > 1) return 'The request has more than one Host header.';
  return hosts === 0 && httpVersion === '1.1' ? 'The request has no Host header.' : undefined;
}
