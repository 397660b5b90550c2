import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import { traceIdsOf } from './trace-ids.ts';

const METHODS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/**
 * A logger that is made when it is first used. Fastify gives each request one, and most requests log nothing but the
 * line at their end, which needs none.
 */
export class LazyLogger {
  /** Whose trace ids its lines carry. */
  request: IncomingMessage | undefined;
  readonly #parent: { real: FastifyBaseLogger };
  readonly #bindings: object;
  readonly #options: object;
  #real: FastifyBaseLogger | undefined;

  constructor(parent: { real: FastifyBaseLogger }, bindings: object, options: object) {
    this.#parent = parent;
    this.#bindings = bindings;
    this.#options = options;
  }

  get real(): FastifyBaseLogger {
    if (!this.#real) {
      const ids = this.request && traceIdsOf(this.request);
      this.#real = this.#parent.real.child({ ...this.#bindings, ...ids }, this.#options);
    }
    return this.#real;
  }

  get level(): string {
    return this.real.level;
  }

  set level(level: string) {
    this.real.level = level;
  }

  child(bindings: object, options: object = {}): LazyLogger {
    return new LazyLogger(this, bindings, options);
  }
}

for (const method of METHODS) {
  Object.defineProperty(LazyLogger.prototype, method, {
    value(this: LazyLogger, ...parts: unknown[]): void {
      Reflect.apply(this.real[method], this.real, parts);
    },
  });
}

/** A logger like the one that is given, all of whose children are made when they are first used. */
export function lazy(logger: FastifyBaseLogger): FastifyBaseLogger {
  return new LazyLogger({ real: logger }, {}, {}) as unknown as FastifyBaseLogger;
}
