import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { DestinationStream } from 'pino';
import type { Settings } from '../settings.ts';
import { LineBuffer, OWN_PIECE, SHARED_PIECE } from './line-buffer.ts';
import { buildLogger } from './logger.ts';
import { WriteQueue } from './write-queue.ts';

const STDOUT = 1;
/** How long a process that ends waits for a reader that is late, in milliseconds. */
const LAST_LINES_WITHIN = 300;

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
 * Lines of JSON on stdout, or on a developer's terminal lines for people. Where nobody reads them in time some are
 * lost, and a line says how many.
 *
 * @param worker which process of several writes there; alone where there is none
 */
export async function openStdout(
  settings: Pick<Settings, 'logLevel' | 'environment' | 'appVersion'>,
  worker?: number | 'primary',
  terminal: Terminal = thisTerminal(),
): Promise<DestinationStream> {
  if (terminal.isTTY) {
    const pretty = await terminal.load().catch(() => undefined);
    if (pretty) return pretty.default({ ...PRETTY, colorize: !terminal.noColor, destination: STDOUT });
  }
  const fd = withoutBlocking();
  const queue = new WriteQueue({
    put: (bytes) => writeSync(fd, bytes),
    lost: (count) => log.error({ lines: count }, 'log lines were lost: nobody read them in time'),
  });
  const lines = new LineBuffer(queue, worker === undefined ? OWN_PIECE : SHARED_PIECE);
  const log = buildLogger(settings, lines, worker);
  process.once('exit', () => {
    lines.flushSync();
    queue.drain(LAST_LINES_WITHIN);
    // How many were lost.
    lines.flushSync();
  });
  return lines;
}

/**
 * A descriptor of stdout that takes what it can at once. Whether a pipe blocks is a matter of its open file
 * description, which all processes share that inherited it, and which Node makes block again for all of them when it
 * starts a process; so a pipe is opened anew. What cannot be opened, a socket above all, is left as Node sets it up
 * for `process.stdout`: https://nodejs.org/docs/latest-v20.x/api/process.html#a-note-on-process-io
 */
function withoutBlocking(): number {
  if (fstatSync(STDOUT).isFIFO()) {
    try {
      return openSync('/proc/self/fd/1', constants.O_WRONLY | constants.O_NONBLOCK);
    } catch {
      // Not Linux, or the pipe belongs to somebody else.
    }
  }
  return process.stdout.fd;
}

function thisTerminal(): Terminal {
  return {
    isTTY: isatty(STDOUT),
    noColor: Boolean(process.env['NO_COLOR']),
    load: () => import('pino-pretty'),
  };
}
