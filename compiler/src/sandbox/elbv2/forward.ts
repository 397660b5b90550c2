import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Forwarding } from './forwarded-headers.ts';
import { requestHeaders, responseHeaders } from './forwarded-headers.ts';
import { IdleWatch } from './idle-watch.ts';
import { answerError } from './own-answers.ts';
import type { LiveTarget } from './targets.ts';

/** A target has this long to take a connection. */
const CONNECT_MS = 10_000;

export interface ForwardOptions {
  readonly clock: Clock;
  readonly forwarding: Forwarding;
  /** `idle_timeout.timeout_seconds` in milliseconds. */
  readonly idleMs: number;
  /** The target has begun to answer. */
  readonly answered: (status: number, seconds: number) => void;
  /** The load balancer answers itself instead. */
  readonly failed: (status: number) => void;
}

/**
 * Passes a request on to a target and its answer back, both as they come. A request that fails is not sent to
 * another target: 502 where the target refuses, resets or answers with something that is not HTTP, or drains for
 * too long; 504 where it does not answer in time.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  target: LiveTarget,
  { clock, forwarding, idleMs, answered, failed }: ForwardOptions,
): void {
  const sentAt = clock.now();
  const upstream = httpRequest({
    agent: target.agent,
    host: target.record.id,
    port: target.record.port,
    method: request.method,
    path: request.url,
    headers: requestHeaders(request, forwarding),
  });
  const finish = (): void => {
    watch.stop();
    target.requests.delete(abort);
  };
  const fail = (status: number): void => {
    // After the last byte of the answer nothing can fail any more.
    if (!target.requests.has(abort)) return;
    finish();
    upstream.destroy();
    // The connection may still carry what the target did not read of this request.
    if (!request.complete) response.shouldKeepAlive = false;
    if (response.destroyed) return;
    if (!response.headersSent) failed(status);
    answerError(response, status);
  };
  const abort = (): void => fail(502);
  const watch = new IdleWatch(clock, CONNECT_MS, () => fail(504));
  const alive = (): void => watch.touch(idleMs);
  target.requests.add(abort);

  upstream.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', alive);
    else alive();
  });
  upstream.on('error', () => fail(502));
  upstream.once('response', (answer) => {
    alive();
    answered(answer.statusCode ?? 502, (clock.now() - sentAt) / 1000);
    answer.on('data', alive);
    answer.once('error', () => fail(502));
    answer.once('end', finish);
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? '', responseHeaders(answer));
    // What comes in pieces may take its time: the client gets the head at once.
    if (answer.headers['content-length'] === undefined) response.flushHeaders();
    answer.pipe(response);
  });
  response.once('close', () => {
    if (response.writableFinished) return;
    finish();
    upstream.destroy();
  });
  if (request.headers['transfer-encoding'] !== undefined) upstream.flushHeaders();
  request.on('data', () => watch.touch());
  request.pipe(upstream);
}

/**
 * Passes a request to change the protocol (a WebSocket) on; where the target agrees, bytes go both ways until one
 * side ends or nothing moves for the idle timeout.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 */
export function forwardUpgrade(
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
  target: LiveTarget,
  { clock, forwarding, idleMs }: ForwardOptions,
): void {
  const headers = requestHeaders(request, forwarding);
  headers.push('Connection', 'Upgrade', 'Upgrade', request.headers.upgrade ?? '');
  const { id: host, port } = target.record;
  const upstream = httpRequest({
    agent: false,
    host,
    port,
    method: request.method,
    path: request.url,
    headers,
  });
  const end = (): void => {
    watch.stop();
    target.requests.delete(end);
    client.destroy();
    upstream.destroy();
  };
  const watch = new IdleWatch(clock, idleMs, end);
  target.requests.add(end);
  client.once('close', end).on('error', end);
  upstream.on('error', end);
  upstream.once('response', (answer) => {
    writeHead(client, answer, responseHeaders(answer), 'close');
    answer.pipe(client);
  });
  upstream.once('upgrade', (answer, socket, rest: Buffer) => {
    socket.once('close', end).on('error', end);
    writeHead(
      client,
      answer,
      ['Upgrade', answer.headers.upgrade ?? '', ...responseHeaders(answer)],
      'Upgrade',
    );
    client.write(rest);
    socket.write(head);
    for (const [from, to] of [[client, socket] as const, [socket, client] as const]) {
      from.on('data', () => watch.touch()).pipe(to);
    }
  });
  upstream.end();
}

function writeHead(
  client: Duplex,
  answer: IncomingMessage,
  headers: readonly string[],
  connection: string,
): void {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`, `Connection: ${connection}`];
  for (let at = 0; at < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`);
  client.write(`${lines.join('\r\n')}\r\n\r\n`);
}
