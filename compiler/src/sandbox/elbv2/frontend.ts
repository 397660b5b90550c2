import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a frontend does with what arrives. */
export interface FrontendHandler {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** All headers of a request together. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_HEADER_BYTES = 65_536;

/** One port of this machine that stands for one listener port of a load balancer. */
export class Frontend {
  /** Without one, connections are closed at once, as a port without a listener refuses them. */
  handler: FrontendHandler | undefined;
  readonly #server: Server;

  private constructor(idleMs: number) {
    this.#server = createServer({
      maxHeaderSize: MAX_HEADER_BYTES,
      keepAliveTimeout: idleMs,
      requestTimeout: 0,
    });
    this.#server.on('connection', (socket: Socket) => {
      if (!this.handler) socket.destroy();
    });
    this.#server.on('request', (request, response) => {
      if (this.handler) this.handler.request(request, response);
      else response.destroy();
    });
    this.#server.on('upgrade', (request, socket, head: Buffer) => {
      if (this.handler) this.handler.upgrade(request, socket, head);
      else socket.destroy();
    });
  }

  /**
   * Listens on a port of 127.0.0.1.
   * @throws Error (`EADDRINUSE`) where the port is taken
   */
  static async open(port: number, idleMs: number): Promise<Frontend> {
    const frontend = new Frontend(idleMs);
    await new Promise<void>((resolve, reject) => {
      frontend.#server.once('error', reject);
      frontend.#server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
        frontend.#server.off('error', reject);
        resolve();
      });
    });
    return frontend;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
