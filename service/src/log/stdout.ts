import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import { LineBuffer, OWN_PIECE, SHARED_PIECE } from './line-buffer.ts';

interface Pretty {
  default: (options: object) => DestinationStream;
}

export interface Terminal {
  isTTY: boolean;
  noColor: boolean;
  /** Fails where the package is not installed, as in an image. */
  load: () => Promise<Pretty>;
}

const PRETTY = {
  ignore: 'pid,hostname,environment,version',
  translateTime: 'SYS:HH:MM:ss.l',
  sync: true,
  singleLine: true,
};

/**
 * Lines of JSON on stdout, or on a developer's terminal lines for people.
 *
 * @param shared whether other processes write there too
 */
export async function openStdout(
  shared: boolean,
  terminal: Terminal = thisTerminal(),
): Promise<DestinationStream> {
  if (terminal.isTTY) {
    const pretty = await terminal.load().catch(() => undefined);
    if (pretty) return pretty.default({ ...PRETTY, colorize: !terminal.noColor, destination: 1 });
  }
  const lines = new LineBuffer(pino.destination({ dest: 1, sync: true }), shared ? SHARED_PIECE : OWN_PIECE);
  process.once('exit', () => lines.flushSync());
  return lines;
}

function thisTerminal(): Terminal {
  return {
    isTTY: process.stdout.isTTY,
    noColor: Boolean(process.env['NO_COLOR']),
    load: () => import('pino-pretty'),
  };
}
