import { connect, type Socket } from 'node:net';

/** What a server sent until it closed the connection, or until nothing came any more. */
export interface RawAnswer {
  /** Of the last answer; undefined where there was none. */
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly requestId: string | undefined;
  readonly body: string;
  /** Everything. */
  readonly text: string;
}

const PATIENCE_MS = 5_000;

/** Sends bytes as they are, ends the sending side of the connection, and reads to its end. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = openSocket(port);
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.setTimeout(PATIENCE_MS, () => {
      socket.destroy();
      reject(new Error(`the connection stays open after ${JSON.stringify(text.slice(0, 200))}`));
    });
    socket.on('close', () => resolve(parse(text)));
    socket.end(bytes);
  });
}

/** A connection whose errors are the server's right: it may cut off what it does not want. */
export function openSocket(port: number): Socket {
  return connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
}

function parse(text: string): RawAnswer {
  const last = text.slice(Math.max(0, text.lastIndexOf('HTTP/1.1 ')));
  const [head = '', ...body] = last.split('\r\n\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
  return {
    status: status === undefined ? undefined : Number(status),
    type: /^content-type: ([^;\r]*)/im.exec(head)?.[1],
    requestId: /^x-request-id: (\S+)/im.exec(head)?.[1],
    body: body.join('\r\n\r\n'),
    text,
  };
}
