import type { IncomingMessage } from 'node:http';

/**
 * Why a request is refused, or undefined. The sandbox checks no signatures, so a web page must not be able to reach
 * it through the browser of whoever runs it: not across origins, and not under a name of its own that it points at
 * this machine. SDKs and command lines send neither header that gives a browser away.
 * @see https://fetch.spec.whatwg.org/#origin-header
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function refusal({ headers }: IncomingMessage): string | undefined {
  if (!isLoopback(headers.host)) return 'The sandbox answers to localhost and 127.0.0.1 only.';
  if (headers.origin !== undefined) return 'The sandbox does not answer web pages.';
  const site = headers['sec-fetch-site'];
  // `none`: somebody typed the address
  return site === undefined || site === 'none' ? undefined : 'The sandbox does not answer web pages.';
}

/** `localhost` and what is below it belong to this machine: https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(([^:/]+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
}
