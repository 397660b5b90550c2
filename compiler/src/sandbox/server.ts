import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { AwsError } from './aws-error.ts';
import type { AwsService } from './context.ts';
import type { Faults } from './faults.ts';
import { refusal } from './loopback-only.ts';
import type { Store } from './store.ts';
import { identify, protocolOf } from './wire/identify.ts';
import type { ServiceModel } from './wire/model.ts';
import { loadModel } from './wire/model.ts';
import { decompressed } from './wire/request-compression.ts';
import type { Call, Protocol, WireRequest, WireResponse } from './wire/protocol.ts';

export interface ServerOptions {
  /** The first port to try; the next free one is taken where it is in use. 0 lets the system choose. */
  readonly port: number;
  readonly store: Store;
  readonly services: readonly AwsService[];
  /** What `GET /_sandbox/health` says beside `status`. */
  readonly health: Readonly<Record<string, unknown>>;
  readonly faults?: Faults;
  /** Told of errors that are bugs of the sandbox; the client gets `InternalFailure`. */
  readonly report: (error: unknown) => void;
}

export interface RunningServer {
  readonly port: number;
  readonly endpoint: string;
  /** Takes no more requests, answers those under way, and resolves when all connections are closed. */
  close(): Promise<void>;
}

const healthPath = '/_sandbox/health';
const maximumBody = 64 * 1024 * 1024;
const portsToTry = 100;

/** Serves AWS requests on 127.0.0.1. Nothing is answered before what it wrote is on disk. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const services = new Map(options.services.map((service) => [service.signingName, service]));
  let closing = false;
  const server = createServer((incoming, response) => {
    response.once('close', () => {
      // a connection counts as idle a moment after its answer
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
    void respond(incoming, response, services, options);
  });
  const port = await listen(server, options.port);
  return {
    port,
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        closing = true;
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
      }),
  };
}

async function listen(server: Server, first: number): Promise<number> {
  for (let port = first; ; port += 1) {
    try {
      return await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.removeListener('error', reject);
          const address = server.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
      });
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port >= Math.min(first + portsToTry, 65_535)) throw error;
    }
  }
}

async function respond(
  incoming: IncomingMessage,
  response: ServerResponse,
  services: ReadonlyMap<string, AwsService>,
  options: ServerOptions,
): Promise<void> {
  try {
    const path = incoming.url?.split('?')[0] ?? '/';
    const web = options.services.find((service) => isBelow(path, service.web?.prefix))?.web;
    if (web && refusal(incoming) === undefined) return await web.handle(incoming, response);
    const answer = await handle(incoming, services, options);
    if (!answer) return void response.destroy();
    const body = Buffer.from(answer.body);
    const length = incoming.method === 'HEAD' ? answer.headers['content-length'] : String(body.byteLength);
    response.writeHead(answer.status, { ...answer.headers, ...(length && { 'content-length': length }) });
    response.end(body);
  } catch (error) {
    // the client went away, or a header cannot be sent
    if (!incoming.destroyed || !isAbort(error)) options.report(error);
    response.destroy();
  }
}

function isBelow(path: string, prefix: string | undefined): boolean {
  return prefix !== undefined && (path === prefix || path.startsWith(`${prefix}/`));
}

/** Undefined: the answer is lost. */
async function handle(
  incoming: IncomingMessage,
  services: ReadonlyMap<string, AwsService>,
  options: ServerOptions,
): Promise<WireResponse | undefined> {
  const refused = refusal(incoming);
  if (refused !== undefined) {
    // what else it sends is not read
    return {
      status: 403,
      headers: { 'content-type': 'text/plain', connection: 'close' },
      body: `${refused}\n`,
    };
  }
  const [path = '/', ...queries] = (incoming.url ?? '/').split('?');
  const query = new URLSearchParams(queries.join('?'));
  if (path === healthPath) {
    const body = JSON.stringify({ status: 'healthy', ...options.health });
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const requestId = randomUUID();
  const read = await readBody(incoming);
  const request: WireRequest = {
    method: incoming.method ?? 'GET',
    path,
    query,
    headers: incoming.headers,
    body: read ?? new Uint8Array(),
  };
  const identity = identify(request);
  const protocol = protocolOf(request, identity.signingName);
  const model = identity.signingName === undefined ? undefined : await loadModel(identity.signingName);
  try {
    if (!read)
      throw new AwsError('RequestEntityTooLarge', `The body is larger than ${maximumBody} bytes`, 413);
    if (identity.signingName === undefined) {
      throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    }
    const service = services.get(identity.signingName);
    if (!model || !service) {
      throw protocol.unsupported('', `The sandbox has no service ${identity.signingName}`);
    }
    const endpoint = `http://${incoming.headers.host ?? '127.0.0.1'}`;
    const context = { region: identity.region, requestId, endpoint };
    const plain = decompressed(request, identity.signingName, maximumBody);
    return await call(plain, protocol, model, service, context, options);
  } catch (error) {
    await options.store.commit();
    return protocol.refuse(asAwsError(error, options), requestId, model, request);
  }
}

async function call(
  request: WireRequest,
  protocol: Protocol,
  model: ServiceModel,
  service: AwsService,
  context: { readonly region: string; readonly requestId: string; readonly endpoint: string },
  options: ServerOptions,
): Promise<WireResponse | undefined> {
  const parsed: Call = protocol.parse(request, model);
  const { name } = parsed.operation;
  const run = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (!run) throw protocol.unsupported(name, `The sandbox does not support ${service.signingName}:${name}`);
  const fault = options.faults?.({ signingName: service.signingName, operation: name, input: parsed.input });
  if (fault === 'request lost') return undefined;
  if (typeof fault === 'object') throw fault.error;
  const output = await run(parsed.input, context);
  await options.store.commit();
  if (fault === 'answer lost') return undefined;
  return protocol.answer(parsed, output, context.requestId, model);
}

function asAwsError(error: unknown, options: ServerOptions): AwsError {
  if (error instanceof AwsError) return error;
  options.report(error);
  const detail = error instanceof Error ? error.message : String(error);
  return new AwsError('InternalFailure', `The sandbox failed: ${detail}`, 500);
}

/** Undefined where the body is too large; the rest of it is read and thrown away so that the answer arrives. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.byteLength;
    if (size <= maximumBody) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > maximumBody ? undefined : Buffer.concat(chunks);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}
