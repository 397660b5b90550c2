import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type {
  FixedResponseActionConfig,
  RedirectActionConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** Answers that the load balancer gives itself carry this. */
const SERVER = 'awselb/2.0';

/**
 * Answers with an error page as a load balancer does.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function answerError(response: ServerResponse, status: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const text = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  const page = [
    '<html>',
    `<head><title>${text}</title></head>`,
    '<body>',
    `<center><h1>${text}</h1></center>`,
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
  answer(response, status, { 'Content-Type': 'text/html' }, page);
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html */
export function answerFixed(response: ServerResponse, config: FixedResponseActionConfig): void {
  const type = { 'Content-Type': config.ContentType ?? 'text/plain' };
  answer(response, Number(config.StatusCode), type, config.MessageBody ?? '');
}

/** What a redirect's placeholders stand for. */
export interface RedirectSource {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  /** The listener's port. */
  readonly port: number;
  /** Begins with a slash. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
}

/**
 * Redirects. A listener of the same load balancer is reached at another port on this machine, without TLS: `local`
 * gives that port, and the location names it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export function answerRedirect(
  response: ServerResponse,
  config: RedirectActionConfig,
  source: RedirectSource,
  local: (listenerPort: number) => number | undefined,
): void {
  const values: Readonly<Record<string, string>> = {
    protocol: source.protocol,
    host: source.host,
    port: String(source.port),
    path: source.path.slice(1),
    query: source.query,
  };
  const fill = (text: string) =>
    text.replaceAll(/#\{(protocol|host|port|path|query)\}/g, (_, name: string) => values[name] ?? '');
  const protocol = fill(config.Protocol ?? '#{protocol}').toLowerCase();
  const host = fill(config.Host ?? '#{host}');
  const port = Number(fill(config.Port ?? '#{port}'));
  const query = fill(config.Query ?? '#{query}');
  const localPort = host === source.host ? local(port) : undefined;
  const standard = port === (protocol === 'https' ? 443 : 80);
  const origin =
    localPort === undefined
      ? `${protocol}://${host}${standard ? '' : `:${port}`}`
      : `http://${host}:${localPort}`;
  const location = `${origin}${fill(config.Path ?? '/#{path}')}${query === '' ? '' : `?${query}`}`;
  const status = config.StatusCode === 'HTTP_301' ? 301 : 302;
  answer(response, status, { 'Content-Type': 'text/html', Location: location }, '');
}

function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string,
): void {
  response.writeHead(status, { Server: SERVER, ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
