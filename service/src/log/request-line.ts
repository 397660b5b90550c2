import type { DestinationStream } from 'pino';
import type { RequestSeries } from '../metrics/request-metrics.ts';
import { isoTime } from './iso-time.ts';
import type { TraceIds } from './trace-ids.ts';

interface RequestEnd {
  /** Well formed, so that it needs no escapes. */
  requestId: string;
  series: RequestSeries;
  /** In milliseconds, logged to the microsecond. */
  duration: number;
  traceIds: TraceIds | undefined;
  message: string;
}

export type WriteRequestLine = (level: 'info' | 'warn' | 'error', end: RequestEnd) => void;

/**
 * Writes the line that each request leaves, in the form of pino's lines. All of it but four values is known
 * beforehand; pino would take three times as long to find that out, for every request.
 *
 * @param base the members that each line has
 */
export function requestLines(stream: DestinationStream, base: object): WriteRequestLine {
  const members = JSON.stringify(base).slice(1, -1);
  return (level, { requestId, series, duration, traceIds, message }) => {
    const trace = traceIds ? `,${JSON.stringify(traceIds).slice(1, -1)}` : '';
    const rounded = Math.round(duration * 1_000) / 1_000;
    stream.write(
      `{"level":"${level}"${isoTime()},${members},"requestId":"${requestId}"${trace},${series.line},"duration":${rounded},"msg":"${message}"}\n`,
    );
  };
}
