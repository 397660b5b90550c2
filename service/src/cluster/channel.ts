import type { Snapshot } from '../metrics/snapshot.ts';
import type { Hit } from '../windows.ts';

/** What one process asks another, with its answer. */
interface Questions {
  /** The primary asks a worker what it has counted. */
  snapshot: { question: null; answer: Snapshot };
  /** A worker asks the primary for the metrics of all. */
  scrape: { question: null; answer: string };
  /** A worker asks the primary how often a client has come. */
  hit: { question: { key: string; window: number }; answer: Hit };
}

/** What one process tells another. */
interface News {
  ready: null;
  alive: null;
  stop: null;
  level: string;
  /** What a worker that ends has counted. */
  last: Snapshot;
}

type Message =
  | { tell: keyof News; body: unknown }
  | { ask: keyof Questions; id: number; body: unknown }
  | { answer: number; body?: unknown; error?: string };

/** One end of a connection between processes: `process` in a worker, a `Worker` in the primary. */
export interface Port {
  send(message: object, sent: (error: Error | null) => void): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

interface Asked {
  resolve: (body: unknown) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

/** Questions with answers in bounded time, and news, between the primary and one worker. */
export class Channel {
  readonly #port: Port;
  readonly #asked = new Map<number, Asked>();
  readonly #listeners = new Map<string, (body: unknown) => void>();
  readonly #handlers = new Map<string, (body: unknown) => unknown>();
  #id = 0;
  #closed = false;

  constructor(port: Port) {
    this.#port = port;
    port.onMessage((message) => this.#receive(message as Message));
    port.onClose(() => this.#close());
  }

  /** Resolves when the message is on its way, or cannot be sent. */
  tell<K extends keyof News>(tell: K, body: News[K]): Promise<void> {
    return new Promise((resolve) => this.#send({ tell, body }, () => resolve()));
  }

  hear<K extends keyof News>(kind: K, listener: (body: News[K]) => void): void {
    this.#listeners.set(kind, listener as (body: unknown) => void);
  }

  /** @throws when there is no answer within the time, in milliseconds, or the other process has ended */
  ask<K extends keyof Questions>(
    ask: K,
    body: Questions[K]['question'],
    within: number,
  ): Promise<Questions[K]['answer']> {
    const id = (this.#id += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(id, `no answer to "${ask}" within ${within} ms`), within);
      this.#asked.set(id, { resolve: resolve as (body: unknown) => void, reject, timer });
      this.#send({ ask, id, body }, (error) => {
        if (error) this.#fail(id, error.message);
      });
    });
  }

  answer<K extends keyof Questions>(
    kind: K,
    handler: (question: Questions[K]['question']) => Questions[K]['answer'] | Promise<Questions[K]['answer']>,
  ): void {
    this.#handlers.set(kind, handler as (body: unknown) => unknown);
  }

  #send(message: Message, sent: (error: Error | null) => void): void {
    if (this.#closed) sent(new Error('the other process has ended'));
    else this.#port.send(message, sent);
  }

  #receive(message: Message): void {
    if ('tell' in message) this.#listeners.get(message.tell)?.(message.body);
    else if ('ask' in message) void this.#reply(message);
    else if ('answer' in message) {
      const asked = this.#asked.get(message.answer);
      if (message.error !== undefined) this.#fail(message.answer, message.error);
      else asked?.resolve(message.body);
      clearTimeout(asked?.timer);
      this.#asked.delete(message.answer);
    }
  }

  async #reply({ ask, id, body }: { ask: string; id: number; body: unknown }): Promise<void> {
    let answer: Message;
    try {
      answer = { answer: id, body: await this.#handlers.get(ask)?.(body) };
    } catch (error) {
      answer = { answer: id, error: error instanceof Error ? error.message : String(error) };
    }
    this.#send(answer, () => {});
  }

  #fail(id: number, message: string): void {
    const asked = this.#asked.get(id);
    clearTimeout(asked?.timer);
    this.#asked.delete(id);
    asked?.reject(new Error(message));
  }

  #close(): void {
    this.#closed = true;
    for (const id of this.#asked.keys()) this.#fail(id, 'the other process has ended');
  }
}
