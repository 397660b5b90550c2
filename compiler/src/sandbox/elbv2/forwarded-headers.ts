import type { IncomingMessage } from 'node:http';

/** Headers that belong to one connection and are not passed on (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Those that the load balancer writes itself. */
const OWN = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);

export interface Forwarding {
  readonly peer: string;
  readonly protocol: 'http' | 'https';
  /** The port that the client connected to. */
  readonly port: number;
  /** `routing.http.xff_header_processing.mode` */
  readonly forwardedFor: 'append' | 'preserve' | 'remove';
  readonly dropInvalid: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** 24 characters of [0-9a-f]. */
  readonly traceId: string;
}

/**
 * The headers that a target gets, names and values in turn.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
 */
export function requestHeaders(request: IncomingMessage, forwarding: Forwarding): string[] {
  const headers = endToEnd(request.rawHeaders).flatMap(([name, value]) => {
    if (OWN.has(name.toLowerCase())) return [];
    return forwarding.dropInvalid && !/^[-A-Za-z0-9]+$/.test(name) ? [] : [name, value];
  });
  const before = request.headersDistinct['x-forwarded-for']?.join(', ');
  if (forwarding.forwardedFor === 'append') {
    headers.push('X-Forwarded-For', before === undefined ? forwarding.peer : `${before}, ${forwarding.peer}`);
  } else if (forwarding.forwardedFor === 'preserve' && before !== undefined) {
    headers.push('X-Forwarded-For', before);
  }
  headers.push('X-Forwarded-Proto', forwarding.protocol, 'X-Forwarded-Port', String(forwarding.port));
  headers.push('X-Amzn-Trace-Id', traceHeader(request.headersDistinct['x-amzn-trace-id']?.[0], forwarding));
  if (request.headers['transfer-encoding'] !== undefined) headers.push('Transfer-Encoding', 'chunked');
  else if (request.headers['content-length'] === undefined && mayHaveBody(request))
    headers.push('Content-Length', '0');
  return headers;
}

/** The headers that a client gets, names and values in turn. */
export function responseHeaders(response: IncomingMessage): string[] {
  return endToEnd(response.rawHeaders).flat();
}

/** More than thirty addresses in X-Forwarded-For are refused with 463. */
export function hasTooManyForwarders(request: IncomingMessage): boolean {
  return (request.headersDistinct['x-forwarded-for']?.join(',').split(',').length ?? 0) > 30;
}

function endToEnd(raw: readonly string[]): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  const named = pairs
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((option) => option.trim().toLowerCase()));
  return pairs.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !named.includes(name.toLowerCase()));
}

function mayHaveBody(request: IncomingMessage): boolean {
  return request.method === 'POST' || request.method === 'PUT' || request.method === 'PATCH';
}

function traceHeader(existing: string | undefined, { now, traceId }: Forwarding): string {
  const id = `1-${Math.floor(now / 1000).toString(16)}-${traceId}`;
  if (existing === undefined) return `Root=${id}`;
  const rest = existing.split(';').filter((field) => field !== '' && !field.startsWith('Self='));
  return rest.some((field) => field.startsWith('Root='))
    ? [`Self=${id}`, ...rest].join(';')
    : [`Root=${id}`, ...rest].join(';');
}
