import type { IncomingMessage } from 'node:http';

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

// There is none where the service makes no spans.
let spans: WeakMap<IncomingMessage, TraceIds> | undefined;

/** Where the service makes a span of its own, its lines name that instead of the caller's. */
export function setSpan(request: IncomingMessage, ids: Required<Pick<TraceIds, 'traceId' | 'spanId'>>): void {
  spans ??= new WeakMap();
  spans.set(request, { traceId: ids.traceId, spanId: ids.spanId });
}

/** The ids of the own span, else the well-formed ones that came with the request; undefined where there are none. */
export function traceIdsOf(request: IncomingMessage): TraceIds | undefined {
  const { traceparent } = request.headers;
  const amzn = request.headers['x-amzn-trace-id'];
  const span = spans?.get(request);
  if (span === undefined && traceparent === undefined && amzn === undefined) return undefined;

  const [, traceId, spanId] = TRACEPARENT.exec(short(traceparent)) ?? [];
  const [, root] = AMZN_ROOT.exec(short(amzn)) ?? [];
  if (span === undefined && traceId === undefined && root === undefined) return undefined;
  return {
    ...(traceId !== undefined && spanId !== undefined && { traceId, spanId }),
    ...span,
    ...(root !== undefined && { amznTraceId: root }),
  };
}

function short(header: string | string[] | undefined): string {
  return typeof header === 'string' && header.length <= LONGEST ? header : '';
}
