import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SandboxContext } from '../../context.ts';
import { Repositories } from '../repositories.ts';
import { beginUpload, continueUpload, sendBlob } from './blob-requests.ts';
import type { Blobs } from './blobs.ts';
import { answer, type Exchange } from './exchange.ts';
import { listTags, sendManifest, takeManifest } from './manifest-requests.ts';
import { regionOfPassword, USER } from './password.ts';
import { RegistryError } from './registry-error.ts';

const paths = {
  blob: /^\/v2\/(.+)\/blobs\/(sha256:[0-9a-f]{64})$/,
  uploads: /^\/v2\/(.+)\/blobs\/uploads\/?()$/,
  upload: /^\/v2\/(.+)\/blobs\/uploads\/([0-9a-f-]+)$/,
  manifest: /^\/v2\/(.+)\/manifests\/([\w][\w.:-]*)$/,
  tags: /^\/v2\/(.+)\/tags\/list()$/,
} as const;

type Kind = keyof typeof paths;
type Handler = (exchange: Exchange) => void | Promise<void>;

/**
 * The registry behind ECR: what `docker login`, `push` and `pull` speak. Which region's repositories are meant the
 * password says, since one address stands for all regions here.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export class Registry {
  readonly #context: SandboxContext;
  readonly #repositories: Repositories;
  readonly #handlers: Readonly<Record<Kind, Readonly<Record<string, Handler>>>>;

  constructor(context: SandboxContext, blobs: Blobs) {
    this.#context = context;
    this.#repositories = new Repositories(context);
    const send = (exchange: Exchange) => sendBlob(blobs, exchange);
    const proceed = (exchange: Exchange) => continueUpload(blobs, exchange);
    const manifest = (exchange: Exchange) => sendManifest(context, exchange);
    this.#handlers = {
      blob: { GET: send, HEAD: send },
      uploads: { POST: (exchange) => beginUpload(blobs, exchange) },
      upload: { GET: proceed, PATCH: proceed, PUT: proceed, DELETE: proceed },
      manifest: { GET: manifest, HEAD: manifest, PUT: (exchange) => takeManifest(context, blobs, exchange) },
      tags: { GET: (exchange) => listTags(context, exchange) },
    };
  }

  /** Answers a request whose path begins with `/v2`. Rejects where the connection breaks. */
  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#answer(incoming, response);
    } catch (error) {
      if (!(error instanceof RegistryError) || response.headersSent) throw error;
      // What else it sends is not wanted, but a client reads no answer before it has sent it.
      incoming.resume();
      const body = JSON.stringify({ errors: [{ code: error.code, message: error.message }] });
      const headers = { 'content-type': 'application/json', ...error.headers };
      answer(response, error.status, headers, incoming.method === 'HEAD' ? '' : body);
    }
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(incoming.url ?? '/', 'http://localhost');
    const region = this.#regionOf(incoming);
    const method = incoming.method ?? 'GET';
    if (/^\/v2\/?$/.test(pathname))
      return answer(response, 200, { 'content-type': 'application/json' }, method === 'HEAD' ? '' : '{}');
    for (const kind of Object.keys(paths) as Kind[]) {
      const [, name, reference = ''] = paths[kind].exec(pathname) ?? [];
      if (name === undefined) continue;
      const repository = this.#repositories.find(region, name);
      if (!repository)
        throw new RegistryError(
          404,
          'NAME_UNKNOWN',
          `The repository with name '${name}' does not exist in the registry with id '${this.#context.accountId}'`,
        );
      const handler = this.#handlers[kind][method];
      if (!handler) break;
      return handler({ incoming, response, method, query, region, repository, reference });
    }
    throw new RegistryError(405, 'UNSUPPORTED', 'The operation is unsupported.');
  }

  #regionOf({ headers }: IncomingMessage): string {
    const [, encoded = ''] = /^Basic (.+)$/i.exec(headers.authorization ?? '') ?? [];
    const [user, ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
    const region = user === USER ? regionOfPassword(this.#context, password.join(':')) : undefined;
    if (region !== undefined) return region;
    throw new RegistryError(
      401,
      'UNAUTHORIZED',
      encoded === ''
        ? 'authentication required'
        : 'Your authorization token has expired. Reauthenticate and try again.',
      {
        'www-authenticate': `Basic realm="http://${headers.host ?? 'localhost'}/",service="ecr.amazonaws.com"`,
      },
    );
  }
}
