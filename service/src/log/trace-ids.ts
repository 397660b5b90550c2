import type { IncomingHttpHeaders } from 'node:http';

/** What joins the lines of a request to those of its caller. */
export interface TraceIds {
  traceId?: string;
  spanId?: string;
  /** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html */
  amznTraceId?: string;
}

// https://www.w3.org/TR/trace-context/#traceparent-header
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}(?:-|$)/;
const AMZN_ROOT = /(?:^|;) ?Root=(1-[\da-f]{8}-[\da-f]{24})(?:;|$)/i;
const LONGEST = 512;

/** The well-formed ones of `traceparent` and `X-Amzn-Trace-Id`; undefined where there are none. */
export function traceIds(headers: IncomingHttpHeaders): TraceIds | undefined {
  const { traceparent } = headers;
  const amzn = headers['x-amzn-trace-id'];
  if (traceparent === undefined && amzn === undefined) return undefined;

  const [, traceId, spanId] = TRACEPARENT.exec(short(traceparent)) ?? [];
  const [, root] = AMZN_ROOT.exec(short(amzn)) ?? [];
  if (traceId === undefined && root === undefined) return undefined;
  return {
    ...(traceId !== undefined && spanId !== undefined && { traceId, spanId }),
    ...(root !== undefined && { amznTraceId: root }),
  };
}

function short(header: string | string[] | undefined): string {
  return typeof header === 'string' && header.length <= LONGEST ? header : '';
}
