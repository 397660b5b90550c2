import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import { traceIdsOf } from './trace-ids.ts';

const METHODS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent', 'child'] as const;

/**
 * The logger of one request, whose lines carry its id and the ids of its trace. Most requests log nothing but the line
 * at their end, which needs no logger, so the real one is made when it is first used.
 */
class RequestLogger {
  readonly #parent: FastifyBaseLogger;
  readonly #bindings: object;
  readonly #options: object;
  readonly #request: IncomingMessage;
  #child: FastifyBaseLogger | undefined;

  constructor(parent: FastifyBaseLogger, bindings: object, options: object, request: IncomingMessage) {
    this.#parent = parent;
    this.#bindings = bindings;
    this.#options = options;
    this.#request = request;
  }

  get real(): FastifyBaseLogger {
    this.#child ??= this.#parent.child({ ...this.#bindings, ...traceIdsOf(this.#request) }, this.#options);
    return this.#child;
  }

  get level(): string {
    return this.real.level;
  }

  set level(level: string) {
    this.real.level = level;
  }
}

for (const method of METHODS) {
  Object.defineProperty(RequestLogger.prototype, method, {
    value(this: RequestLogger, ...parts: unknown[]): unknown {
      return Reflect.apply(this.real[method], this.real, parts);
    },
  });
}

/** Fastify's `childLoggerFactory`. */
export function requestLogger(
  parent: FastifyBaseLogger,
  bindings: object,
  options: object,
  request: IncomingMessage,
): FastifyBaseLogger {
  return new RequestLogger(parent, bindings, options, request) as unknown as FastifyBaseLogger;
}
