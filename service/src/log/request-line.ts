import type { DestinationStream } from 'pino';
import type { RequestSeries } from '../metrics/request-metrics.ts';
import { THREE_DIGITS, isoTime } from './iso-time.ts';
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
  const starts = { info: '{"level":"info"', warn: '{"level":"warn"', error: '{"level":"error"' };
  const beforeId = `,${JSON.stringify(base).slice(1, -1)},"requestId":"`;
  return (level, { requestId, series, duration, traceIds, message }) => {
    const trace = traceIds ? `",${JSON.stringify(traceIds).slice(1, -1)}` : '"';
    stream.write(
      `${starts[level]}${isoTime()}${beforeId}${requestId}${trace}${series.line}${toTheMicrosecond(duration)},"msg":"${message}"}\n`,
    );
  };
}

/** Milliseconds as a JSON number. Whole numbers are turned into text much faster than others. */
function toTheMicrosecond(milliseconds: number): string {
  const microseconds = Math.round(milliseconds * 1_000);
  return `${Math.floor(microseconds / 1_000)}.${THREE_DIGITS[microseconds % 1_000]}`;
}
